"""Who acts for an organisation."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.accounts import services as accounts
from nongcai.domain.organisations.models import Membership
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from nongcai.domain.organisations.roles import Role


@transaction.atomic
def appoint(*, user_id: int, organisation_id: int, role: Role, since: date, may_sign: bool = False) -> Membership:
    """Let a person act for an organisation from a day on, and sign its documents (签发) where that is said."""
    membership = Membership(
        user_id=user_id,
        organisation_id=organisation_id,
        role=role,
        period=DateRange(since, None),
        may_sign=may_sign,
    )
    records.save(membership)
    return membership


@transaction.atomic
def open_post(
    *, username: str, label: str, password: str, organisation_id: int, role: Role, at: datetime, may_sign: bool = False
) -> Membership:
    """Open an account for an office post, and let it act for an organisation from that day on: both or neither.

    :raises UsernameTakenError: when somebody has this log-in name.
    """
    user = accounts.open_account(username=username, label=label, password=password, at=at)
    return appoint(user_id=user.pk, organisation_id=organisation_id, role=role, since=day_of(at), may_sign=may_sign)


@transaction.atomic
def let_sign(*, user_id: int, organisation_id: int, may_sign: bool) -> int:
    """Give a person the right to sign for an organisation (签发权), or take it; return how many memberships changed."""
    rows = Membership.objects.filter(user_id=user_id, organisation_id=organisation_id).exclude(may_sign=may_sign)
    return records.change(rows, may_sign=may_sign)
