"""Whose business goods are; for others the pages are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from nongcai.domain.catalogue import queries as catalogue
from nongcai.interfaces.web.suppliers.gates import own_or_404, require_market

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Category, CategoryAttribute, FreightPlan, Offer, OfferBatch, Product
    from nongcai.interfaces.web.http import WebRequest


def product_or_404(request: WebRequest, product_id: int) -> Product:
    """Return a product within the reader's sight."""
    require_market(request)
    found: Product = get_object_or_404(catalogue.products_visible_to(request.actor), pk=product_id)
    return found


def own_product_or_404(request: WebRequest, product_id: int) -> Product:
    """Return a product of the supplier for which the reader works."""
    own_or_404(request)
    return product_or_404(request, product_id)


def offer_or_404(request: WebRequest, offer_id: int) -> Offer:
    """Return an offer within the reader's sight."""
    require_market(request)
    found: Offer = get_object_or_404(catalogue.offers_visible_to(request.actor), pk=offer_id)
    return found


def own_offer_or_404(request: WebRequest, offer_id: int) -> Offer:
    """Return an offer of the supplier for which the reader works."""
    own_or_404(request)
    return offer_or_404(request, offer_id)


def plan_or_404(request: WebRequest, plan_id: int) -> FreightPlan:
    """Return a plan of carriage of the supplier for which the reader works."""
    found: FreightPlan = get_object_or_404(catalogue.plans_of(own_or_404(request).pk), pk=plan_id)
    return found


def batch_or_404(request: WebRequest, batch_id: int) -> OfferBatch:
    """Return a batch of the supplier for which the reader works."""
    own_or_404(request)
    found: OfferBatch = get_object_or_404(catalogue.batches_visible_to(request.actor), pk=batch_id)
    return found


def category_or_404(category_id: int) -> Category:
    """Return a category."""
    found = next((row for row in catalogue.categories() if row.pk == category_id), None)
    if found is None:
        raise Http404
    return found


def attribute_or_404(attribute_id: int) -> CategoryAttribute:
    """Return what a category asks."""
    found = catalogue.attribute(attribute_id)
    if found is None:
        raise Http404
    return found
