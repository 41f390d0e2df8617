"""What a side menu is made of, and whose its lines are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.roles import (
    MANAGING,
    MAY,
    ROLES_OF_FINANCE,
    ROLES_OF_MARKET,
    ROLES_OF_UNITS,
    TRADING,
    Power,
    Role,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from nongcai.domain.organisations.actors import Actor

EVERYONE = MANAGING
BUREAUS = MANAGING & ROLES_OF_FINANCE
FILERS = frozenset(role for role, powers in MAY.items() if powers & {Power.FILE, Power.APPROVE})
REVIEWERS = frozenset(role for role, powers in MAY.items() if Power.REVIEW in powers) | {Role.AUDITOR}
SELLERS = frozenset({Role.SUPPLIER})
VETTERS = ROLES_OF_MARKET - SELLERS
BUYING = ROLES_OF_UNITS | {Role.BUYER}
PLATFORM = frozenset({Role.PLATFORM})
# Who belongs to a unit or buys for one, and who keeps trading accounts above.
INSIDE = ROLES_OF_UNITS | TRADING
OFFICES = frozenset({Role.FINANCE})


@dataclass(frozen=True)
class MenuEntry:
    """A line of the side menu."""

    label: _StrPromise
    name: str
    icon: str
    note: _StrPromise | str = ""
    roles: frozenset[Role] = EVERYONE
    also: tuple[str, ...] = ()
    told: Callable[[Actor], _StrPromise] | None = None
    act: Power = Power.CHANGE
    seen: _StrPromise | str = ""  # the note for those who may look but not carry out `act`
    is_own: bool = False  # only pages about one's own organisation belong to it

    @property
    def url(self) -> str:
        """The address, or nothing when the area is not there."""
        return _address(self.name)

    def noted(self, actor: Actor) -> MenuEntry:
        """The entry with the note for this actor, which promises nothing that its role may not do."""
        if self.told:
            return replace(self, note=self.told(actor))
        return replace(self, note=self.seen) if self.seen and not permissions.may(actor, self.act) else self

    @property
    def topics(self) -> tuple[str, ...]:
        """What its pages' names begin with: `imports:run_` for `imports:run_list`, and what it is named for `also`."""
        return (self.name.rpartition("_")[0] + "_", *self.also)


@dataclass(frozen=True)
class MenuGroup:
    """Some entries under a heading."""

    label: _StrPromise | str
    entries: list[MenuEntry] = field(default_factory=list)


@cache
def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
