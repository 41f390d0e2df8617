"""A supplier says what its product is, hands it in, and may take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.errors import (
    CategoryClosedError,
    CategoryNotLastError,
    ClaimError,
    NeedsMissingError,
    PictureMissingError,
    ProductStepError,
)
from nongcai.domain.catalogue.models import Category, Product, ProductFact, ProductPaper
from nongcai.domain.catalogue.rules import describing, squeezed
from nongcai.domain.catalogue.services.offering import measure_anew
from nongcai.domain.catalogue.services.stepping import admitted, locked, require_step, take
from nongcai.domain.catalogue.states import OPEN_TO_SUPPLIER, PROVEN_BY, SHOWN, Certificate, ProductAction
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers.states import PaperKind
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from nongcai.domain.catalogue.rules.describing import ToldProduct
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Paper

_OWN = (
    "name",
    "producer",
    "standard",
    "shelf_life_days",
    "storage",
    "allergens",
    "net_quantity",
    "net_unit",
    "words",
)


@transaction.atomic
def draft_product(*, actor: Actor, told: ToldProduct, at: datetime) -> Product:
    """Begin a product; it is looked at when it is submitted.

    :raises SupplierNotAdmittedError: when the supplier was not admitted.
    :raises CategoryClosedError: when the category takes no more products.
    :raises CategoryNotLastError: when others stand below it.
    :raises MarkupError: when a text holds markup.
    :raises NetUnitError: when a content has no unit.
    :raises ClaimError: when a certificate is not proven by a paper of its own that was accepted.
    :raises CountyEndedError: when the county of origin had ended by that day.
    :raises NotOfTheCountiesError: when it is none of the 832.
    """
    supplier = admitted(actor)
    product = Product(supplier=supplier, changed_at=at)
    _describe(product, told, at)
    return product


@transaction.atomic
def revise_product(*, actor: Actor, product_id: int, told: ToldProduct, at: datetime) -> Product:
    """Say anew what a product is. When it was listed and something changes, it is looked at again.

    :raises ProductStepError: when it is with the platform, or no longer sold.
    """
    admitted(actor)
    product = locked(actor, product_id)
    require_described(product, actor)
    before = queries.told_by(product)
    _describe(product, told, at)
    changed_what_stands(product, before, actor=actor, at=at)
    measure_anew(product, at=at)
    return product


def require_described(product: Product, actor: Actor) -> None:
    """Want a product that its supplier may describe: open to it, or listed, which opens it.

    :raises ProductStepError: when it is with the platform, or no longer sold.
    """
    if product.state not in (*OPEN_TO_SUPPLIER, *SHOWN):
        raise ProductStepError(state=product.get_state_display(), action="修改")
    if product.state in SHOWN:
        require_step(product, ProductAction.CHANGE, actor)


def changed_what_stands(product: Product, before: dict[str, str], *, actor: Actor, at: datetime) -> None:
    """Take a listed product back to its supplier when what is regulated is no longer what it was."""
    if product.state in SHOWN and queries.told_by(product) != before:
        take(product, ProductAction.CHANGE, actor=actor, at=at)


@transaction.atomic
def submit_product(*, actor: Actor, product_id: int, at: datetime) -> Product:
    """Hand a product in, as a version that a reviewer decides on.

    :raises CategoryClosedError: when its category takes no more products.
    :raises FactMissingError: when an attribute of its category has no answer.
    :raises ClaimError: when a paper that proves a certificate no longer holds.
    :raises NeedsMissingError: when its supplier holds no paper that its category wants.
    :raises PictureMissingError: without a picture.
    """
    admitted(actor)
    product = locked(actor, product_id)
    require_step(product, ProductAction.SUBMIT, actor)
    on = day_of(at)
    require_category(product.category)
    facts = {fact.attribute_id: fact.value for fact in product.facts.all()}
    describing.answers(queries.asked_by(product.category), facts)
    claims_of(product, {claim.certificate: claim.paper_id for claim in product.claims.all()}, on)
    require_needs(product, on)
    if not product.pictures.exists():
        raise PictureMissingError
    product.version += 1
    take(product, ProductAction.SUBMIT, actor=actor, at=at, told=queries.told_by(product))
    return product


@transaction.atomic
def withdraw_product(*, actor: Actor, product_id: int, at: datetime) -> Product:
    """Take a product back before it was looked at."""
    product = locked(actor, product_id)
    require_step(product, ProductAction.WITHDRAW, actor)
    take(product, ProductAction.WITHDRAW, actor=actor, at=at)
    return product


@transaction.atomic
def retire_product(*, actor: Actor, product_id: int, at: datetime) -> Product:
    """Sell a product no more; it stays readable."""
    product = locked(actor, product_id)
    require_step(product, ProductAction.RETIRE, actor)
    take(product, ProductAction.RETIRE, actor=actor, at=at)
    return product


def _describe(product: Product, told: ToldProduct, at: datetime) -> None:
    on = day_of(at)
    describing.require_plain(told.texts)
    describing.require_net(told.net_quantity, told.net_unit)
    if told.category_id != product.category_id:
        product.category = queries.category_of(told.category_id)
        require_category(product.category)
    if product.county_id is None or told.county_code not in {product.county.code, product.county.current_code}:
        product.county = suppliers.county_of(told.county_code, on)
    for name in _OWN:
        value = getattr(told, name)
        setattr(product, name, value.strip() if isinstance(value, str) else value)
    product.changed_at = at
    said = describing.answers(queries.asked_by(product.category), told.facts)
    proven = claims_of(product, told.claims, on)
    records.save(product, "category", "county", *_OWN, "changed_at")
    _write(product, said, proven)


def _write(product: Product, said: dict[int, str], proven: dict[str, int]) -> None:
    records.remove(ProductFact.objects.filter(product=product))
    records.insert_many([fact_of(product, key, text) for key, text in said.items()])
    records.remove(ProductPaper.objects.filter(product=product))
    records.insert_many(
        [ProductPaper(product=product, certificate=key, paper_id=paper) for key, paper in proven.items()]
    )


def fact_of(product: Product, attribute_id: int, text: str) -> ProductFact:
    """Return what a product says to an attribute, also as it is compared with the words of reference prices."""
    return ProductFact(product=product, attribute_id=attribute_id, value=text, folded=squeezed(text)[:100])


def require_category(category: Category) -> None:
    """Want a category that takes products."""
    if not category.is_open:
        raise CategoryClosedError(name=category.name)
    if category.children.exists():
        raise CategoryNotLastError(name=category.name)


def claims_of(product: Product, claims: Mapping[str, int], on: date) -> dict[str, int]:
    """Return the papers that prove certificates, each of the right kind, of this supplier, accepted and in its term."""
    return proven_by(held_by(queries.papers_for(product.supplier_id, on)), claims) if claims else {}


def held_by(papers: Iterable[Paper]) -> dict[int, str]:
    """Map papers to their kinds."""
    return {row.pk: row.kind for row in papers}


def proven_by(held: Mapping[int, str], claims: Mapping[str, int]) -> dict[str, int]:
    """Return the papers that prove certificates, each held and of the right kind.

    :raises ClaimError: naming a certificate that is not proven.
    """
    told = dict(claims)
    for certificate, paper_id in told.items():
        kind = PROVEN_BY[Certificate(certificate)]
        if held.get(paper_id) != kind:
            facts = {"certificate": Certificate(certificate).label, "paper": PaperKind(kind).label}
            raise ClaimError(**facts, fields={f"claim_{certificate}": [ClaimError.message.format(**facts)]})
    return told


def require_needs(product: Product, on: date) -> None:
    """Want the supplier to hold what the product's category wants.

    :raises NeedsMissingError: naming what is missing.
    """
    lacking = queries.lacking_papers(product, on)
    if lacking:
        papers = "、".join(str(PaperKind(kind).label) for kind in lacking)
        raise NeedsMissingError(category=product.category.name, papers=papers)
