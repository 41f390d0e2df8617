"""Whether the buying body wants an order approved: asked when it is placed, taken back when it comes to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.approvals import queries as approved
from nongcai.domain.approvals import services as approvals
from nongcai.domain.approvals.services import ToldRequest
from nongcai.domain.orders import queries
from nongcai.domain.orders.services import stepping
from nongcai.domain.orders.states import OrderAction
from nongcai.foundation.money import ZERO
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from nongcai.domain.orders.models import Order, OrderLine
    from nongcai.domain.orders.queries import Standing
    from nongcai.domain.organisations.actors import Actor


def ask(
    order: Order,
    lines: Collection[OrderLine],
    standing: Standing,
    actor: Actor,
    at: datetime,
    *,
    asker: tuple[int, str] | None = None,
) -> bool:
    """Ask for the approval of an order, and say whether it waits for it.

    `asker` placed it, where somebody else acts now.

    Levels by amount and purpose decide who; a body that appointed somebody to approve and set no level wants every
    order approved, by any of those. Whoever may decide is told.
    """
    if not standing.asks_for(order.amount):
        if standing.asks_anybody:
            stepping.tell_approvers(order, at)
        return standing.asks_anybody
    told = ToldRequest(
        organisation_id=order.buyer_id,
        unit_id=queries.place_of(actor, order.unit_id),
        purpose=order.purpose,
        amount=order.amount,
        title=f"订单{order.number}",
        supplier_name=order.supplier_name,
        lines=tuple(f"{one.product_name} {one.specification} × {one.quantity}，{one.amount}元" for one in lines),
        asker=asker,
    )
    # Where the levels ended a moment ago, nothing stands in its way.
    return approvals.ask(actor=actor, subject=order.source, told=told, at=at) is not None


def ask_again(order: Order, lines: Collection[OrderLine], actor: Actor, at: datetime) -> bool:
    """Ask for the approval of an order that comes to more by now, and say whether it waits for it."""
    steps = list(queries.steps_of(order))
    told = (one.amount or ZERO for one in steps if one.action in {OrderAction.PLACE, OrderAction.APPROVE})
    if order.amount <= max(told):
        return False
    standing = queries.standing_of(actor, order.unit_id, order.purpose, day_of(at))
    return ask(order, lines, standing, actor, at, asker=(order.user_id, steps[0].by_label))


def take_back(order: Order, actor: Actor, at: datetime) -> None:
    """Take back what was asked for an order and waits; whose act it is, was asked before."""
    decision = approved.decision_of(order.source)
    if decision is not None and decision.waits:
        approvals.withdraw(actor=actor, subject=order.source, at=at)
