"""Finding offers, their prices, stock and carriage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.catalogue.models import FreightPlan, Offer, PriceChange, Product
from nongcai.domain.catalogue.queries.products import products_visible_to
from nongcai.domain.catalogue.rules.pricing import Fee, Tier
from nongcai.domain.holds import queries as holds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.holds.models import Resource
    from nongcai.domain.organisations.actors import Actor


def offers_of(product: Product) -> QuerySet[Offer]:
    """Select how a product is sold, in the order in which that was told."""
    return Offer.objects.filter(product=product).select_related("freight").prefetch_related("tiers").order_by("pk")


def offers_visible_to(actor: Actor) -> QuerySet[Offer]:
    """Select the offers of the products within sight."""
    seen = products_visible_to(actor).order_by().values("pk")
    return Offer.objects.filter(product__in=seen).select_related("product__supplier", "freight").order_by("-pk")


def tiers_of(offer: Offer) -> list[Tier]:
    """Return the tiers of an offer, from the smallest quantity up."""
    return sorted((Tier(row.from_quantity, row.price) for row in offer.tiers.all()), key=lambda one: one.from_quantity)


def prices_of(offer: Offer) -> QuerySet[PriceChange]:
    """Select the prices that an offer had, the last first."""
    return PriceChange.objects.filter(offer=offer).order_by("-pk")


def stock_of(offers: Iterable[Offer]) -> dict[UUID, Resource]:
    """Map the keys of offers' stocks to what is there."""
    return holds.resources([offer.resource_id for offer in offers])


def plans_of(supplier_id: int) -> QuerySet[FreightPlan]:
    """Select the plans of carriage of a supplier."""
    return FreightPlan.objects.filter(supplier_id=supplier_id).prefetch_related("rows").order_by("name", "pk")


def fees_of(plan: FreightPlan | None) -> list[Fee] | None:
    """Return what a plan says of provinces; without a plan None: carriage is free."""
    if plan is None:
        return None
    return [
        Fee(row.province, row.delivers, row.first_kilograms, row.first_fee, row.next_fee, row.free_from)
        for row in plan.rows.all()
    ]
