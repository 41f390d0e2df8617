"""Many products at once, by the same rules, in a few statements: what is uploaded, submitted and passed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.errors import PictureMissingError
from nongcai.domain.catalogue.models import Offer, Picture, PriceChange, Product, ProductPaper
from nongcai.domain.catalogue.rules import describing, pricing
from nongcai.domain.catalogue.services.describing import claims_of, fact_of, proven_by, require_category, require_needs
from nongcai.domain.catalogue.services.knowing import Known
from nongcai.domain.catalogue.services.offering import settle
from nongcai.domain.catalogue.services.pictures import row_of, sizes_of
from nongcai.domain.catalogue.services.stepping import admitted, require_step, take_many
from nongcai.domain.catalogue.states import ProductAction
from nongcai.domain.documents import services as documents
from nongcai.domain.holds import services as holds
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from nongcai.domain.catalogue.rules.describing import ToldProduct
    from nongcai.domain.catalogue.services.offering import ToldOffer
    from nongcai.domain.organisations.actors import Actor
    from nongcai.foundation.pictures import Prepared


@dataclass(frozen=True)
class Bundle:
    """A product with one offer, switched on, and its pictures, each with its words."""

    told: ToldProduct
    offer: ToldOffer
    price: Decimal
    quantity: Decimal
    pictures: Sequence[tuple[Prepared, str]] = ()


@dataclass(frozen=True)
class Sale:
    """A product, how it is sold, for what, and how much there is."""

    product: Product
    told: ToldOffer
    price: Decimal
    quantity: Decimal


@transaction.atomic
def draft_products(*, actor: Actor, bundles: Sequence[Bundle], at: datetime) -> list[Product]:
    """Begin many products, each with an offer and its pictures; either all are kept, or none.

    :raises DomainError: as for one product, offer and picture.
    """
    known = Known(admitted(actor), day_of(at), at)
    products = describe_many(known, [one.told for one in bundles])
    sales = [Sale(product, one.offer, one.price, one.quantity) for product, one in zip(products, bundles, strict=True)]
    sell_many(known, sales, user_id=actor.user_id, by_label=actor.label)
    _picture(products, bundles, actor, at)
    return products


def describe_many(known: Known, told: Sequence[ToldProduct]) -> list[Product]:
    """Write down many products of a supplier as they are told, in a few statements."""
    described = [_described(known, one) for one in told]
    products = records.insert_many([product for product, _said, _proven in described])
    records.insert_many(
        [
            fact_of(row, key, text)
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
    return products


def sell_many(known: Known, sales: Sequence[Sale], *, user_id: int | None, by_label: str) -> list[Offer]:
    """Sell many products of a supplier, each offer switched on, in a few statements."""
    rows = []
    for one in sales:
        pricing.require_price(one.price)
        offer = Offer(
            product=one.product, price=one.price, resource_id=holds.new_key(), is_on=True, changed_at=known.at
        )
        settle(offer, one.told, known.plans)
        rows.append(offer)
    offers = records.insert_many(rows)
    stock = [(row.resource_id, f"offer:{row.pk}", one.quantity) for row, one in zip(offers, sales, strict=True)]
    holds.open_resources(told=stock, at=known.at)
    records.insert_many(
        [PriceChange(offer=row, after=row.price, user_id=user_id, by_label=by_label, at=known.at) for row in offers]
    )
    return offers


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


def _described(known: Known, told: ToldProduct) -> tuple[Product, dict[int, str], dict[str, int]]:
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
    return product, said, proven_by(known.held, told.claims) if told.claims else {}


def _picture(products: Sequence[Product], bundles: Sequence[Bundle], actor: Actor, at: datetime) -> None:
    shown: list[tuple[Picture, Prepared]] = []
    for product, one in zip(products, bundles, strict=True):
        shown += [
            (row_of(product, ready, alt, position), ready)
            for position, (ready, alt) in enumerate(one.pictures, start=1)
        ]
    pictures = records.insert_many([row for row, _ready in shown])
    files = [file for row, (_, ready) in zip(pictures, shown, strict=True) for file in sizes_of(row, ready)]
    documents.store_many(told=files, at=at, user_id=actor.user_id)
