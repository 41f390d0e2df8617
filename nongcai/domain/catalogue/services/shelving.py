"""Putting offers on the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Value

from nongcai.domain.catalogue.models import Offer, ShelfRow
from nongcai.domain.catalogue.queries import needs_of, stock_of
from nongcai.domain.catalogue.rules.pricing import unit_price
from nongcai.domain.catalogue.states import SHOWN
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def put_up(product_ids: Iterable[int], *, at: datetime) -> int:
    """Recompute the rows of the shelf of these products' offers; return how many."""
    offers = list(
        Offer.objects.filter(product__in=list(product_ids))
        .select_related("product__category", "product__county")
        .prefetch_related("product__claims")
    )
    stock = stock_of(offers)
    records.remove(ShelfRow.objects.filter(offer__in=offers))
    records.insert_many([_row(offer, stock[offer.resource_id].available > 0, at) for offer in offers])
    return len(offers)


def _row(offer: Offer, in_stock: bool, at: datetime) -> ShelfRow:  # noqa: FBT001  a column
    product = offer.product
    return ShelfRow(
        offer=offer,
        product_id=product.pk,
        supplier_id=product.supplier_id,
        name=product.name,
        tokens=Value(""),
        category_path=product.category.path,
        county_code=product.county_id,
        province_code=product.county_id[:2],
        certificates=[claim.certificate for claim in product.claims.all()],
        needs=needs_of(product.category),
        price=offer.price,
        unit_price=unit_price(offer.price, offer.net),
        measured=offer.measured,
        in_stock=in_stock,
        is_up=offer.is_on and product.state in SHOWN,
        listed_at=product.listed_at or at,
    )
