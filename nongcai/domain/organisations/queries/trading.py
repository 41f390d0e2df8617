"""Finding who buys for which unit, and by which trading account (采购人交易账号)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from nongcai.domain.organisations.models import Membership, Organisation
from nongcai.domain.organisations.queries.people import posts_visible_to
from nongcai.domain.organisations.roles import TRADING, BuyerKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from nongcai.domain.organisations.actors import Actor

# By what a list of trading accounts can be chosen, and what a form offers.
BUYERS = {value: str(label) for value, label in BuyerKind.choices}
TRADING_ROLES = {value: str(label) for value, label in Role.choices if value in TRADING}

# Parts of what is asked with every order: whether an account (user) of a body buys for a unit on a day, and what is to
# be known of them; and whether anybody else is in a post (told) of who buys for a place.
UNIT_TO_BUY_FOR = """
    SELECT u.id, u.name, u.region_id, o.kind, o.credit_code
    FROM organisations_membership m
    JOIN organisations_organisation o ON o.id = m.organisation_id
    JOIN organisations_organisation u ON u.id = m.buys_for_id
    WHERE m.user_id = %(user)s AND m.organisation_id = %(body)s AND m.buys_for_id = %(unit)s AND m.role = 'buyer'
        AND m.period @> %(on)s::date AND u.closed_on IS NULL
    ORDER BY m.id LIMIT 1
"""
ANYBODY_ELSE_IN_POST = """
    SELECT FROM organisations_membership m JOIN accounts_user a ON a.id = m.user_id
    WHERE m.organisation_id = %(body)s AND m.buys_for_id = %(place)s AND m.role = %(post)s
        AND m.period @> %(on)s::date AND m.user_id <> %(user)s AND a.is_active
"""


@dataclass(frozen=True)
class Buying:
    """For which unit a buyer's purchases count, since when, and until which day; None without an end."""

    kind: str
    buyer_name: str
    credit_code: str
    unit_name: str
    unit_code: str
    since: date
    ends_on: date | None


@dataclass(frozen=True)
class BuyingUnit:
    """A unit for which an account may buy, where it stands, and as what the account's body buys for it."""

    id: int
    name: str
    region_code: str
    body_kind: str
    body_code: str


def buyers_visible_to(actor: Actor, *, text: str = "", kind: str = "", state: str = "") -> QuerySet[Membership]:
    """Select the trading accounts of the units within sight, by a word of a name, who buys, or a state."""
    rows = posts_visible_to(actor, text=text, state=state).filter(role__in=TRADING)
    if kind:
        # A unit's own canteen is the unit itself.
        rows = rows.filter(organisation__kind="unit" if kind == BuyerKind.CANTEEN else kind)
    return rows.order_by("buys_for__official_order", "buys_for_id", "organisation__kind", "user_id", "id")


def buying_of(actor: Actor, on: date) -> Buying | None:
    """Return for whom an actor trades; None when it does not."""
    rows = Membership.objects.filter(pk=actor.membership_id, role__in=TRADING, period__contains=on)
    post = rows.select_related("organisation", "buys_for").first()
    if post is None or post.buys_for is None:
        return None
    return Buying(
        kind=BUYERS[kind_of(post.organisation)],
        buyer_name=post.organisation.name,
        credit_code=post.organisation.credit_code,
        unit_name=post.buys_for.name,
        unit_code=post.buys_for.unit_code,
        since=post.period.lower,
        ends_on=post.last_day,
    )


def kind_of(buyer: Organisation) -> str:
    """Return as what an organisation buys."""
    return _as_buyer(buyer.kind)


def buying_for(unit_ids: Iterable[int], on: date) -> set[tuple[str, str, int]]:
    """Return (kind, credit code or name, unit) of those who may sign in, or activate an account, to buy for these."""
    rows = Membership.objects.filter(buys_for_id__in=list(unit_ids), role=Role.BUYER, period__contains=on)
    found = rows.exclude(user__state="closed").select_related("organisation")
    return {buyer_key(kind_of(one.organisation), one.organisation, one.buys_for_id or 0) for one in found}


def buyer_key(kind: str, buyer: Organisation, unit_id: int) -> tuple[str, str, int]:
    """Return by what a buyer is known again: its credit code, else its name; a canteen is the unit's."""
    if kind == BuyerKind.CANTEEN:
        return kind, "", unit_id
    return kind, buyer.credit_code or buyer.name, unit_id


def units_to_buy_for(actor: Actor, on: date) -> list[BuyingUnit]:
    """Return the units for which the actor's account buys on a day for the same body; the post's own first."""
    found = [_unit(post) for post in _buying_posts(actor, on)]
    return sorted(found, key=lambda one: (one.id != actor.buys_for_id, one.name, one.id))


def _buying_posts(actor: Actor, on: date) -> QuerySet[Membership]:
    posts = Membership.objects.filter(user_id=actor.user_id or 0, organisation_id=actor.organisation_id)
    posts = posts.filter(role=Role.BUYER, period__contains=on, buys_for__closed_on=None)
    return posts.select_related("organisation", "buys_for").order_by("pk")


def _unit(post: Membership) -> BuyingUnit:
    unit, body = post.buys_for, post.organisation
    assert unit is not None
    return buying_unit(unit.pk, unit.name, unit.region_id, body.kind, body.credit_code)


def buying_unit(unit_id: int, name: str, region_code: str, kind: str, code: str) -> BuyingUnit:
    """Make of what was read of a unit, and of the body that buys for it."""
    return BuyingUnit(unit_id, name, region_code, _as_buyer(kind), code)


def _as_buyer(kind: str) -> str:
    return kind if kind in BUYERS else BuyerKind.CANTEEN.value
