"""Lists of orders: by what they wait for, found by number, name and goods; and those that do not count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders import permissions
from nongcai.domain.orders.models import Order, OrderLine, OrderReturn
from nongcai.domain.orders.queries.counting import Counting, MissingStep, counting_of, missing_step, uncounted_orders
from nongcai.domain.orders.queries.finding import lines_of, orders_visible_to
from nongcai.domain.orders.rules import PREFIX
from nongcai.domain.orders.states import IN_HAND, PAYABLE, Holder, OrderState, ReturnState
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power
from nongcai.domain.organisations.rules import masked_number
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor

_S = OrderState


class Stage(models.TextChoices):
    """What an order waits for, as lists are cut by it."""

    APPROVE = "approve", _("待审批")
    SIGN = "sign", _("待签约")
    REQUOTE = "requote", _("运费待确认")
    PAY = "pay", _("待付款")
    SHIP = "ship", _("待发货")
    RECEIVE = "receive", _("待收货")
    TRANSIT = "transit", _("在途")
    BILL = "bill", _("待开票")
    INVOICE = "invoice", _("待验票")
    EVALUATE = "evaluate", _("待评价")
    EARN = "earn", _("待收款")
    RETURN = "return", _("退货")


_UNPAID = Q(state__in=PAYABLE, paid__lt=F("due"))
# The condition of the index of a supplier's orders.
_IN_HAND = Q(state__in=IN_HAND) | Q(paid__lt=F("due"))
_GOING_BACK = OrderReturn.objects.filter(state__in=(ReturnState.ASKED, ReturnState.AGREED))
_GOES_BACK = Q(Exists(_GOING_BACK.filter(order_id=OuterRef("pk"))))
STAGES = {
    Stage.APPROVE: Q(state=_S.WAITING),
    Stage.SIGN: Q(state__in=(_S.PLACED, _S.REQUOTED)),
    Stage.REQUOTE: Q(state=_S.REQUOTED),
    Stage.PAY: _UNPAID,
    # Also the rest, once all that came was looked at.
    Stage.SHIP: Q(state=_S.SIGNED) | Q(state=_S.SHIPPED, holder=Holder.SELLER),
    Stage.RECEIVE: Q(state__in=(_S.SIGNED, _S.SHIPPED)),
    Stage.TRANSIT: Q(state=_S.SHIPPED),
    # Said by the holder, as the index of a supplier's orders has it.
    Stage.BILL: Q(state=_S.ACCEPTED, holder=Holder.SELLER),
    Stage.INVOICE: Q(
        state__in=(_S.SHIPPED, _S.ACCEPTED), invoice_shown_at__isnull=False, invoice_accepted_at__isnull=True
    ),
    Stage.EVALUATE: Q(state__in=(_S.ACCEPTED, _S.COMPLETED), evaluated_at=None),
    Stage.EARN: _UNPAID,
    Stage.RETURN: Q(state=_S.RETURNED) | _GOES_BACK,
}
BUYING = (Stage.APPROVE, Stage.SIGN, Stage.REQUOTE, Stage.PAY, Stage.RECEIVE, Stage.INVOICE, Stage.EVALUATE)
SELLING = (Stage.SIGN, Stage.SHIP, Stage.TRANSIT, Stage.BILL, Stage.EARN, Stage.RETURN)


# What waits for whoever has a power, by the stage under which it stands in the list; what is to be approved, stands
# beside what levels ask for (`waiting_for_any_approver`).
_WAITS: tuple[tuple[Stage, Power, Q], ...] = (
    (Stage.REQUOTE, Power.BUY, STAGES[Stage.REQUOTE]),
    (Stage.RECEIVE, Power.ACCEPT, Q(state=_S.SHIPPED)),
    (Stage.INVOICE, Power.ACCEPT, STAGES[Stage.INVOICE]),
    (Stage.PAY, Power.SETTLE, STAGES[Stage.PAY]),
    (Stage.EVALUATE, Power.BUY, STAGES[Stage.EVALUATE]),
    (Stage.SIGN, Power.SELL, Q(state=_S.PLACED)),
    (Stage.SHIP, Power.SELL, Q(state__in=(_S.SIGNED, _S.SHIPPED), holder=Holder.SELLER)),
    (Stage.BILL, Power.SELL, STAGES[Stage.BILL]),
    (Stage.RETURN, Power.SELL, _GOES_BACK),
    (Stage.EARN, Power.SELL, STAGES[Stage.EARN]),
)


@dataclass(frozen=True)
class Listed:
    """An order of a list with its lines."""

    order: Order
    lines: list[OrderLine]


@dataclass(frozen=True)
class Uncounted:
    """How many orders do not count yet, and what is to be paid for them."""

    count: int
    amount: Decimal


def stages_of(actor: Actor) -> tuple[Stage, ...]:
    """Return the stages by which the lists of an actor are cut."""
    return SELLING if permissions.sells(actor) else BUYING


def stage_counts(actor: Actor) -> dict[Stage, int]:
    """Count the orders within sight by what they wait for; one order may wait for several things."""
    return _counted(actor, {one: STAGES[one] for one in stages_of(actor)})


def waiting_counts(actor: Actor) -> dict[Stage, int]:
    """Count what waits for the actor but for approval, by what is to be done; what nobody waits for is left out."""
    wanted = {stage: what for stage, power, what in _WAITS if may(actor, power)}
    if not wanted:
        return {}
    return {stage: count for stage, count in _counted(actor, wanted).items() if count}


def _counted(actor: Actor, wanted: Mapping[Stage, Q]) -> dict[Stage, int]:
    """Count in one statement; for a supplier, who may have very many orders that are done with, in two."""
    rows = orders_visible_to(actor).order_by()
    looked_at = rows.filter(_IN_HAND) if permissions.sells(actor) else rows
    found = looked_at.aggregate(**{stage.value: Count("pk", filter=what) for stage, what in wanted.items()})
    if permissions.sells(actor) and Stage.RETURN in wanted:
        # Goods may go back of an order that was done with.
        found[Stage.RETURN.value] += rows.exclude(_IN_HAND).filter(pk__in=_GOING_BACK.values("order_id")).count()
    return {stage: found[stage.value] for stage in wanted}


def orders_found(actor: Actor, *, stage: str = "", text: str = "", unit_id: int | None = None) -> QuerySet[Order]:
    """Select orders within sight by what they wait for, and a word: of the number, either side's name, or the goods."""
    rows = orders_visible_to(actor)
    if stage == Stage.RETURN and permissions.sells(actor):
        # Found by the few keys: nobody looks through all that was ever sold for what goes back.
        returned = rows.order_by().filter(_IN_HAND, state=OrderState.RETURNED).values("pk")
        rows = rows.filter(pk__in=returned.union(_GOING_BACK.values("order_id")))
    elif stage in Stage.values:
        rows = rows.filter(STAGES[Stage(stage)])
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    for word in text.split()[:5]:
        rows = rows.filter(_about(word))
    return rows


