"""A supplier says how its product is sold: content, price, stock, season, carriage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import (
    CatchWeightError,
    GrossWeightError,
    NetTooSmallError,
    ProductStepError,
    SeasonError,
)
from nongcai.domain.catalogue.models import FreightPlan, Offer, PriceChange, PriceTier, Product
from nongcai.domain.catalogue.rules import describing, pricing
from nongcai.domain.catalogue.services.alarming import watch_prices
from nongcai.domain.catalogue.services.shelving import put_up
from nongcai.domain.catalogue.services.stepping import admitted, locked
from nongcai.domain.catalogue.states import Measured
from nongcai.domain.holds import services as holds
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from nongcai.domain.catalogue.rules.pricing import Tier
    from nongcai.domain.holds.models import Resource
    from nongcai.domain.organisations.actors import Actor

_BAND = 30
_TERMS = (
    "specification",
    "sale_unit",
    "pieces",
    "gross_kilograms",
    "minimum",
    "lead_days",
    "season_from",
    "season_to",
    "is_catch_weight",
    "band_percent",
)


@dataclass(frozen=True)
class ToldOffer:
    """How a product is sold, but for its price and stock. Without a plan carriage is free."""

    specification: str
    sale_unit: str
    pieces: int = 1
    gross_kilograms: Decimal | None = None
    minimum: int = 1
    lead_days: int = 3
    season_from: int | None = None
    season_to: int | None = None
    is_catch_weight: bool = False
    band_percent: Decimal | None = None
    freight_id: int | None = None


@transaction.atomic
def add_offer(
    *, actor: Actor, product_id: int, told: ToldOffer, price: Decimal, quantity: Decimal, at: datetime
) -> Offer:
    """Sell a product in one way more; it shows when it is switched on and the product is listed.

    :raises SupplierNotAdmittedError: when the supplier was not admitted.
    :raises ProductStepError: when the product is no longer sold.
    :raises PriceError: when that is no price.
    :raises InvalidError: when the product is sold in this way already, or something told makes no sense.
    """
    product = _sold(actor, product_id)
    pricing.require_price(price)
    offer = Offer(product=product, price=price, resource_id=holds.new_key(), changed_at=at)
    settle(offer, told)
    records.save(offer)
    holds.open_resource(key=offer.resource_id, owner=f"offer:{offer.pk}", quantity=quantity, at=at)
    _write_price(offer, None, actor, at)
    _shelve(product, at, offer)
    return offer


@transaction.atomic
def change_offer(*, actor: Actor, offer_id: int, told: ToldOffer, at: datetime) -> Offer:
    """Say anew how a product is sold, but for its price and stock."""
    offer = _locked(actor, offer_id)
    settle(offer, told)
    offer.changed_at = at
    records.save(offer, *_TERMS, "net", "measured", "freight", "changed_at")
    _shelve(offer.product, at, offer)
    return offer


@transaction.atomic
def price_offer(*, actor: Actor, offer_id: int, price: Decimal, tiers: Sequence[Tier], at: datetime) -> Offer:
    """Set the price of an offer, and its tiers; what it was before is kept.

    :raises PriceError: when that is no price.
    :raises TiersError: when more does not cost less.
    """
    offer = _locked(actor, offer_id)
    pricing.require_price(price)
    pricing.require_tiers(price, tiers)
    before = offer.price
    if before != price:
        offer.price, offer.changed_at = price, at
        records.save(offer, "price", "changed_at")
        _write_price(offer, before, actor, at)
    if queries.tiers_of(offer) != list(tiers):
        records.remove(PriceTier.objects.filter(offer=offer))
        rows = [PriceTier(offer=offer, from_quantity=one.from_quantity, price=one.price) for one in tiers]
        for row in rows:
            records.save(row)
    _shelve(offer.product, at, offer)
    return offer


@transaction.atomic
def stock_offer(*, actor: Actor, offer_id: int, quantity: Decimal, at: datetime) -> Resource:
    """Say how much there is of an offer in all, in sale units; never less than what was promised or sold.

    :raises BelowPromisedError: when more was promised or sold.
    """
    offer = _locked(actor, offer_id)
    resource = holds.set_quantity(resource_id=offer.resource_id, quantity=quantity, at=at)
    _shelve(offer.product, at)
    return resource


@transaction.atomic
def switch_offer(*, actor: Actor, offer_id: int, is_on: bool, at: datetime) -> Offer:
    """Let an offer show, or no more."""
    offer = _locked(actor, offer_id)
    offer.is_on, offer.changed_at = is_on, at
    records.save(offer, "is_on", "changed_at")
    _shelve(offer.product, at, offer)
    return offer


def measure_anew(product: Product, *, at: datetime) -> None:
    """Let the offers of a product follow what its label says."""
    for offer in queries.offers_of(product).select_for_update(of=("self",), no_key=True):
        before = (offer.net, offer.measured)
        _measure(offer, product)
        if (offer.net, offer.measured) != before:
            _require_weights(offer)
            offer.changed_at = at
            records.save(offer, "net", "measured", "changed_at")


def _sold(actor: Actor, product_id: int) -> Product:
    admitted(actor)
    product = locked(actor, product_id)
    if not permissions.may_offer(product, actor):
        raise ProductStepError(state=product.get_state_display(), action="设置销售规格")
    return product


def _locked(actor: Actor, offer_id: int) -> Offer:
    """Return an offer with its product, both locked: the product first, as all do."""
    product_id = queries.offers_visible_to(actor).filter(pk=offer_id).values_list("product_id", flat=True).first()
    if product_id is None:
        raise NotFoundError(what=offer_id)
    product = _sold(actor, product_id)
    offer = Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer_id)
    offer.product = product
    return offer


def settle(offer: Offer, told: ToldOffer, plans: Mapping[int, FreightPlan] | None = None) -> None:
    """Write into an offer what is told, and what follows from its product's label; `plans` are its supplier's."""
    describing.require_plain({"specification": told.specification})
    for name in _TERMS:
        setattr(offer, name, getattr(told, name))
    offer.specification = told.specification.strip()
    if (told.season_from is None) != (told.season_to is None):
        raise SeasonError(fields={"season_from": [SeasonError.message]})
    offer.freight = _plan(offer.product.supplier_id, told.freight_id, plans)
    _measure(offer, offer.product)
    _require_weights(offer)


def _measure(offer: Offer, product: Product) -> None:
    net = pricing.net_of(product.net_quantity, product.net_unit, offer.pieces)
    if net is None:
        raise NetTooSmallError(fields={"pieces": [NetTooSmallError.message]})
    offer.net, offer.measured = net, Measured(pricing.measured_by(product.net_unit))


def _require_weights(offer: Offer) -> None:
    band = offer.band_percent
    weighed = offer.measured == Measured.MASS and band is not None and 0 < band <= _BAND
    if not (weighed if offer.is_catch_weight else band is None):
        raise CatchWeightError(fields={"band_percent": [CatchWeightError.message]})
    gross = offer.gross_kilograms
    counted = offer.measured == Measured.COUNT and offer.freight is not None
    if (gross is None and counted) or (gross is not None and gross <= 0):
        raise GrossWeightError(fields={"gross_kilograms": [GrossWeightError.message]})


def _plan(supplier_id: int, plan_id: int | None, plans: Mapping[int, FreightPlan] | None) -> FreightPlan | None:
    if plan_id is None:
        return None
    found = queries.plans_of(supplier_id).filter(pk=plan_id).first() if plans is None else plans.get(plan_id)
    if found is None:
        raise NotFoundError(what=plan_id)
    return found


def _write_price(offer: Offer, before: Decimal | None, actor: Actor, at: datetime) -> None:
    records.save(
        PriceChange(offer=offer, before=before, after=offer.price, user_id=actor.user_id, by_label=actor.label, at=at)
    )


def _shelve(product: Product, at: datetime, *priced: Offer) -> None:
    """Put a product up anew, and look at the prices of those of its offers that may be dearer, or cheaper, now."""
    if product.listed_at is not None:
        put_up([product.pk], at=at)
        if priced:
            watch_prices([offer.pk for offer in priced], at=at)
