"""The market hall: offers found by words and filters, goods, their sellers, names while typing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.queries import Asked
from nongcai.domain.catalogue.rules import parse
from nongcai.domain.suppliers import queries as suppliers
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS

if TYPE_CHECKING:
    from nongcai.domain.catalogue.queries import OfferRow

router = Router(tags=["hall"])

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Price = Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]
# PostgreSQL keeps no such character, so that no name has it.
PLAIN = r"^[^\x00]*$"
_SAME = (
    *("product_id", "name", "specification", "supplier_id", "county_code", "price", "sale_unit", "unit_price"),
    *("measured", "minimum", "lead_days", "in_stock"),
)
Words = Annotated[str, Field(max_length=100, pattern=PLAIN)]


class AskedIn(Schema):
    """Words and filters. `to` and `province` are two digits of a code, `prefecture` four.

    Prices are yuan by what is `measured`; `listed` is the name of a list of counties.
    """

    q: Words = ""
    category: Key | None = None
    province: Annotated[str, Field(pattern=r"^(\d{2})?$")] = ""
    prefecture: Annotated[str, Field(pattern=r"^(\d{4})?$")] = ""
    county: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""
    listed: Annotated[str, Field(max_length=40, pattern=PLAIN)] = ""
    supplier: Key | None = None
    zone: Key | None = None
    certificate: list[Literal["organic", "green", "origin", "promise"]] = Field(default=[], max_length=4)
    low: Price | None = None
    high: Price | None = None
    measured: Literal["", "mass", "volume", "count"] = ""
    to: Annotated[str, Field(pattern=r"^(\d{2})?$")] = ""
    in_stock: bool = False
    sort: Literal["relevance", "price", "newest"] = "relevance"
    after: Annotated[str, Field(max_length=60, pattern=PLAIN)] = ""
    size: Annotated[int, Field(ge=1, le=100)] = catalogue.ROWS


class HallOfferOut(Schema):
    """An offer as it stands on the shelf; `unit_price` is yuan by kilogram, litre or piece."""

    id: int
    product_id: int
    name: str
    specification: str
    supplier_id: int
    supplier: str
    county_code: str
    price: Decimal
    sale_unit: str
    unit_price: Decimal
    measured: str
    minimum: int
    lead_days: int
    in_stock: bool
    certificates: list[str]


class OptionOut(Schema):
    """A value that a filter may take, and how many offers it leaves; where there are more than counted, at least so."""

    value: str
    label: str
    count: int


class RelaxedOut(Schema):
    """A filter or word that could be given up, and how many offers there would be."""

    name: str
    value: str
    count: int


class FoundOut(Schema):
    """A page of offers. `total` ends at 1000 (`is_more`); `after` asks for the next page, empty at the last."""

    total: int
    is_more: bool
    after: str
    items: list[HallOfferOut]
    options: dict[str, list[OptionOut]]
    relaxed: list[RelaxedOut]


class HallCategoryOut(Schema):
    """A category that is open."""

    id: int
    parent_id: int | None
    name: str


class ProofOut(Schema):
    """A paper that holds today."""

    kind: str
    number: str
    issuer: str
    since: date
    until: date | None


class HallPriceOut(Schema):
    """A price that was set."""

    offer_id: int
    before: Decimal | None
    after: Decimal
    on: date


class GoodsOut(Schema):
    """A product with its offers that show today, what it claims, and its prices."""

    id: int
    name: str
    category_id: int
    origin: str
    producer: str
    standard: str
    shelf_life_days: int
    storage: str
    allergens: str
    words: str
    facts: dict[str, str]
    offers: list[HallOfferOut]
    certificates: list[ProofOut]
    prices: list[HallPriceOut]


class ScoreOut(Schema):
    """What buyers thought in the last year: goods 50 %, delivery 25 %, service 25 %; each buyer weighs the same."""

    value: Decimal
    goods: Decimal
    delivery: Decimal
    service: Decimal
    orders: int
    buyers: int
    since: date


class SellerOut(Schema):
    """A supplier that may sell today, with its papers; no score where nothing was evaluated."""

    id: int
    name: str
    kind: str
    county: str
    score: ScoreOut | None
    papers: list[ProofOut]


@router.get(
    "/hall/categories",
    response={200: list[HallCategoryOut], **REFUSALS},
    operation_id="list_hall_categories",
    summary="The categories that are open, from the top down",
)
def list_hall_categories(request: ApiRequest) -> list[dict[str, Any]]:  # noqa: ARG001  ninja hands it over
    return [{"id": one.id, "parent_id": one.parent_id, "name": one.name} for one in catalogue.vocabulary().branches]


@router.get(
    "/hall/offers",
    response={200: FoundOut, **REFUSALS},
    operation_id="find_offers",
    summary="Offers that show today, by words, pinyin, initials and filters, with counts",
)
def find_offers(request: ApiRequest, told: Query[AskedIn]) -> dict[str, Any]:  # noqa: ARG001  ninja hands it over
    same = (
        "category",
        "province",
        "prefecture",
        "county",
        "supplier",
        "zone",
        "low",
        "high",
        "measured",
        "to",
        "in_stock",
        "sort",
        "after",
        "listed",
    )
    asked = Asked(parse(told.q), certificates=tuple(told.certificate), **{name: getattr(told, name) for name in same})
    found = catalogue.find(asked, timezone.localdate(), size=told.size)
    return {
        "total": found.total,
        "is_more": found.is_more,
        "after": found.after,
        "items": [_offer(row) for row in found.rows],
        "options": {
            name: [{"value": one.value, "label": one.label, "count": one.count} for one in options if one.count]
            for name, options in found.options.items()
        },
        "relaxed": found.relaxed,
    }


@router.get(
    "/hall/offers/compare",
    response={200: list[HallOfferOut], **REFUSALS},
    operation_id="compare_offers",
    summary="Up to five offers that show today, in the order asked for",
)
def compare_offers(
    request: ApiRequest,  # noqa: ARG001  ninja hands it over
    offer: Annotated[list[Key], Query(min_length=1, max_length=catalogue.SIDE_BY_SIDE)],
) -> list[dict[str, Any]]:
    return [_offer(row) for row in catalogue.side_by_side(offer, timezone.localdate())]


@router.get(
    "/hall/names",
    response={200: list[str], **REFUSALS},
    operation_id="suggest_goods",
    summary="Names of goods while somebody types",
)
def suggest_goods(request: ApiRequest, q: Annotated[str, Query(max_length=100, pattern=PLAIN)] = "") -> list[str]:  # noqa: ARG001  ninja hands it over
    return catalogue.suggestions(q, timezone.localdate())


@router.get(
    "/hall/goods/{goods_id}",
    response={200: GoodsOut, **REFUSALS},
    operation_id="show_goods",
    summary="A product of the hall with its offers, certificates and prices",
)
def show_goods(request: ApiRequest, goods_id: int) -> dict[str, Any]:  # noqa: ARG001  ninja hands it over
    shown = catalogue.product_shown(goods_id, timezone.localdate())
    if shown is None:
        raise Http404
    product = shown.product
    same = ("id", "name", "category_id", "producer", "standard", "shelf_life_days", "storage", "allergens", "words")
    return {
        **{name: getattr(product, name) for name in (*same, "origin", "facts")},
        "offers": [_offer(row) for row in shown.offers],
        "certificates": [_proof(one) | {"kind": one.certificate} for one in product.claims],
        "prices": [
            {"offer_id": one.offer_id, "before": one.before, "after": one.after, "on": timezone.localdate(one.at)}
            for one in product.prices
        ],
    }


@router.get(
    "/hall/sellers/{seller_id}",
    response={200: SellerOut, **REFUSALS},
    operation_id="show_seller",
    summary="A supplier of the hall with its papers that hold",
)
def show_seller(request: ApiRequest, seller_id: int) -> dict[str, Any]:  # noqa: ARG001  ninja hands it over
    told = catalogue.supplier_shown(seller_id, timezone.localdate())
    if told is None:
        raise Http404
    supplier, papers = told
    return {
        "id": supplier.pk,
        "name": supplier.name,
        "kind": supplier.kind,
        "county": supplier.county.place,
        "score": suppliers.score_of(supplier.pk),
        "papers": [_proof(one) | {"kind": one.kind} for one in papers],
    }


def _offer(row: OfferRow) -> dict[str, Any]:
    return {
        "id": row.pk,
        "supplier": row.supplier_name,
        "certificates": row.held,
        **{name: getattr(row, name) for name in _SAME},
    }


def _proof(paper: Any) -> dict[str, Any]:
    return {name: getattr(paper, name) for name in ("number", "issuer", "since", "until")}
