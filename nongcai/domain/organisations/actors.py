"""The person who acts, for whom, as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from nongcai.domain.organisations.roles import ACTS_AS, CEDED, CEDING, POWERS_OF, TRADING, Power, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.accounts.models import User


# Steps keep 64 signs of a label.
_LABEL = 60
_OUTSIDE = "buyer:"
# The path of whoever stands in no tree is this and the key of the organisation.
MARKET = "market:"


@dataclass(frozen=True)
class Actor:
    """Who acts. `path` is the root of what may be seen; `membership_id` is 0 for the operator of the machine."""

    user_id: int | None
    label: str
    organisation_id: int
    organisation_name: str
    role: str
    path: str
    membership_id: int = 0
    may_sign: bool = False
    buys_for_id: int | None = None
    # What the role would permit, but the own office leaves to an officer.
    ceded: frozenset[Power] = frozenset()
    # In which division the organisation is; nothing for who belongs to none.
    region_code: str = ""

    @property
    def reads_only(self) -> bool:
        """Whoever only looks, as an auditor does."""
        powers = POWERS_OF[self.role]
        return Power.READ in powers and Power.CHANGE not in powers

    @property
    def desk(self) -> str:
        """As whom the tables of steps know the actor: who does a part of finance's work stands there as finance."""
        return ACTS_AS.get(Role(self.role), self.role)

    @property
    def trace(self) -> dict[str, object]:
        """What is recorded with every change, beside person and address."""
        return {"organisation": self.organisation_id, "role": self.role}

    @property
    def title(self) -> str:
        """The role in Chinese."""
        return str(Role(self.role).label)


class Post(Protocol):
    """What an actor is made of: a membership, or what was read of one."""

    @property
    def pk(self) -> int: ...
    @property
    def organisation_id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def is_deputy(self) -> bool: ...
    @property
    def may_sign(self) -> bool: ...
    @property
    def buys_for_id(self) -> int | None: ...


def of_post(user: User, post: Post, *, name: str, path: str, region_code: str, in_office: Iterable[Role] = ()) -> Actor:
    """Make the actor of a signed-in person; `in_office` are the officers' roles that its organisation has filled."""
    return Actor(
        user.pk,
        f"{user.label[:_LABEL]}（代理）" if post.is_deputy else user.label,
        post.organisation_id,
        name,
        post.role,
        # No place of the tree begins with this: a buyer sees none of it.
        f"{_OUTSIDE}{path}" if post.role in TRADING else path,
        post.pk,
        may_sign=post.may_sign,
        buys_for_id=post.buys_for_id,
        ceded=frozenset(CEDED[officer] for officer in in_office if post.role in CEDING[officer]),
        region_code=region_code,
    )
