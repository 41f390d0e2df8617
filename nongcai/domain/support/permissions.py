"""Who may do what with an incident, with a question, with what helps everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import TRADING, Power, Role
from nongcai.domain.support.errors import IncidentStepError, QuestionStepError, SecondPersonError
from nongcai.domain.support.models import IncidentStep
from nongcai.domain.support.states import (
    INCIDENT_MACHINE,
    QUESTION_MACHINE,
    IncidentAction,
    IncidentState,
    Part,
    QuestionAction,
    QuestionState,
    Side,
)
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.support.models import Incident, Question

# They act for a body that buys; whoever only approves its orders reads.
_BUYING = (Power.BUY, Power.ACCEPT, Power.SETTLE)


def side_of(actor: Actor) -> str:
    """Return the side for which the actor may act at all; "" for none."""
    if may(actor, Power.SELL):
        return Side.SELLER
    if may(actor, Power.ADMIT):
        return Side.PLATFORM
    return Side.BUYER if any(may(actor, power) for power in _BUYING) else ""


def reads(actor: Actor) -> bool:
    """Say whether incidents are there for the actor at all."""
    return Role(actor.role) in TRADING or side_of(actor) in {Side.SELLER, Side.PLATFORM}


def reports(actor: Actor) -> bool:
    """Say whether the actor may report something of an order at all."""
    return side_of(actor) in {Side.BUYER, Side.SELLER}


def may_report(actor: Actor, order: Order, incidents: Iterable[Incident]) -> bool:
    """Say whether the actor's side may report something of an order: it was signed, and nothing of theirs is open."""
    side, own = side_of(actor), {Side.BUYER: order.buyer_id, Side.SELLER: order.seller_id}
    if order.signed_at is None or not reports(actor) or own[Side(side)] != actor.organisation_id:
        return False
    return not any(one.is_open and one.side == side for one in incidents)


def watches(actor: Actor) -> bool:
    """Say whether the actor decides on incidents: the platform does."""
    return side_of(actor) == Side.PLATFORM


def require_watcher(actor: Actor) -> None:
    """Let the platform's people pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not watches(actor):
        raise NotAllowedError


def part_of(actor: Actor, incident: Incident) -> str:
    """Return as what the actor has to do with an incident; "" for whoever only reads it."""
    side = side_of(actor)
    if side == Side.PLATFORM:
        return Part.PLATFORM
    place = {Side.BUYER: incident.buyer_id, Side.SELLER: incident.seller_id}.get(Side(side)) if side else None
    if place is None or place != actor.organisation_id:
        return ""
    return Part.REPORTER if side == incident.side else Part.OTHER


def acts_on(actor: Actor, incident: Incident, at: datetime) -> list[str]:
    """Return what the actor may do with an incident as it stands, in the order of the table."""
    part = part_of(actor, incident)
    steps = [one for one in INCIDENT_MACHINE.transitions if incident.state in one.sources and part == one.role]
    acts = [one.action for one in steps if part]
    if IncidentAction.REVIEW in acts and has_decided(actor, incident):
        acts.remove(IncidentAction.REVIEW)
    return [act for act in acts if act != IncidentAction.APPEAL or may_be_appealed(incident, at)]


def has_decided(actor: Actor, incident: Incident) -> bool:
    """Say whether the actor has made the decision: whoever did does not look at it again."""
    made = IncidentStep.objects.filter(order_id=incident.order_id, seq=incident.seq, action=IncidentAction.DECIDE)
    return actor.user_id is not None and made.filter(user_id=actor.user_id).exists()


def may_be_appealed(incident: Incident, at: datetime) -> bool:
    """Say whether the days for an appeal are not over."""
    return incident.appeal_due is not None and day_of(at) <= incident.appeal_due


def require_act(actor: Actor, incident: Incident, action: IncidentAction) -> None:
    """Let those pass whose act it is, where the state allows it.

    :raises NotAllowedError: when it is another's.
    :raises IncidentStepError: when it cannot be done now.
    :raises SecondPersonError: when the actor has made the decision that is looked at again.
    """
    part = part_of(actor, incident)
    roles = {one.role for one in INCIDENT_MACHINE.transitions if one.action == action}
    if not part or part not in roles:
        raise NotAllowedError
    if INCIDENT_MACHINE.step(action, incident.state) is None:
        raise IncidentStepError(state=IncidentState(incident.state).label, action=action.label)
    if action == IncidentAction.REVIEW and has_decided(actor, incident):
        raise SecondPersonError


def part_in(actor: Actor, question: Question) -> str:
    """Return as what the actor has to do with a question: whoever asked it, or the platform."""
    if actor.user_id is not None and actor.user_id == question.user_id:
        return Part.REPORTER
    return Part.PLATFORM if watches(actor) else ""


def acts_in(actor: Actor, question: Question) -> list[str]:
    """Return what the actor may do with a question as it stands, in the order of the table."""
    part = part_in(actor, question)
    steps = [one for one in QUESTION_MACHINE.transitions if question.state in one.sources and part == one.role]
    return [one.action for one in steps if part]


def require_act_in(actor: Actor, question: Question, action: QuestionAction) -> None:
    """Let those pass whose act it is, where the state allows it.

    :raises NotAllowedError: when it is another's.
    :raises QuestionStepError: when it cannot be done now.
    """
    roles = {one.role for one in QUESTION_MACHINE.transitions if one.action == action}
    if part_in(actor, question) not in roles - {""}:
        raise NotAllowedError
    if QUESTION_MACHINE.step(action, question.state) is None:
        raise QuestionStepError(state=QuestionState(question.state).label, action=action.label)