def page_of(rows: QuerySet[Order], after: UUID | None, size: int) -> tuple[list[Listed], UUID | None]:
    """Return the next orders behind one, with their lines, and behind which the following page begins."""
    found = list((rows.filter(pk__lt=after) if after else rows)[: size + 1])
    shown = found[:size]
    return with_lines(shown), shown[-1].pk if len(found) > size else None


def with_lines(orders: Sequence[Order]) -> list[Listed]:
    """Return orders with their lines, in one statement for all."""
    by_order: dict[UUID, list[OrderLine]] = {}
    for line in lines_of(one.pk for one in orders):
        by_order.setdefault(line.order_id, []).append(line)
    return [Listed(one, by_order.get(one.pk, [])) for one in orders]


def uncounted_sum(actor: Actor) -> Uncounted:
    """Count and sum what was ordered within sight and does not count yet."""
    found = uncounted_orders(actor).order_by().aggregate(count=Count("pk"), amount=Sum("due"))
    return Uncounted(found["count"], found["amount"] or ZERO)


def missing_steps(rows: Iterable[Order], at: datetime) -> dict[UUID, MissingStep | None]:
    """Map orders to the step that each lacks until it counts; each region's rule is read once."""
    found: dict[UUID, MissingStep | None] = {}
    rules: dict[str, Counting] = {}
    for one in rows:
        if one.region_code not in rules:
            rules[one.region_code] = counting_of(one.region_code, at)
        found[one.pk] = missing_step(one, rules[one.region_code])
    return found


def numbers_of(order_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Map keys of orders to their numbers."""
    return dict(Order.objects.filter(pk__in=list(order_ids)).values_list("pk", "number"))


def amounts_of(order_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """Map keys of orders to what is to be paid for them."""
    return dict(Order.objects.filter(pk__in=list(order_ids)).values_list("pk", "due"))


def latest_of(actor: Actor) -> Order | None:
    """Return the order that an account placed last, by which the next is filled in."""
    rows = Order.objects.filter(buyer_id=actor.organisation_id, user_id=actor.user_id or 0)
    return rows.order_by("-id").first()


def phone_shown(actor: Actor, order: Order) -> str:
    """Return the receiver's number: whole to the buying body, and to the supplier from the contract on."""
    is_buyers = permissions.trades(actor) and actor.organisation_id == order.buyer_id
    is_sellers = permissions.sells(actor) and actor.organisation_id == order.seller_id and order.signed_at
    return order.phone if is_buyers or is_sellers else masked_number(order.phone)


def _about(word: str) -> Q:
    number = word.strip().upper()
    if number.startswith(PREFIX) and number.removeprefix(PREFIX).isdecimal():
        return Q(number__startswith=number)
    goods = OrderLine.objects.filter(order_id=OuterRef("pk"), product_name__icontains=word)
    names = Q(supplier_name__icontains=word) | Q(buyer_name__icontains=word) | Q(unit_name__icontains=word)
    return names | Q(Exists(goods))


def names_of(lines: Iterable[OrderLine]) -> str:
    """Say what an order is of."""
    return "、".join(line.product_name for line in lines)
