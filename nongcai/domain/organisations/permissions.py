"""Who may do what for an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations.roles import Role
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor


def is_finance(actor: Actor) -> bool:
    """Say whether the actor works in a finance department and may change things there."""
    return actor.role == Role.FINANCE


def require_finance(actor: Actor) -> None:
    """Let only finance pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not is_finance(actor):
        raise NotAllowedError
