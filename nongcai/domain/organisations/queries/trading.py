"""Finding who buys for which unit, and by which trading account (采购人交易账号)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from nongcai.domain.organisations.models import Membership, Organisation
from nongcai.domain.organisations.queries.people import posts_visible_to
from nongcai.domain.organisations.roles import TRADING, BuyerKind, Role
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from nongcai.domain.organisations.actors import Actor

# By what a list of trading accounts can be chosen, and what a form offers.
BUYERS = {value: str(label) for value, label in BuyerKind.choices}
TRADING_ROLES = {value: str(label) for value, label in Role.choices if value in TRADING}

_REGION = "SELECT region_id FROM organisations_organisation WHERE id = %s"


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


def region_of(organisation_id: int) -> str:
    """Return in which division an organisation is, nothing when it is not there; asked with every page of goods."""
    rows = records.rows_planned_once(_REGION, [organisation_id])
    return str(rows[0][0]) if rows else ""


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
    return buyer.kind if buyer.kind in BUYERS else BuyerKind.CANTEEN.value


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


def unit_to_buy_for(actor: Actor, unit_id: int, on: date) -> BuyingUnit | None:
    """Return one of these units; None when the account does not buy for it."""
    post = _buying_posts(actor, on).filter(buys_for_id=unit_id).first()
    return _unit(post) if post else None


def has_post(organisation_id: int, unit_id: int, role: Role, on: date, *, but: int | None = None) -> bool:
    """Say whether anybody, but for one account, is in a post of a body that buys for a unit."""
    rows = Membership.objects.filter(
        organisation_id=organisation_id, buys_for_id=unit_id, role=role, period__contains=on, user__is_active=True
    )
    return rows.exclude(user_id=but or 0).exists()


def _buying_posts(actor: Actor, on: date) -> QuerySet[Membership]:
    posts = Membership.objects.filter(user_id=actor.user_id or 0, organisation_id=actor.organisation_id)
    posts = posts.filter(role=Role.BUYER, period__contains=on, buys_for__closed_on=None)
    return posts.select_related("organisation", "buys_for").order_by("pk")


def _unit(post: Membership) -> BuyingUnit:
    unit = post.buys_for
    assert unit is not None
    return BuyingUnit(unit.pk, unit.name, unit.region_id, kind_of(post.organisation), post.organisation.credit_code)
