"""What an order needs to know of offers, on the day on which it is placed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.catalogue.models import Offer
from nongcai.domain.catalogue.queries.showing import shown
from nongcai.domain.catalogue.rules import pricing
from nongcai.domain.catalogue.rules.pricing import Fee, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from nongcai.domain.catalogue.models import ShelfRow


@dataclass(frozen=True)
class Orderable:
    """An offer that shows: whose it is, what it costs, and how it is carried. Without a plan carriage is free."""

    offer_id: int
    resource_id: UUID
    supplier_id: int
    seller_id: int
    supplier_name: str
    product_name: str
    specification: str
    sale_unit: str
    county_code: str
    category_path: str
    category: str
    price: Decimal
    tiers: tuple[Tier, ...]
    minimum: int
    net: Decimal
    measured: str
    band_percent: Decimal | None
    kilograms: Decimal
    plan_id: int | None
    fees: tuple[Fee, ...]

    def price_at(self, quantity: int) -> Decimal:
        """Return what a sale unit costs when so many are bought."""
        return pricing.price_at(self.price, self.tiers, quantity)

    def delivers_to(self, province: str) -> bool:
        """Say whether it is delivered to a province (two digits of its code)."""
        return self.plan_id is None or not pricing.withheld_from(self.fees, [province])


def goods_to_order(offer_ids: Iterable[int], on: date) -> dict[int, Orderable]:
    """Map those of these offers that show on a day to what an order needs to know of them."""
    rows = shown(on).filter(pk__in=list(offer_ids))
    rows = rows.select_related("offer__product__category", "supplier")
    return {row.pk: _orderable(row) for row in rows.prefetch_related("offer__tiers", "offer__freight__rows")}


def carriage_of(goods: Iterable[tuple[Orderable, int, Decimal]], province: str) -> Decimal | None:
    """Return what it costs to carry goods, each with its quantity and amount, together; None where one is not carried.

    Goods of one plan travel together: its fees are reckoned once, by the sums of their weights and amounts.
    """
    weights: dict[int, tuple[tuple[Fee, ...], Decimal, Decimal]] = {}
    nothing = Decimal(0)
    for one, quantity, amount in goods:
        if one.plan_id is not None:
            _fees, kilograms, sum_ = weights.get(one.plan_id, (one.fees, nothing, nothing))
            weights[one.plan_id] = (one.fees, kilograms + one.kilograms * quantity, sum_ + amount)
    fees = [
        pricing.freight_to(rows, province, kilograms=kilograms, goods=sum_)
        for rows, kilograms, sum_ in weights.values()
    ]
    return None if None in fees else sum((fee for fee in fees if fee), Decimal("0.00"))


def _orderable(row: ShelfRow) -> Orderable:
    offer = row.offer
    product = offer.product
    plan = offer.freight
    return Orderable(
        offer_id=row.pk,
        resource_id=offer.resource_id,
        supplier_id=row.supplier_id,
        seller_id=row.supplier.organisation_id,
        supplier_name=row.supplier.name,
        product_name=product.name,
        specification=offer.specification,
        sale_unit=offer.sale_unit,
        county_code=row.county_code,
        category_path=row.category_path,
        category=product.category.name,
        price=offer.price,
        tiers=tuple(Tier(one.from_quantity, one.price) for one in offer.tiers.all()),
        minimum=offer.minimum,
        net=offer.net,
        measured=offer.measured,
        band_percent=offer.band_percent if offer.is_catch_weight else None,
        kilograms=pricing.carried(offer.gross_kilograms, offer.net, offer.measured),
        plan_id=plan.pk if plan else None,
        fees=tuple(
            Fee(one.province, one.delivers, one.first_kilograms, one.first_fee, one.next_fee, one.free_from)
            for one in (plan.rows.all() if plan else ())
        ),
    )


def names_of(offer_ids: Iterable[int]) -> list[str]:
    """Return what offers are of, whether they show or not; what is unknown is left out."""
    rows = Offer.objects.filter(pk__in=list(offer_ids)).order_by("pk")
    return list(rows.values_list("product__name", flat=True))
