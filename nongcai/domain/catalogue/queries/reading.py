"""Reading what stands in the hall: a product with its offers, a supplier, offers side by side, suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from nongcai.domain.catalogue.models import PriceChange, Product, ProductFact, ProductPaper, ShelfRow
from nongcai.domain.catalogue.queries.asking import Asked, conditions
from nongcai.domain.catalogue.queries.showing import shown, with_held
from nongcai.domain.catalogue.rules import Query, fit, parse
from nongcai.domain.suppliers import queries as suppliers

if TYPE_CHECKING:
    from nongcai.domain.suppliers.models import Paper, Supplier

SUGGESTED = 8
_LOOKED_AT = 5 * SUGGESTED
SIDE_BY_SIDE = 5
_PRICES = 24
# Beside licences of the trade and of food, what a supplier may say of its goods.
_READABLE = ("business", "food_sale", "food_making", "organic", "green", "origin", "promise", "quarantine")


@dataclass(frozen=True)
class Shown:
    """A product as it stands in the hall on a day."""

    product: Product
    offers: list[ShelfRow]
    facts: list[ProductFact]
    claims: list[ProductPaper]
    prices: list[PriceChange]


def product_shown(product_id: int, on: date) -> Shown | None:
    """Return a product with the offers that show on a day; None when none does."""
    offers = list(
        with_held(shown(on).filter(product_id=product_id), on)
        .select_related("offer__product__category", "offer__product__county", "supplier")
        .order_by("unit_price", "pk")
    )
    if not offers:
        return None
    product = offers[0].offer.product
    facts = ProductFact.objects.filter(product_id=product_id).select_related("attribute")
    holding = suppliers.papers_holding(on).filter(supplier_id=product.supplier_id)
    claims = ProductPaper.objects.filter(product_id=product_id, paper__in=holding).select_related("paper")
    prices = PriceChange.objects.filter(offer__in=[row.pk for row in offers]).select_related("offer")
    return Shown(
        product,
        offers,
        list(facts.order_by("attribute__position", "pk")),
        list(claims.order_by("certificate")),
        list(prices.order_by("-at", "-pk")[:_PRICES])[::-1],
    )


def supplier_shown(supplier_id: int, on: date) -> tuple[Supplier, list[Paper]] | None:
    """Return a supplier that may sell on a day, with its papers that hold; None when it may not."""
    span = suppliers.selling_spans(on).filter(supplier_id=supplier_id).select_related("supplier__county").first()
    if span is None:
        return None
    papers = suppliers.papers_holding(on).filter(supplier_id=supplier_id, kind__in=_READABLE)
    return span.supplier, list(papers.order_by("kind", "pk"))


def side_by_side(offer_ids: Iterable[int], on: date) -> list[ShelfRow]:
    """Return up to five offers that show on a day, in the order in which they were chosen."""
    chosen = list(dict.fromkeys(offer_ids))[:SIDE_BY_SIDE]
    rows = with_held(shown(on).filter(pk__in=chosen), on).select_related("offer__product__county", "supplier")
    return sorted(rows, key=lambda row: chosen.index(row.pk))


def suggestions(text: str, on: date) -> list[str]:
    """Return names of goods that show on a day and have the words typed so far, the best first; one statement."""
    query = parse(text)
    if not query.wanted:
        return []
    parts = conditions(Asked(Query(query.wanted)), "", {}, on)
    rows = shown(on)
    for part in parts.values():
        rows = rows.filter(part)
    names = set(rows.values_list("offer__product__name", flat=True)[:_LOOKED_AT])
    return sorted(names, key=lambda name: (-fit(name, query), len(name), name))[:SUGGESTED]
