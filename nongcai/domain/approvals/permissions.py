"""Who may set levels and budgets, who may ask, and who has to do with any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations.permissions import is_operator, may
from nongcai.domain.organisations.roles import MAY, ROLES_OF_UNITS, TRADING, Power, Role
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.approvals.models import ApprovalRequest, Delegation
    from nongcai.domain.organisations.actors import Actor

# They keep what their unit's buyers may do (管理人员).
KEEPING = frozenset(role for role in ROLES_OF_UNITS if Power.KEEP_BUYERS in MAY[role])


def trades(actor: Actor) -> bool:
    """Say whether the actor works for a body that buys."""
    return Role(actor.role) in TRADING


def unit_of(actor: Actor) -> int | None:
    """Return the unit to which the actor belongs, or for which it buys; None for everybody else."""
    return actor.organisation_id if Role(actor.role) in ROLES_OF_UNITS else actor.buys_for_id


def keeps(actor: Actor, unit_id: int) -> bool:
    """Say whether the actor keeps levels, delegations and budgets of those who buy for a unit: its own people."""
    return Role(actor.role) in KEEPING and actor.organisation_id == unit_id


def keeps_own(actor: Actor) -> bool:
    """Say whether the actor keeps those of its own unit."""
    return keeps(actor, actor.organisation_id)


def stands_above(actor: Actor) -> bool:
    """Say whether the actor keeps the trading accounts of units below its own."""
    return may(actor, Power.KEEP_BUYERS) and Role(actor.role) in {Role.FINANCE, Role.SUPERVISOR}


def is_concerned(actor: Actor) -> bool:
    """Say whether approvals are there for the actor at all."""
    return unit_of(actor) is not None or stands_above(actor)


def require_keeper(actor: Actor, unit_id: int) -> None:
    """Let those pass who keep levels and budgets of a unit.

    :raises NotAllowedError: when the actor is anybody else.
    """
    if not keeps(actor, unit_id):
        raise NotAllowedError


def may_ask(actor: Actor, organisation_id: int, unit_id: int) -> bool:
    """Say whether the actor asks for a body that buys for a unit; a person may buy for several units."""
    own = trades(actor) and actor.organisation_id == organisation_id
    return own or keeps(actor, unit_id) or is_operator(actor)


def may_withdraw(request: ApprovalRequest, actor: Actor) -> bool:
    """Say whether the actor takes a request back: who asked, another buyer of the same body, or the machine."""
    is_buyers = actor.role == Role.BUYER and actor.organisation_id == request.organisation_id
    return is_buyers or is_operator(actor) or (actor.user_id is not None and actor.user_id == request.asked_by_id)


def may_end(delegation: Delegation, actor: Actor) -> bool:
    """Say whether the actor ends a delegation: who is stood in for, or the unit's keepers."""
    post = delegation.from_post
    return actor.membership_id == post.pk or keeps(actor, post.place_id)
