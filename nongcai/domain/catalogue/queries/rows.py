"""What a list, a comparison and the page of a product say of offers.

These statements are asked with every page of the hall: each is put together once a day and planned once a connection.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from nongcai.domain.catalogue.models import FreightRow, Picture, PriceTier, ShelfRow
from nongcai.domain.catalogue.queries.showing import shown, with_held
from nongcai.domain.catalogue.rules import pricing
from nongcai.domain.catalogue.rules.pricing import Delivered, Fee, Tier
from nongcai.domain.catalogue.states import Measured, SaleUnit
from nongcai.foundation import planned


class ShownPicture(NamedTuple):
    """A picture by its key, and its words for those who do not see it."""

    id: int
    alt: str


class OfferRow(NamedTuple):
    """An offer as lists show it; `held` are its certificates that hold. `unit_price` is yuan by what is `measured`."""

    pk: int
    product_id: int
    supplier_id: int
    name: str
    specification: str
    supplier_name: str
    county_code: str
    sale_unit: str
    minimum: int
    lead_days: int
    is_catch_weight: bool
    shelf_life_days: int
    net: Decimal
    gross_kilograms: Decimal | None
    freight_id: int | None
    price: Decimal
    unit_price: Decimal
    measured: str
    in_stock: bool
    mixed: int
    listed_at: datetime
    held: list[str]
    tiers: list[Tier]
    fees: list[Fee]
    picture: ShownPicture | None

    @property
    def measured_label(self) -> str:
        """By what its price is compared, in Chinese."""
        return str(Measured(self.measured).label)

    @property
    def sale_unit_label(self) -> str:
        """In what it is sold, in Chinese."""
        return str(SaleUnit(self.sale_unit).label)

    def delivered(self, province: str, quantity: int = 0) -> Delivered | None:
        """Return what so many units, or else the fewest that are sold, cost delivered to a province (two digits)."""
        return pricing.delivered(
            price=self.price,
            tiers=self.tiers,
            net=self.net,
            weight=pricing.carried(self.gross_kilograms, self.net, self.measured),
            fees=None if self.freight_id is None else self.fees,
            province=province,
            quantity=quantity or self.minimum,
        )


_FIELDS = {
    "pk": "offer_id",
    "name": "offer__product__name",
    "specification": "offer__specification",
    "supplier_name": "supplier__name",
    "sale_unit": "offer__sale_unit",
    "minimum": "offer__minimum",
    "lead_days": "offer__lead_days",
    "is_catch_weight": "offer__is_catch_weight",
    "shelf_life_days": "offer__product__shelf_life_days",
    "net": "offer__net",
    "gross_kilograms": "offer__gross_kilograms",
    "freight_id": "offer__freight_id",
    "tiers": "told_tiers",
    "fees": "told_fees",
    "picture": "first_picture",
}
FEES = ("province", "delivers", "first_kilograms", "first_fee", "next_fee", "free_from")


def rows_of(offer_ids: Iterable[int], on: date) -> list[OfferRow]:
    """Return what is said of offers, whether they show or not, in the order asked for; in one statement."""
    return _in_order(_any(on), offer_ids)


def shown_of(offer_ids: Iterable[int], on: date) -> list[OfferRow]:
    """Return what is said of those of some offers that show on a day, in the order asked for; in one statement."""
    return _in_order(_showing(on), offer_ids)


def shown_of_product(product_id: int, on: date) -> list[OfferRow]:
    """Return the offers of a product that show on a day, the cheapest first; in one statement."""
    statement, parameters = _showing(on)
    rows = _read(f"{statement} WHERE found.product_id = %s", (*parameters, product_id))
    return sorted(rows, key=lambda row: (row.unit_price, row.pk))


def _in_order(compiled: tuple[str, tuple[Any, ...]], offer_ids: Iterable[int]) -> list[OfferRow]:
    statement, parameters = compiled
    keys = list(dict.fromkeys(offer_ids))
    rows = _read(f"{statement} WHERE found.offer_id = ANY (%s::bigint[])", (*parameters, keys))
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


def _read(statement: str, parameters: Sequence[Any]) -> list[OfferRow]:
    return [_row(*told) for told in planned.rows(statement, parameters)]


def _row(*told: Any) -> OfferRow:
    *plain, tiers, fees, pictures = told
    picture = ShownPicture(**loaded(pictures[0])) if pictures else None
    rising = sorted((Tier(**one) for one in map(loaded, tiers)), key=lambda one: one.from_quantity)
    return OfferRow._make([*plain, rising, [Fee(**one) for one in map(loaded, fees)], picture])


def loaded(text: str) -> dict[str, Any]:
    """Read a row that came as JSON, its decimals as they are."""
    loaded: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return loaded


@lru_cache(maxsize=4)
def _any(on: date) -> tuple[str, tuple[Any, ...]]:
    return _compiled(ShelfRow.objects.all(), on)


@lru_cache(maxsize=4)
def _showing(on: date) -> tuple[str, tuple[Any, ...]]:
    return _compiled(shown(on), on)


def _compiled(rows: QuerySet[ShelfRow], on: date) -> tuple[str, tuple[Any, ...]]:
    tiers = PriceTier.objects.filter(offer_id=OuterRef("offer_id"))
    fees = FreightRow.objects.filter(plan_id=OuterRef("offer__freight_id"))
    pictures = Picture.objects.filter(product_id=OuterRef("product_id")).order_by("position")
    told = with_held(rows, on).annotate(
        told_tiers=ArraySubquery(tiers.values(json=JSONObject(from_quantity="from_quantity", price="price"))),
        told_fees=ArraySubquery(fees.values(json=JSONObject(**{name: name for name in FEES}))),
        first_picture=ArraySubquery(pictures.values(json=JSONObject(id="pk", alt="alt"))[:1]),
    )
    columns = [_FIELDS.get(name, name) for name in OfferRow._fields]
    text, parameters = told.order_by().values_list(*columns).query.sql_with_params()
    return f"SELECT * FROM ({text}) found", tuple(parameters)
