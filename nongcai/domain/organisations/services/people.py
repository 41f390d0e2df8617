"""Who acts for an organisation, and the accounts of its posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.accounts import services as accounts
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.errors import (
    HeldAlreadyError,
    OfficerApartError,
    RoleOfOthersError,
    SignerResetError,
)
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.roles import ROLES_OF_FINANCE, ROLES_OF_UNITS, TRADING, OrganisationKind, Role
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node

# What a post is written with that stood before or waited.
_WRITTEN = ("organisation_id", "role", "asked_role", "period", "is_deputy", "may_sign")


@dataclass(frozen=True)
class ToldPost:
    """A post that is to be opened: as what, for whom, and by which name it signs in."""

    username: str
    label: str
    organisation_id: int
    role: Role
    phone: str = ""


@dataclass(frozen=True)
class OpenedPost:
    """A post that was opened, and the activation code that its person is to be given, once."""

    membership: Membership
    code: str = ""


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    user_id: int,
    organisation_id: int,
    role: Role,
    since: date,
    at: datetime,
    may_sign: bool = False,
) -> Membership:
    """Let a person act for an organisation from a day on, and sign its documents (签发) where that is said.

    :raises RoleOfOthersError: when an organisation of this kind has no such role.
    :raises HeldAlreadyError: when the person is that already.
    :raises OfficerApartError: when the person is one of the three officers (三员) or would be, and has other work.
    """
    place = queries.node(organisation_id)
    permissions.require_assigner(actor, [place.path])
    require_fitting(place, role)
    post = Membership(user_id=user_id, organisation_id=organisation_id, role=role, period=DateRange(since, None))
    membership = take_post(post, may_sign=may_sign)
    words = f"{place.name} {role.label}"
    accounts.note(actor=actor, user_id=user_id, action=AccountAction.APPOINT, at=at, words=words)
    if may_sign:
        accounts.note(actor=actor, user_id=user_id, action=AccountAction.LET_SIGN, at=at, words=place.name)
    return membership


def require_fitting(place: Node, role: Role) -> None:
    """Let a role pass that organisations of this kind have.

    :raises RoleOfOthersError: when it is another's.
    """
    if role not in (ROLES_OF_FINANCE if place.kind == OrganisationKind.FINANCE else ROLES_OF_UNITS):
        raise RoleOfOthersError(role=str(role.label), name=place.name)


def take_post(post: Membership, *, may_sign: bool = False) -> Membership:
    """Write a post that begins; one that this person held before begins anew, one that waited for its role has it.

    :raises HeldAlreadyError: when the person holds it at that time.
    :raises OfficerApartError: when an officer would come to hold a second post.
    """
    since = post.period.lower
    if not queries.is_apart(post.user_id, Role(post.role), since):
        raise OfficerApartError
    own = Membership.objects.select_for_update(no_key=True).filter(user_id=post.user_id)
    former = own.filter(organisation_id=post.organisation_id, role=post.role, buys_for_id=post.buys_for_id).first()
    if former and not former.is_deputy and (former.period.upper is None or former.period.upper > since):
        raise HeldAlreadyError(name=former.organisation.name, role=former.get_role_display())
    waiting = None if post.role in TRADING else own.filter(role=Role.AWAITING).first()
    found = former or waiting
    if found is None:
        post.may_sign = may_sign
        records.save(post)
        return post
    for name in _WRITTEN[:-1]:
        setattr(found, name, getattr(post, name))
    found.may_sign = may_sign
    records.save(found, *_WRITTEN)
    return found


@transaction.atomic
def open_post(
    *,
    actor: Actor,
    told: ToldPost,
    at: datetime,
    password: str = "",
    may_sign: bool = False,
    until: datetime | None = None,
) -> OpenedPost:
    """Open an account for an office post, and let it act for an organisation from that day on: both or neither.

    Without a password an activation code is made, which holds until a moment. Who opens accounts but gives no roles
    asks for the role; the account waits for it.

    :raises UsernameTakenError: when somebody has this log-in name.
    """
    place = queries.node(told.organisation_id)
    permissions.require_keeper(actor, [place.path])
    user = accounts.open_account(
        actor=actor, username=told.username, label=told.label, password=password, phone=told.phone, at=at
    )
    if permissions.assigns(actor, [place.path]):
        membership = appoint(
            actor=actor,
            user_id=user.pk,
            organisation_id=told.organisation_id,
            role=told.role,
            since=day_of(at),
            may_sign=may_sign,
            at=at,
        )
    else:
        membership = _ask_for(user, place, told.role, day_of(at))
    if until is None:
        return OpenedPost(membership)
    return OpenedPost(membership, accounts.issue_activation(actor=actor, username=told.username, at=at, until=until))


@transaction.atomic
def close_post(*, actor: Actor, user: User, at: datetime, words: str = "") -> User:
    """Close the account of somebody whose posts all stand below the actor."""
    queries.require_keeper_of_account(actor, user.pk, day_of(at))
    return accounts.close_account(actor=actor, username=user.username, at=at, words=words)


@transaction.atomic
def unlock_post(*, actor: Actor, user: User, at: datetime) -> User:
    """Let somebody whose posts all stand below the actor try again to sign in."""
    queries.require_keeper_of_account(actor, user.pk, day_of(at))
    return accounts.unlock(actor=actor, username=user.username, at=at)


@transaction.atomic
def renew_post(*, actor: Actor, user: User, at: datetime, until: datetime) -> str:
    """Return a new activation code for somebody whose posts all stand below the actor; the password holds no longer.

    The support does so for accounts that nobody has activated yet.

    :raises SignerResetError: when the person signs documents, and an officer would come to sign by the code.
    """
    user = accounts.lock(user.username)
    if not queries.may_send_code(actor, user, day_of(at)):
        queries.require_keeper_of_account(actor, user.pk, day_of(at))
    if queries.signs_anywhere(user.pk) and not permissions.is_operator(actor):
        raise SignerResetError(username=user.username)
    return accounts.issue_activation(actor=actor, username=user.username, at=at, until=until)


def _ask_for(user: User, place: Node, role: Role, since: date) -> Membership:
    require_fitting(place, role)
    period = DateRange(since, None)
    waiting = Membership(user=user, organisation_id=place.id, role=Role.AWAITING, asked_role=role, period=period)
    records.save(waiting)
    return waiting
