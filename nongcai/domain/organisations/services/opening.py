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
from nongcai.domain.organisations.roles import BuyerKind
from nongcai.domain.organisations.services.trading import ToldBuyer, place_buyers
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

    :raises NotAllowedError: when the actor opens nobody's accounts.
    """
    if not permissions.opens_accounts(actor):
        raise NotAllowedError
    queries.lock_units_with_codes({row.unit_code for row in rows}, actor.path)
    new = [one for one in queries.judge_posts(actor, rows, on=day_of(at)) if one.outcome == PostOutcome.NEW]
    places = _places(new, at)
    told = [
        NewAccount(one.said.name, one.said.label, one.said.phone, f"{one.said.unit_code} {one.given_role.label}")
        for one in new
    ]
    opened = accounts.open_accounts(actor=actor, told=told, at=at, until=until)
    records.insert_many(
        [
            Membership(
                user=user,
                organisation_id=place,
                role=one.given_role,
                asked_role="" if one.given_role == one.role else one.role,
                period=period,
                buys_for_id=one.unit_id if one.said.buyer else None,
            )
            for one, (user, _code), (place, period) in zip(new, opened, places, strict=True)
        ]
    )
    return [PostCode(one, code) for one, (_user, code) in zip(new, opened, strict=True)]


def _places(new: Sequence[JudgedPost], at: datetime) -> list[tuple[int, DateRange]]:
    """Return for whom each post acts, and how long: a management account for its unit, a buyer for what it is."""
    buying = [one for one in new if one.said.buyer]
    regions = queries.regions_of({one.unit_id for one in buying})
    placed = iter(place_buyers([_told(one) for one in buying], regions, at=at))
    since = DateRange(day_of(at), None)
    return [next(placed) if one.said.buyer else (one.unit_id, since) for one in new]


def _told(one: JudgedPost) -> ToldBuyer:
    said = one.said
    return ToldBuyer(
        username=said.name,
        label=said.label,
        unit_id=one.unit_id,
        kind=BuyerKind(said.buyer or ""),
        name=said.buyer_name,
        credit_code=said.buyer_code,
        phone=said.phone,
        ends_on=said.ends_on,
    )
