"""Those of the market: suppliers, the offices of counties that recommend them, and the platform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.accounts import services as accounts
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.errors import OfficerApartError, RoleOfOthersError
from nongcai.domain.organisations.models import Membership, Organisation
from nongcai.domain.organisations.roles import OrganisationKind, Role
from nongcai.domain.organisations.services.people import OpenedPost
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor

# What each kind of body has people for.
ROLES_OF_KIND = {
    OrganisationKind.SUPPLIER: {Role.SUPPLIER},
    OrganisationKind.COUNTY: {Role.QUALITY, Role.LINKAGE},
    OrganisationKind.PLATFORM: {Role.PLATFORM},
}


@dataclass(frozen=True)
class ToldBody:
    """A body of the market that is to be known: where it is, what it is called."""

    kind: OrganisationKind
    name: str
    region_code: str
    credit_code: str = ""


@dataclass(frozen=True)
class ToldStaff:
    """Somebody who is to work for a body of the market, and by which name it signs in."""

    username: str
    label: str
    role: Role
    phone: str = ""
    is_demo: bool = False


@transaction.atomic
def open_market_post(
    *, actor: Actor, body: ToldBody, told: ToldStaff, at: datetime, until: datetime, password: str = ""
) -> OpenedPost:
    """Open an account for somebody of the market, with an activation code: both or neither.

    The platform does so for the offices of counties, the operator of the machine for all.

    :raises NotAllowedError: when the actor opens no such accounts.
    :raises UsernameTakenError: when somebody has this log-in name.
    """
    permissions.require_opener_of_market(actor, body.kind)
    user = accounts.open_account(
        actor=actor,
        username=told.username,
        label=told.label,
        phone=told.phone,
        password=password,
        is_demo=told.is_demo,
        at=at,
    )
    membership = _engage(actor=actor, user=user, body=_found(body, at), role=told.role, at=at)
    code = "" if password else accounts.issue_activation(actor=actor, username=told.username, at=at, until=until)
    return OpenedPost(membership, code)


@transaction.atomic
def register_supplier(*, actor: Actor, body: ToldBody, told: ToldStaff, password: str, at: datetime) -> Membership:
    """Let a supplier come by itself (主体自愿申请): its account, its body and its post, or none of them.

    :raises UsernameTakenError: when somebody has this log-in name.
    """
    user = accounts.open_account(
        actor=actor,
        username=told.username,
        label=told.label,
        phone=told.phone,
        password=password,
        is_demo=told.is_demo,
        at=at,
    )
    return _engage(actor=actor, user=user, body=_found(body, at), role=Role.SUPPLIER, at=at)


def _found(told: ToldBody, at: datetime) -> Organisation:
    # A supplier never joins a body that is there: anybody could, by its name.
    if told.kind == OrganisationKind.SUPPLIER:
        return _made(told, at)
    records.lock_keys([f"{told.kind}:{told.region_code}:{told.name}"])
    found = Organisation.objects.filter(kind=told.kind, region_id=told.region_code, name=told.name).first()
    return found or _made(told, at)


def _made(told: ToldBody, at: datetime) -> Organisation:
    made = Organisation(
        kind=told.kind,
        region_id=told.region_code,
        name=told.name,
        credit_code=told.credit_code,
        created_at=at,
    )
    records.save(made)
    return made


def _engage(*, actor: Actor, user: User, body: Organisation, role: Role, at: datetime) -> Membership:
    """Let a person act for a body of the market from that day on.

    :raises RoleOfOthersError: when a body of this kind has no such role.
    :raises OfficerApartError: when the person is one of the three officers (三员).
    """
    if role not in ROLES_OF_KIND.get(OrganisationKind(body.kind), set()):
        raise RoleOfOthersError(role=str(role.label), name=body.name)
    if not queries.is_apart(user.pk, role, day_of(at)):
        raise OfficerApartError
    membership = Membership(user=user, organisation=body, role=role, period=DateRange(day_of(at), None))
    records.save(membership)
    words = f"{body.name} {role.label}"
    accounts.note(actor=actor, user_id=user.pk, action=AccountAction.APPOINT, at=at, words=words[:200])
    return membership
