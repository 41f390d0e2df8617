"""The platform writes from which price on a supplier is asked, and buyers show what it asks elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import DayAheadError, OtherMeasureError, RuleCategoryError, RuleEndedError
from nongcai.domain.catalogue.models import Category, PriceElsewhere, PriceRule
from nongcai.domain.catalogue.rules import comparing, describing, pricing
from nongcai.domain.catalogue.services.alarming import watch_prices
from nongcai.domain.suppliers.services import Scan, keep_scan
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.years import chinese_day, day_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from nongcai.domain.catalogue.states import PriceBasis
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ToldRule:
    """From how many percent above what on a price is asked about; without a category everywhere."""

    basis: PriceBasis
    percent: Decimal
    reply_days: int
    since: date
    document: str
    paragraph: str = ""
    category_id: int | None = None
    until: date | None = None


@dataclass(frozen=True)
class ToldElsewhere:
    """What a supplier asks elsewhere: so much for a quantity of a unit, seen on a day."""

    shop: str
    price: Decimal
    quantity: Decimal
    unit: str
    day: date


@transaction.atomic
def add_price_rule(*, actor: Actor, told: ToldRule) -> PriceRule:
    """Write a rule.

    :raises NotAllowedError: when the actor is not the platform's.
    :raises RuleCategoryError: when its category is not there.
    """
    permissions.require_keeper(actor)
    describing.require_plain({"document": told.document, "paragraph": told.paragraph})
    if told.category_id is not None and not Category.objects.filter(pk=told.category_id).exists():
        raise RuleCategoryError(fields={"category_id": [RuleCategoryError.message]})
    rule = PriceRule(
        category_id=told.category_id,
        basis=told.basis,
        percent=told.percent,
        reply_days=told.reply_days,
        since=told.since,
        until=told.until,
        document=told.document.strip().strip("《》"),
        paragraph=told.paragraph.strip(),
    )
    records.save(rule)
    return rule


@transaction.atomic
def end_price_rule(*, actor: Actor, rule_id: int, at: datetime) -> PriceRule:
    """Let a rule end with this day; what was opened by it goes on.

    :raises RuleEndedError: when it has ended before.
    """
    permissions.require_keeper(actor)
    rule = PriceRule.objects.select_for_update(of=("self",), no_key=True).filter(pk=rule_id).first()
    if rule is None:
        raise NotFoundError(what=rule_id)
    today = day_of(at)
    if rule.until is not None and rule.until <= today:
        raise RuleEndedError(day=chinese_day(rule.until))
    # One that has not begun yet never does.
    rule.until = max(today, rule.since)
    records.save(rule, "until")
    return rule


@transaction.atomic
def prove_elsewhere(*, actor: Actor, offer_id: int, told: ToldElsewhere, scan: Scan, at: datetime) -> PriceElsewhere:
    """Show that the supplier of an offer asks less elsewhere; if so, it is asked about it.

    :raises NotAllowedError: when the actor neither buys nor is the platform's.
    :raises NotFoundError: when the offer does not show.
    :raises DayAheadError: when it was seen on a day that has not come.
    :raises OtherMeasureError: when the offer is compared by another measure.
    :raises FileUnreadableError: when the proof is neither PDF, JPEG, PNG nor OFD.
    """
    permissions.require_prover(actor)
    describing.require_plain({"shop": told.shop})
    today = day_of(at)
    offer = queries.shown_offer(offer_id, today)
    if offer is None:
        raise NotFoundError(what=offer_id)
    if told.day > today:
        raise DayAheadError(fields={"day": [DayAheadError.message]})
    pricing.require_price(told.price)
    describing.require_net(told.quantity, told.unit)
    unit_price, measured = comparing.by_measure(told.price, told.quantity, told.unit)
    if measured != offer.measured:
        text = OtherMeasureError.message.format(measured=offer.get_measured_display())
        raise OtherMeasureError(measured=offer.get_measured_display(), fields={"unit": [text]})
    row = PriceElsewhere(
        offer=offer,
        shop=told.shop.strip(),
        price=told.price,
        quantity=told.quantity,
        unit=told.unit,
        unit_price=unit_price,
        day=told.day,
        user_id=actor.user_id,
        by_label=actor.label,
        by_office=actor.organisation_name,
        at=at,
    )
    records.save(row)
    keep_scan(actor, row.owner, scan, at)
    watch_prices([offer.pk], at=at)
    return row
