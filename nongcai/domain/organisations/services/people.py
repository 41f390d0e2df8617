"""Who acts for an organisation, and the accounts of its posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.accounts import queries as account_queries
from nongcai.domain.accounts import services as accounts
from nongcai.domain.accounts.errors import UnknownUsernameError
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.errors import AuditApartError, RoleOfOthersError, SignerResetError
from nongcai.domain.organisations.models import Membership, OrganisationKind
from nongcai.domain.organisations.roles import ROLES_OF_FINANCE, Role
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor


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
    :raises AuditApartError: when the person reviews accounts (安全审计员) or would, and has other work.
    """
    place = queries.node(organisation_id)
    permissions.require_keeper(actor, [place.path])
    if role == Role.BUYER or (place.kind == OrganisationKind.FINANCE) != (role in ROLES_OF_FINANCE):
        raise RoleOfOthersError(role=str(role.label), name=place.name)
    if not queries.is_apart(user_id, role, since):
        raise AuditApartError
    membership = Membership(
        user_id=user_id,
        organisation_id=organisation_id,
        role=role,
        period=DateRange(since, None),
        may_sign=may_sign,
    )
    records.save(membership)
    words = f"{place.name} {role.label}"
    accounts.note(actor=actor, user_id=user_id, action=AccountAction.APPOINT, at=at, words=words)
    if may_sign:
        accounts.note(actor=actor, user_id=user_id, action=AccountAction.LET_SIGN, at=at, words=place.name)
    return membership


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

    Without a password an activation code is made, which holds until a moment.

    :raises UsernameTakenError: when somebody has this log-in name.
    """
    user = accounts.open_account(
        actor=actor, username=told.username, label=told.label, password=password, phone=told.phone, at=at
    )
    membership = appoint(
        actor=actor,
        user_id=user.pk,
        organisation_id=told.organisation_id,
        role=told.role,
        since=day_of(at),
        may_sign=may_sign,
        at=at,
    )
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


@transaction.atomic
def let_sign(*, actor: Actor, username: str, organisation_id: int, may_sign: bool, at: datetime) -> int:
    """Give a person the right to sign for an organisation (签发权), or take it; return how many memberships changed.

    :raises UnknownUsernameError: when nobody has this log-in name.
    """
    place = queries.node(organisation_id)
    permissions.require_keeper(actor, [place.path])
    user = account_queries.user_by_name(username)
    if user is None:
        raise UnknownUsernameError(username=username)
    rows = Membership.objects.filter(user=user, organisation_id=organisation_id).exclude(may_sign=may_sign)
    changed = records.change(rows, may_sign=may_sign)
    if changed:
        action = AccountAction.LET_SIGN if may_sign else AccountAction.BAR_SIGN
        accounts.note(actor=actor, user_id=user.pk, action=action, at=at, words=place.name)
    return changed
