"""Trading accounts (采购人交易账号): a unit opens them for those who buy for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.accounts import services as accounts
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.errors import OfficerApartError, RoleOfOthersError
from nongcai.domain.organisations.models import Membership, Relation
from nongcai.domain.organisations.roles import TRADING, BuyerKind, OrganisationKind, Role
from nongcai.domain.organisations.rules import require_buyer, require_term
from nongcai.domain.organisations.services.buyers import BuyerAccount, tie_buyers
from nongcai.domain.organisations.services.people import OpenedPost
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ToldBuyer:
    """Who is to buy for a unit, or approve, accept and pay there; by which name; until when it has a contract."""

    username: str
    label: str
    unit_id: int
    kind: BuyerKind
    name: str = ""
    credit_code: str = ""
    phone: str = ""
    ends_on: date | None = None
    role: Role = Role.BUYER


@transaction.atomic
def open_buyer(*, actor: Actor, told: ToldBuyer, at: datetime, until: datetime) -> OpenedPost:
    """Open a trading account with an activation code, and let it buy for a unit: both or neither.

    :raises UsernameTakenError: when somebody has this log-in name.
    """
    user = accounts.open_account(actor=actor, username=told.username, label=told.label, phone=told.phone, at=at)
    membership = let_buy(actor=actor, user=user, told=told, at=at)
    return OpenedPost(membership, accounts.issue_activation(actor=actor, username=told.username, at=at, until=until))


@transaction.atomic
def let_buy(*, actor: Actor, user: User, told: ToldBuyer, at: datetime) -> Membership:
    """Let somebody buy for a unit from that day on, at most until its contract ends.

    :raises RoleOfOthersError: when nobody's purchases count to such an organisation.
    :raises BuyerNameError: when nobody is named who buys.
    :raises BuyerCodeError: when a contractor or a firm has no right credit code.
    :raises BuyerTermError: when a contractor has no contract.
    :raises BuyerTermPastError: when anybody's has ended.
    :raises OfficerApartError: when the person is one of the three officers (三员).
    """
    unit = queries.node(told.unit_id)
    permissions.require_keeper_of_buyers(actor, [unit.path])
    if unit.kind != OrganisationKind.UNIT or told.role not in TRADING:
        raise RoleOfOthersError(role=str(told.role.label), name=unit.name)
    require_buyer(told.kind, name=told.name, credit_code=told.credit_code, ends_on=told.ends_on, on=day_of(at))
    if not queries.is_apart(user.pk, told.role, day_of(at)):
        raise OfficerApartError
    [(buyer_id, period)] = place_buyers([told], {unit.id: unit.region_code}, at=at)
    membership = Membership(
        user=user, organisation_id=buyer_id, role=told.role, period=period, buys_for_id=told.unit_id
    )
    records.save(membership)
    words = f"{unit.name} {told.role.label} {told.kind.label} {told.name}".strip()
    accounts.note(actor=actor, user_id=user.pk, action=AccountAction.APPOINT, at=at, words=words[:200])
    return membership


def place_buyers(told: Sequence[ToldBuyer], regions: dict[int, str], *, at: datetime) -> list[tuple[int, DateRange]]:
    """Tie those who buy to their units; return for each the organisation it acts for, and how long."""
    since = day_of(at)
    outside = [one for one in told if one.kind != BuyerKind.CANTEEN]
    rows = [
        BuyerAccount(one.kind.value, one.name, one.credit_code, one.unit_id, regions[one.unit_id], one.ends_on)
        for one in outside
    ]
    ids = iter(tie_buyers(rows, since=since, at=at)[0] if rows else [])
    return [
        (one.unit_id if one.kind == BuyerKind.CANTEEN else next(ids), DateRange(since, _after(one.ends_on)))
        for one in told
    ]


@transaction.atomic
def set_term(*, actor: Actor, membership_id: int, ends_on: date | None, at: datetime) -> Membership:
    """Say until when a buyer's contract runs: after that day it no longer signs in for the unit.

    :raises BuyerTermError: when a contractor would have none.
    :raises BuyerTermPastError: when the day is past, or before the account was opened.
    """
    rows = queries.buyers_visible_to(actor).select_for_update(of=("self",), no_key=True)
    post = rows.filter(pk=membership_id).first()
    if post is None or post.buys_for is None:
        raise NotAllowedError
    permissions.require_keeper_of_buyers(actor, [queries.node(post.place_id).path])
    require_term(post.organisation.kind, ends_on, first=max(day_of(at), post.period.lower))
    post.period = DateRange(post.period.lower, _after(ends_on))
    records.save(post, "period")
    standing = Relation.objects.filter(unit_id=post.buys_for_id, other_id=post.organisation_id, period__upper_inf=True)
    records.change(standing, ends_on=ends_on)
    words = f"{post.buys_for.name} {post.organisation.name} {ends_on or '不限期'}"
    accounts.note(actor=actor, user_id=post.user_id, action=AccountAction.SET_TERM, at=at, words=words[:200])
    return post


def _after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None
