"""Who may do what with an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.orders.errors import OrderStepError, OwnOrderError, StandingStepError
from nongcai.domain.orders.states import (
    BESIDE,
    ORDER_MACHINE,
    STANDING_BESIDE,
    STANDING_MACHINE,
    OrderAction,
    OrderState,
    StandingAction,
    StandingState,
)
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import TRADING, Power, Role
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.orders.models import Order, StandingOrder, UnitCorrection
    from nongcai.domain.organisations.actors import Actor

# When each agreed who has to agree to a correction.
PARTIES = ("from_unit_at", "to_unit_at", "from_finance_at", "to_finance_at")
# What is the seller's; all else is the buying body's.
_SELLING = frozenset({Power.SELL})
# What people do, in which states, by which power.
_STEPS = (
    *((one.action, one.sources, Power(one.role)) for one in ORDER_MACHINE.transitions if one.role),
    *((name, states, Power(power)) for name, (states, power) in BESIDE.items()),
)


def trades(actor: Actor) -> bool:
    """Say whether the actor works for a body that buys."""
    return Role(actor.role) in TRADING


def sells(actor: Actor) -> bool:
    """Say whether the actor works for a supplier."""
    return may(actor, Power.SELL)


def concerns(actor: Actor, order: Order, power: Power) -> bool:
    """Say whether the actor has a power, and at that side of the order."""
    place = order.seller_id if power in _SELLING else order.buyer_id
    return may(actor, power) and actor.organisation_id == place


def agrees(actor: Actor) -> bool:
    """Say whether corrections may wait for the actor: it speaks for a unit, or for a finance department."""
    return may(actor, Power.FILE) or may(actor, Power.REVIEW)


def parties_of(actor: Actor, correction: UnitCorrection) -> list[str]:
    """Return for which parties of a correction the actor agrees: its own unit, or its finance department."""
    own = actor.organisation_id
    if may(actor, Power.FILE) and own in {correction.from_unit_id, correction.to_unit_id}:
        return ["from_unit_at" if own == correction.from_unit_id else "to_unit_at"]
    if may(actor, Power.REVIEW):
        sides = {"from_finance_at": correction.from_finance_id, "to_finance_at": correction.to_finance_id}
        return [name for name, place in sides.items() if place == own]
    return []


def possible_actions(actor: Actor, order: Order) -> list[str]:
    """Return what the actor may do with an order as it stands, in the order of the table."""
    found = [name for name, states, power in _STEPS if order.state in states and concerns(actor, order, power)]
    own = {OrderAction.APPROVE, OrderAction.REFUSE} if order.user_id == actor.user_id else set()
    done: dict[str, datetime | None] = {
        OrderAction.ACCEPT_INVOICE: order.invoice_accepted_at,
        OrderAction.EVALUATE: order.evaluated_at,
    }
    early = {OrderAction.ACCEPT_INVOICE} if order.invoice_shown_at is None else set()
    return [name for name in dict.fromkeys(found) if name not in own | early and not done.get(name)]


def require_action(actor: Actor, order: Order, action: OrderAction) -> None:
    """Let those pass whose act it is, where the state allows it.

    :raises NotAllowedError: when it is another's.
    :raises OwnOrderError: when somebody would approve the own order.
    :raises OrderStepError: when it cannot be done now.
    """
    step = ORDER_MACHINE.step(action, order.state)
    power = _power_of(action)
    if not concerns(actor, order, power):
        raise NotAllowedError
    if power == Power.APPROVE_ORDERS and order.user_id == actor.user_id:
        raise OwnOrderError
    if step is None and order.state not in BESIDE.get(action, ((), ""))[0]:
        raise OrderStepError(state=OrderState(order.state).label, action=action.label)


def _power_of(action: OrderAction) -> Power:
    told = next((one.role for one in ORDER_MACHINE.transitions if one.action == action), "")
    return Power(told or BESIDE[action][1])


def possible_standing_actions(actor: Actor, standing: StandingOrder) -> list[str]:
    """Return what the actor may do with a standing order as it stands: whoever buys for the body."""
    if not may(actor, Power.BUY) or actor.organisation_id != standing.buyer_id:
        return []
    beside = [action for action, states in STANDING_BESIDE.items() if standing.state in states]
    return [
        *beside,
        *(one.action for one in STANDING_MACHINE.transitions if one.role and standing.state in one.sources),
    ]


def require_standing_action(actor: Actor, standing: StandingOrder, action: StandingAction) -> None:
    """Let those pass who buy for the body, where the state allows it.

    :raises NotAllowedError: when the actor does not buy.
    :raises StandingStepError: when it cannot be done now.
    """
    if not may(actor, Power.BUY) or actor.organisation_id != standing.buyer_id:
        raise NotAllowedError
    if action not in possible_standing_actions(actor, standing):
        raise StandingStepError(state=StandingState(standing.state).label, action=action.label)
