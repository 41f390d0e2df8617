"""Who may say what earlier years came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations import permissions as organisations
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor


def may_enter_openings(actor: Actor, node_id: int) -> bool:
    """Say whether the actor may enter a node's opening sums: finance, of that node and no other."""
    return organisations.is_finance(actor) and actor.organisation_id == node_id


def require_openings(actor: Actor, node_id: int) -> None:
    """Let only finance of a node pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not may_enter_openings(actor, node_id):
        raise NotAllowedError
