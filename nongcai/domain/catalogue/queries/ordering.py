"""What an order needs to know of offers, on the day on which it is placed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from nongcai.domain.catalogue.models import FreightRow, Offer, PriceTier
from nongcai.domain.catalogue.queries.rows import FEES, loaded
from nongcai.domain.catalogue.queries.showing import shown
from nongcai.domain.catalogue.rules import pricing
from nongcai.domain.catalogue.rules.pricing import Fee, Tier
from nongcai.foundation import planned, records


class Orderable(NamedTuple):
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
    """Map those of these offers that show on a day to what an order needs to know of them; in one statement."""
    return goods_beside(planned.rows(goods_told(on), {"offers": planned.array_of(offer_ids)}))


def goods_told(on: date) -> str:
    """Return the statement that reads the offers of `%(offers)s` that show on a day, to be joined with others."""
    # How many they are, the database need not know when it plans: it plans once.
    return f"""
        SELECT * FROM ({_compiled(on)}) found
        WHERE found.offer_id = ANY (ARRAY(SELECT unnest(%(offers)s::bigint[])))
    """


def goods_beside(rows: Iterable[Sequence[Any]]) -> dict[int, Orderable]:
    """Map the offers that stand last in rows to what an order needs to know of them; a row may be without one."""
    found = (row[-GOODS_WIDTH:] for row in rows)
    return {goods.offer_id: goods for goods in (_orderable(*row) for row in found if row[0] is not None)}


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


# As they stand in the row that is read; three more are made of what follows them.
_FIELDS = {
    **{name: name for name in ("offer_id", "supplier_id", "county_code", "category_path")},
    **{name: f"offer__{name}" for name in ("resource_id", "specification", "sale_unit", "price", "minimum", "net")},
    "measured": "offer__measured",
    "seller_id": "supplier__organisation_id",
    "supplier_name": "supplier__name",
    "product_name": "offer__product__name",
    "category": "offer__product__category__name",
    "plan_id": "offer__freight_id",
}
_DERIVED = ("offer__is_catch_weight", "offer__band_percent", "offer__gross_kilograms", "told_tiers", "told_fees")
GOODS_WIDTH = len(_FIELDS) + len(_DERIVED)


@lru_cache(maxsize=4)
def _compiled(on: date) -> str:
    tiers = PriceTier.objects.filter(offer_id=OuterRef("offer_id")).order_by("from_quantity")
    fees = FreightRow.objects.filter(plan_id=OuterRef("offer__freight_id"))
    told = shown(on).annotate(
        told_tiers=ArraySubquery(tiers.values(json=JSONObject(from_quantity="from_quantity", price="price"))),
        told_fees=ArraySubquery(fees.values(json=JSONObject(**{name: name for name in FEES}))),
    )
    return records.spelt_out(told.order_by().values_list(*_FIELDS.values(), *_DERIVED))


def _orderable(*told: Any) -> Orderable:
    *plain, is_catch_weight, band_percent, gross_kilograms, tiers, fees = told
    row = dict(zip(_FIELDS, plain, strict=True))
    return Orderable(
        **row,
        tiers=tuple(Tier(**one) for one in map(loaded, tiers)),
        band_percent=band_percent if is_catch_weight else None,
        kilograms=pricing.carried(gross_kilograms, row["net"], row["measured"]),
        fees=tuple(Fee(**one) for one in map(loaded, fees)),
    )


def names_of(offer_ids: Iterable[int]) -> list[str]:
    """Return what offers are of, whether they show or not; what is unknown is left out."""
    rows = Offer.objects.filter(pk__in=list(offer_ids)).order_by("pk")
    return list(rows.values_list("product__name", flat=True))
