"""Opening accounts for many posts at once: a few statements, however many rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.accounts import services as accounts
from nongcai.domain.accounts.services import NewAccount
from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.queries import JudgedPost, SaidPost
from nongcai.domain.organisations.states import PostOutcome
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class PostCode:
    """A row that was opened, and its activation code, told this once."""

    judged: JudgedPost
    code: str


@transaction.atomic
def open_posts(*, actor: Actor, rows: Sequence[SaidPost], at: datetime, until: datetime) -> list[PostCode]:
    """Open the accounts of those rows that are new, and let each act for its unit; the others are left as they are.

    :raises NotAllowedError: when the actor keeps nobody's accounts.
    """
    if not permissions.keeps_accounts(actor):
        raise NotAllowedError
    queries.lock(actor.organisation_id)
    new = [one for one in queries.judge_posts(actor, rows) if one.outcome == PostOutcome.NEW]
    told = [
        NewAccount(one.said.name, one.said.label, one.said.phone, f"{one.said.unit_code} {one.role.label}")
        for one in new
    ]
    opened = accounts.open_accounts(actor=actor, told=told, at=at, until=until)
    since = DateRange(day_of(at), None)
    records.insert_many(
        [
            Membership(user=user, organisation_id=one.unit_id, role=one.role, period=since)
            for one, (user, _code) in zip(new, opened, strict=True)
        ]
    )
    return [PostCode(one, code) for one, (_user, code) in zip(new, opened, strict=True)]
