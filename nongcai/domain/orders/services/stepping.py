"""Taking a step: the order is locked, changed, and the step written down."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from nongcai.domain.notifications import services as notifications
from nongcai.domain.orders import permissions, queries
from nongcai.domain.orders.errors import UnknownOrderError, WordsMissingError
from nongcai.domain.orders.models import Order, OrderLine, OrderStep
from nongcai.domain.orders.states import HOLDERS, LAPSING, ORDER_MACHINE, Holder, OrderAction, OrderState, PaymentMode
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.domain.programmes import queries as programmes
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor
    from nongcai.foundation.records import Part

_LONGEST, _LABEL = 500, 64


def locked(actor: Actor, order_id: UUID) -> Order:
    """Return an order within sight, held until the end of the transaction.

    :raises UnknownOrderError: when there is none.
    """
    rows = queries.orders_visible_to(actor).select_for_update(of=("self",), no_key=True)
    order = rows.filter(pk=order_id).first()
    if order is None:
        raise UnknownOrderError(what=order_id)
    return order


def locked_for(actor: Actor, order_id: UUID, action: OrderAction) -> Order:
    """Return an order with which the actor may do this now, held until the end of the transaction."""
    order = locked(actor, order_id)
    permissions.require_action(actor, order, action)
    return order


def lines_by_seq(order: Order) -> dict[int, OrderLine]:
    """Map the numbers of lines to the lines; whoever changes them has locked the order."""
    return {line.seq: line for line in queries.lines_of([order.pk])}


def step(
    order: Order,
    actor: Actor,
    action: OrderAction,
    at: datetime,
    *,
    words: str = "",
    sum_: Decimal | None = None,
    is_more_to_come: bool = False,
    **facts: Any,
) -> Order:
    """Write what was done, its facts, the state to which it leads, and whom the order waits for from then on.

    `is_more_to_come` says that all that was sent was looked at, and the supplier has not sent everything.
    """
    transition = ORDER_MACHINE.step(action, order.state)
    if order.stopped_at and facts.get("waits_until") and "stopped_at" not in facts:
        # The clock stands: when it goes on, all is added for which it stood, also what lies before this step.
        facts["waits_until"] -= at - order.stopped_at
    for name, value in facts.items():
        setattr(order, name, value)
    if transition and order.state != transition.target:
        order.state = transition.target
        order.waits_until = facts["waits_until"] if "waits_until" in facts else until(order, at)
    before = order.holder
    if is_more_to_come:
        order.holder = Holder.SELLER
    elif transition or order.state != OrderState.SHIPPED:
        order.holder = holder_of(order)
    if transition or order.holder != before:
        order.since = at
    order.steps += 1
    records.save(order, "state", "holder", "since", "steps", "waits_until", *facts)
    records.save(step_row(order, actor, action, at, words=words, amount=sum_))
    return order


def step_row(
    order: Order, actor: Actor, action: OrderAction, at: datetime, *, words: str = "", amount: Decimal | None = None
) -> OrderStep:
    """Make the row of a step that was taken as the order's latest."""
    return records.made(
        OrderStep,
        order_id=order.pk,
        seq=order.steps,
        action=action,
        state=order.state,
        user_id=actor.user_id,
        by_label=actor.label[:_LABEL],
        by_office=actor.organisation_name[:128],
        amount=amount,
        words=words,
        at=at,
    )


def until(order: Order, at: datetime) -> datetime | None:
    """Say until when somebody has to act before the order lapses."""
    if order.state not in LAPSING:
        return None
    bounds = programmes.payment_bounds_in(order.region_code, day_of(at).year)
    return at + timedelta(days=bounds.lapses_after_days)


def holder_of(order: Order) -> str:
    """Say whom an order waits for as it stands."""
    is_unpaid = order.payment_mode == PaymentMode.PAY_FIRST and order.paid_at is None
    if order.state == OrderState.SIGNED and is_unpaid:
        return Holder.BUYER
    if order.owes_invoice:
        return Holder.SELLER
    return HOLDERS[OrderState(order.state)]


def require_words(words: str) -> str:
    """Want a reason, not too long.

    :raises WordsMissingError: when there is none.
    """
    told = words.strip()
    if not told or len(told) > _LONGEST:
        raise WordsMissingError
    return told


def tell_seller(order: Order, text: str, at: datetime) -> None:
    """Leave a message to all who work for the supplier."""
    found = organisations.members_of([order.seller_id], [Role.SUPPLIER], day_of(at))
    _tell(order, [user_id for _place, user_id in found], text, at)


def tell_approvers(order: Order, at: datetime) -> None:
    """Leave a message to all who approve for the buying body; nobody decides on the own order."""
    found = organisations.members_of([order.buyer_id], [Role.ORDER_APPROVER], day_of(at))
    users = [user_id for _place, user_id in found if user_id != order.user_id]
    _tell(order, users, f"待您审批，{order.amount}元，{order.supplier_name}。", at)


def telling_seller(order: Order, text: str, at: datetime) -> Part:
    """Leave a message to all who work for the supplier, in a statement with others."""
    return notifications.telling(
        who=organisations.members_in(order.seller_id, Role.SUPPLIER, day_of(at)),
        text=_said(order, text),
        path=_path(order),
        at=at,
    )


def tell_buyer(order: Order, text: str, at: datetime) -> None:
    """Leave a message to whoever placed the order."""
    _tell(order, [order.user_id], text, at)


def _tell(order: Order, user_ids: list[int], text: str, at: datetime) -> None:
    told = [(user_id, _said(order, text)) for user_id in user_ids]
    notifications.tell_many(told=told, at=at, path=_path(order))


def _said(order: Order, text: str) -> str:
    return f"订单{order.number}：{text}"


def _path(order: Order) -> str:
    return f"/orders/{order.pk}/"


def quantities(lines: Iterable[OrderLine], name: str) -> dict[UUID, Decimal]:
    """Sum so many sale units of each line by what is scarce."""
    return summed((line.resource_id, getattr(line, name)) for line in lines)


def summed(pairs: Iterable[tuple[UUID, int]]) -> dict[UUID, Decimal]:
    """Sum by what is scarce; what comes to nothing is left out."""
    found: dict[UUID, Decimal] = {}
    for key, quantity in pairs:
        found[key] = found.get(key, Decimal(0)) + quantity
    return {key: quantity for key, quantity in found.items() if quantity}
