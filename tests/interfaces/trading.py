"""Posts beside the buyer's in the tables of access: they are asked only where something is open to them.

What the gates leave out is 404 for each of them alike, as for others who stand apart; a request would say no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.cast import LATER_AT_CANTEEN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from nongcai.domain.organisations.roles import Role

POSTS = tuple(LATER_AT_CANTEEN)


def as_awaiting(said: Mapping[str, Any]) -> dict[str, Any]:
    """Whoever has such a post opens what is open to all, unless its own is told."""
    return dict.fromkeys(POSTS, said["awaiting"])


def asked(name: str | None, gates: Mapping[Role, Collection[str]], said: Mapping[str, object]) -> list[str]:
    """Leave out the posts to which the gates do not open what has this name, where the table says the same."""
    blind = {404, "not there"}
    return [
        role
        for role, answer in said.items()
        if role not in POSTS or answer not in blind or name in gates[LATER_AT_CANTEEN[role][0]]
    ]
