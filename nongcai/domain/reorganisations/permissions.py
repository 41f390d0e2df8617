"""Who may do what to a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations import permissions as organisations
from nongcai.domain.reorganisations.states import OPEN, REORGANISATION_MACHINE
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.reorganisations.models import Reorganisation


def is_owner(actor: Actor, reorganisation: Reorganisation) -> bool:
    """Say whether the actor works in the bureau whose document this is."""
    return organisations.is_finance(actor) and actor.organisation_id == reorganisation.node_id


def require_owner(actor: Actor, reorganisation: Reorganisation) -> None:
    """Let only the bureau pass whose document this is.

    :raises NotAllowedError: when the actor is anybody else.
    """
    if not is_owner(actor, reorganisation):
        raise NotAllowedError


def may_write(actor: Actor, reorganisation: Reorganisation) -> bool:
    """Say whether the actor may write its particulars and lines now."""
    return is_owner(actor, reorganisation) and reorganisation.state in OPEN


def possible_actions(actor: Actor, reorganisation: Reorganisation) -> list[str]:
    """Return the steps that the actor may take now, in the order of the table."""
    if not is_owner(actor, reorganisation):
        return []
    return REORGANISATION_MACHINE.actions(reorganisation.state, actor.role)
