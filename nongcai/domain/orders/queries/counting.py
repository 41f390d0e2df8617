"""When an order counts, and which step is missing until it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders.models import Order
from nongcai.domain.orders.queries.finding import orders_visible_to
from nongcai.domain.orders.states import CONTRACTED, FACTS, Holder, OrderAction, OrderState
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.errors import NoCountingRuleError
from nongcai.domain.programmes.queries import COUNTED_FACTS, COUNTED_WHEN
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class MissingStep:
    """What is to be done next until an order counts, and what else after it."""

    action: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counting:
    """What an order needs to count in a region and year, by which rule; and which moment says its year."""

    needs: tuple[str, ...]
    accepts_after_days: int | None
    text: str = ""
    year_by: str = "completed"


def counting_of(region_code: str, at: datetime, *, known_at: datetime | None = None) -> Counting:
    """Return what counts in a region at a moment; where nothing is said, what is paid and accepted with its invoice.

    With `known_at`, by what was in force by then.
    """
    try:
        rule = programmes.counting_for(region_code, day_of(at).year, known_at=known_at)
    except NoCountingRuleError:
        return Counting(COUNTED_WHEN, None)
    return Counting(tuple(rule.needs), rule.accepts_after_days, rule.text, rule.year_by)


def is_fulfilled(order: Order, counting: Counting) -> bool:
    """Say whether all is there that an order needs to count."""
    return order.state in CONTRACTED and not lacking(order, counting)


def lacking(order: Order, counting: Counting) -> list[str]:
    """Return which facts an order lacks to count, in the order in which they come."""
    return [name for name, column in FACTS.items() if name in counting.needs and getattr(order, column) is None]


def missing_step(order: Order, counting: Counting) -> MissingStep | None:
    """Return the step that is missing until an order counts, the next of several; None when it counts or never will."""
    if order.counted_at or order.state in {OrderState.CANCELLED, OrderState.RETURNED}:
        return None
    missing = lacking(order, counting)
    if not missing:
        return None
    before = _BEFORE.get(OrderState(order.state))
    if order.state == OrderState.SIGNED and order.holder == Holder.BUYER and "paid" in missing:
        # Whoever pays first is not sent anything before.
        before, missing = None, ["paid", *(name for name in missing if name != "paid")]
    labels = tuple(COUNTED_FACTS[name] for name in missing)
    if before is None and missing[0] == "invoice" and order.lacks_invoice:
        return MissingStep(OrderAction.SHOW_INVOICE, str(_TO_BE_SHOWN), labels)
    if before:
        return MissingStep(before, str(before.label), labels)
    return MissingStep(_ACTS[missing[0]], labels[0], labels[1:])


def fulfilled_uncounted(at: datetime) -> list[UUID]:
    """Return the orders that lack nothing by the rule of their region at a moment, and do not count yet.

    There are some after a rule that needs less was put in force.
    """
    waiting = Order.objects.filter(counted_at=None, state__in=CONTRACTED)
    found: list[UUID] = []
    for region_code in list(waiting.order_by("region_code").values_list("region_code", flat=True).distinct()):
        there = {f"{FACTS[name]}__isnull": False for name in counting_of(region_code, at).needs}
        found += waiting.filter(region_code=region_code, **there).order_by("pk").values_list("pk", flat=True)
    return found


def uncounted_orders(actor: Actor) -> QuerySet[Order]:
    """Select what was ordered within sight and does not count yet (已下单未计入)."""
    over = (OrderState.CANCELLED, OrderState.RETURNED)
    return orders_visible_to(actor).filter(counted_at=None).exclude(state__in=over)


# What comes before any fact can be there.
_BEFORE = {
    OrderState.WAITING: OrderAction.APPROVE,
    OrderState.PLACED: OrderAction.SIGN,
    OrderState.REQUOTED: OrderAction.AGREE,
    OrderState.SIGNED: OrderAction.SHIP,
}
# It is read by the buyer, and is the other side's.
_TO_BE_SHOWN = _("供应商开具发票")
_ACTS = {
    "paid": OrderAction.PAY,
    "goods": OrderAction.ACCEPT,
    "invoice": OrderAction.ACCEPT_INVOICE,
    "evaluated": OrderAction.EVALUATE,
}
