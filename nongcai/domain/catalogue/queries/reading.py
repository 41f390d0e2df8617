"""Reading what stands in the hall: a product with its offers, a supplier, offers side by side, suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from nongcai.domain.catalogue.models import Picture, PriceChange, Product, ProductFact
from nongcai.domain.catalogue.queries.asking import Asked, conditions
from nongcai.domain.catalogue.queries.rows import OfferRow, ShownPicture, loaded, shown_of, shown_of_product
from nongcai.domain.catalogue.queries.showing import claims_holding, shown
from nongcai.domain.catalogue.rules import Query, fit, parse
from nongcai.domain.catalogue.states import Certificate, NetUnit
from nongcai.domain.regions.rules import place
from nongcai.domain.suppliers import queries as suppliers
from nongcai.foundation import planned

if TYPE_CHECKING:
    from nongcai.domain.suppliers.models import Paper, Supplier

SUGGESTED = 8
_LOOKED_AT = 5 * SUGGESTED
SIDE_BY_SIDE = 5
_PRICES = 24
_PLAIN = {
    "id": "id",
    "name": "name",
    "supplier_id": "supplier_id",
    "category_id": "category_id",
    "category_name": "category__name",
    "county_code": "county_id",
    **{name: name for name in ("producer", "standard", "shelf_life_days", "storage", "allergens", "words")},
    "score": "supplier__score__value",
    **{f"score_{name}": f"supplier__score__{name}" for name in ("orders", "buyers")},
}
_DERIVED = (
    *("county__province", "county__prefecture", "county__name", "net_quantity", "net_unit"),
    *("told_facts", "told_claims", "told_pictures", "told_prices"),
)
# Beside licences of the trade and of food, what a supplier may say of its goods.
_READABLE = ("business", "food_sale", "food_making", "organic", "green", "origin", "promise", "quarantine")


class Proof(NamedTuple):
    """A certificate that a product claims, and the paper that proves it on the day."""

    certificate: str
    number: str
    issuer: str
    since: date
    until: date | None

    @property
    def label(self) -> str:
        """What it certifies, in Chinese."""
        return str(Certificate(self.certificate).label)


class Price(NamedTuple):
    """A price that was set."""

    offer_id: int
    specification: str
    before: Decimal | None
    after: Decimal
    at: datetime


class ShownProduct(NamedTuple):
    """A product as its page shows it, beside its offers."""

    id: int
    name: str
    supplier_id: int
    category_id: int
    category_name: str
    county_code: str
    origin: str
    producer: str
    standard: str
    shelf_life_days: int
    storage: str
    allergens: str
    net: str
    words: str
    # The supplier's, where orders of it were evaluated.
    score: Decimal | None
    score_orders: int | None
    score_buyers: int | None
    facts: dict[str, str]
    claims: list[Proof]
    pictures: list[ShownPicture]
    prices: list[Price]


@dataclass(frozen=True)
class Shown:
    """A product as it stands in the hall on a day, with the offers that show, the cheapest first."""

    product: ShownProduct
    offers: list[OfferRow]


def product_shown(product_id: int, on: date) -> Shown | None:
    """Return a product with the offers that show on a day; None when none does; in two statements."""
    offers = shown_of_product(product_id, on)
    if not offers:
        return None
    statement, parameters = _told(on)
    (told,) = planned.rows(f"{statement} WHERE found.id = %s", (*parameters, product_id))
    *plain, province, prefecture, county, quantity, unit, facts, claims, pictures, prices = told
    row = dict(zip(_PLAIN, plain, strict=True))
    return Shown(
        ShownProduct(
            **row,
            origin=place(province, prefecture, county),
            net=f"{quantity.normalize():f} {NetUnit(unit).label}",
            facts={one["name"]: one["value"] for one in map(loaded, facts)},
            claims=[_proof(loaded(one)) for one in claims],
            pictures=[ShownPicture(**loaded(one)) for one in pictures],
            prices=[_price(loaded(one)) for one in reversed(prices)],
        ),
        offers,
    )


def _proof(told: dict[str, Any]) -> Proof:
    until = told.pop("until")
    since = date.fromisoformat(told.pop("since"))
    return Proof(**told, since=since, until=date.fromisoformat(until) if until else None)


def _price(told: dict[str, Any]) -> Price:
    return Price(**told | {"at": datetime.fromisoformat(told["at"])})


@lru_cache(maxsize=4)
def _told(on: date) -> tuple[str, tuple[Any, ...]]:
    own = {"product_id": OuterRef("pk")}
    facts = ProductFact.objects.filter(**own).order_by("attribute__position", "pk")
    claims = claims_holding(on).filter(**own).order_by("certificate")
    pictures = Picture.objects.filter(**own).order_by("position")
    shows = Exists(shown(on).filter(offer_id=OuterRef("offer_id")))
    prices = PriceChange.objects.filter(shows, offer__product_id=OuterRef("pk")).order_by("-at", "-pk")
    proof = {name: f"paper__{name}" for name in ("number", "issuer", "since", "until")}
    price = {"offer_id": "offer_id", "specification": "offer__specification"}
    price |= {name: name for name in ("before", "after", "at")}
    told = Product.objects.annotate(
        told_facts=ArraySubquery(facts.values(json=JSONObject(name="attribute__name", value="value"))),
        told_claims=ArraySubquery(claims.values(json=JSONObject(certificate="certificate", **proof))),
        told_pictures=ArraySubquery(pictures.values(json=JSONObject(id="pk", alt="alt"))),
        told_prices=ArraySubquery(prices.values(json=JSONObject(**price))[:_PRICES]),
    )
    columns = (*_PLAIN.values(), *_DERIVED)
    text, parameters = told.order_by().values_list(*columns).query.sql_with_params()
    return f"SELECT * FROM ({text}) found", tuple(parameters)


def supplier_shown(supplier_id: int, on: date) -> tuple[Supplier, list[Paper]] | None:
    """Return a supplier that may sell on a day, with its papers that hold; None when it may not."""
    span = suppliers.selling_spans(on).filter(supplier_id=supplier_id).select_related("supplier__county").first()
    if span is None:
        return None
    papers = suppliers.papers_holding(on).filter(supplier_id=supplier_id, kind__in=_READABLE)
    return span.supplier, list(papers.order_by("kind", "pk"))


def side_by_side(offer_ids: Iterable[int], on: date) -> list[OfferRow]:
    """Return up to five offers that show on a day, in the order in which they were chosen."""
    return shown_of(list(dict.fromkeys(offer_ids))[:SIDE_BY_SIDE], on)


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
