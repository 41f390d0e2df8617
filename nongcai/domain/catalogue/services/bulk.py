"""Many products at once, by the same rules, in a few statements: what is uploaded, submitted and passed together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.errors import PictureMissingError
from nongcai.domain.catalogue.models import Category, Offer, Picture, PriceChange, Product, ProductFact, ProductPaper
from nongcai.domain.catalogue.rules import describing, pricing
from nongcai.domain.catalogue.services.describing import claims_of, require_category, require_needs
from nongcai.domain.catalogue.services.offering import settle
from nongcai.domain.catalogue.services.pictures import row_of, sizes_of
from nongcai.domain.catalogue.services.stepping import admitted, require_step, take_many
from nongcai.domain.catalogue.states import ProductAction
from nongcai.domain.documents import services as documents
from nongcai.domain.holds import services as holds
from nongcai.domain.suppliers import queries as suppliers
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from nongcai.domain.catalogue.rules.describing import Asked, ToldProduct
    from nongcai.domain.catalogue.services.offering import ToldOffer
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.regions.models import County
    from nongcai.domain.suppliers.models import Supplier
    from nongcai.foundation.pictures import Prepared


@dataclass(frozen=True)
class Bundle:
    """A product with one offer, switched on, and its pictures, each with its words."""

    told: ToldProduct
    offer: ToldOffer
    price: Decimal
    quantity: Decimal
    pictures: Sequence[tuple[Prepared, str]] = ()


@dataclass
class _Known:
    """What was looked up once for all."""

    supplier: Supplier
    on: date
    at: datetime
    categories: dict[int, tuple[Category, list[Asked]]] = field(default_factory=dict)
    counties: dict[str, County] = field(default_factory=dict)

    def category(self, category_id: int) -> tuple[Category, list[Asked]]:
        """Return a category that takes products, and what it asks."""
        if category_id not in self.categories:
            found = queries.category_of(category_id)
            require_category(found)
            self.categories[category_id] = (found, queries.asked_by(found))
        return self.categories[category_id]

    def county(self, code: str) -> County:
        """Return a county of origin."""
        if code not in self.counties:
            self.counties[code] = suppliers.county_of(code, self.on)
        return self.counties[code]


@transaction.atomic
def draft_products(*, actor: Actor, bundles: Sequence[Bundle], at: datetime) -> list[Product]:
    """Begin many products, each with an offer and its pictures; either all are kept, or none.

    :raises DomainError: as for one product, offer and picture.
    """
    known = _Known(admitted(actor), day_of(at), at)
    described = [_described(known, one) for one in bundles]
    products = records.insert_many([product for product, _said, _proven in described])
    records.insert_many(
        [
            ProductFact(product=row, attribute_id=key, value=text)
            for row, (_, said, _proven) in zip(products, described, strict=True)
            for key, text in said.items()
        ]
    )
    records.insert_many(
        [
            ProductPaper(product=row, certificate=key, paper_id=paper)
            for row, (_, _said, proven) in zip(products, described, strict=True)
            for key, paper in proven.items()
        ]
    )
    _offer(products, bundles, actor, at)
    _picture(products, bundles, actor, at)
    return products


@transaction.atomic
def submit_products(*, actor: Actor, product_ids: Sequence[int], at: datetime) -> int:
    """Hand many products in; return how many. Either all are handed in, or none.

    :raises DomainError: as for one product.
    """
    admitted(actor)
    products, on = _locked(actor, product_ids), day_of(at)
    told = queries.told_by_any(products)
    for product in products:
        require_step(product, ProductAction.SUBMIT, actor)
        require_category(product.category)
        facts = {fact.attribute_id: fact.value for fact in product.facts.all()}
        describing.answers(queries.asked_by(product.category), facts)
        claims_of(product, {claim.certificate: claim.paper_id for claim in product.claims.all()}, on)
        require_needs(product, on)
        if not product.pictures.all():
            raise PictureMissingError
        product.version += 1
    take_many(products, ProductAction.SUBMIT, actor=actor, at=at, told=told)
    return len(products)


@transaction.atomic
def pass_products(*, actor: Actor, product_ids: Sequence[int], at: datetime) -> int:
    """Pass many products at once; return how many. Either all pass, or none.

    :raises DomainError: as for one product.
    """
    products, on = _locked(actor, product_ids), day_of(at)
    for product in products:
        require_step(product, ProductAction.PASS, actor)
        require_needs(product, on)
    take_many(products, ProductAction.PASS, actor=actor, at=at)
    return len(products)


def _locked(actor: Actor, product_ids: Sequence[int]) -> list[Product]:
    rows = queries.products_visible_to(actor).filter(pk__in=product_ids).order_by("pk")
    found = list(rows.select_for_update(of=("self",), no_key=True))
    if len(found) != len(set(product_ids)):
        raise NotFoundError(what="商品")
    return found


def _described(known: _Known, one: Bundle) -> tuple[Product, dict[int, str], dict[str, int]]:
    told = one.told
    describing.require_plain(told.texts)
    describing.require_net(told.net_quantity, told.net_unit)
    category, asked = known.category(told.category_id)
    product = Product(
        supplier=known.supplier,
        category=category,
        county=known.county(told.county_code),
        shelf_life_days=told.shelf_life_days,
        net_quantity=told.net_quantity,
        net_unit=told.net_unit,
        changed_at=known.at,
        **{name: text.strip() for name, text in told.texts.items()},
    )
    said = describing.answers(asked, told.facts)
    return product, said, claims_of(product, told.claims, known.on)


def _offer(products: Sequence[Product], bundles: Sequence[Bundle], actor: Actor, at: datetime) -> None:
    rows = []
    for product, one in zip(products, bundles, strict=True):
        pricing.require_price(one.price)
        offer = Offer(product=product, price=one.price, resource_id=holds.new_key(), is_on=True, changed_at=at)
        settle(offer, one.offer)
        rows.append(offer)
    offers = records.insert_many(rows)
    stock = [(row.resource_id, f"offer:{row.pk}", one.quantity) for row, one in zip(offers, bundles, strict=True)]
    holds.open_resources(told=stock, at=at)
    records.insert_many(
        [PriceChange(offer=row, after=row.price, user_id=actor.user_id, by_label=actor.label, at=at) for row in offers]
    )


def _picture(products: Sequence[Product], bundles: Sequence[Bundle], actor: Actor, at: datetime) -> None:
    shown: list[tuple[Picture, Prepared]] = []
    for product, one in zip(products, bundles, strict=True):
        shown += [
            (row_of(product, ready, alt, position), ready)
            for position, (ready, alt) in enumerate(one.pictures, start=1)
        ]
    pictures = records.insert_many([row for row, _ready in shown])
    files = [file for row, (_, ready) in zip(pictures, shown, strict=True) for file in sizes_of(row, ready)]
    documents.store_many(files=files, at=at, user_id=actor.user_id)
