"""Batches of a supplier, what its rows are compared with, and all of its offers as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from nongcai.domain.catalogue.models import Offer, OfferBatch, OfferBatchRow, Product
from nongcai.domain.catalogue.queries.offers import offers_visible_to
from nongcai.domain.catalogue.rules import squeezed
from nongcai.domain.catalogue.rules.bounding import key_of
from nongcai.domain.catalogue.states import ENDED, GOOD_ROWS, Certificate, RowOutcome
from nongcai.domain.documents import queries as documents
from nongcai.domain.holds import queries as holds
from nongcai.domain.suppliers import queries as suppliers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from decimal import Decimal

    from django.db.models import QuerySet

    from nongcai.domain.catalogue.rules.describing import Asked
    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor

CHUNK = 2000
_TOLD = ("name", "producer", "standard", "shelf_life_days", "storage", "allergens", "net_quantity", "net_unit", "words")
_SOLD = (
    "specification", "sale_unit", "pieces", "gross_kilograms", "price", "minimum", "lead_days", "season_from",
    "season_to", "is_catch_weight", "band_percent", "is_on",
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """A product that is there, and the specifications in which it is sold, folded."""

    product_id: int
    specifications: frozenset[str]


@dataclass(frozen=True)
class Line:
    """An offer of a table of offers, with its stock and what of it can still be had."""

    offer: Offer
    quantity: Decimal
    available: Decimal


def batches_visible_to(actor: Actor) -> QuerySet[OfferBatch]:
    """Select the batches of the supplier for which the actor works, the last first."""
    supplier = suppliers.supplier_of(actor)
    rows = OfferBatch.objects.filter(supplier=supplier) if supplier else OfferBatch.objects.none()
    return rows.select_related("category", "supplier").order_by("-pk")


def batch_of(batch_id: int) -> OfferBatch:
    """Return a batch for the job that works on it."""
    return OfferBatch.objects.select_related("category", "supplier").get(pk=batch_id)


def batch_file(batch: OfferBatch) -> Document | None:
    """Return the workbook of a batch; None when it was deleted in its time."""
    return documents.documents_of(batch.owner).filter(deleted_at=None).first()


def wrong_rows(batch: OfferBatch) -> QuerySet[OfferBatchRow]:
    """Select the rows with something wrong, in their order."""
    return OfferBatchRow.objects.filter(batch=batch, outcome=RowOutcome.WRONG).order_by("row_no")


def good_rows(batch: OfferBatch, *, after: int = 0) -> QuerySet[OfferBatchRow]:
    """Select the rows of which something becomes, in their order."""
    return OfferBatchRow.objects.filter(batch=batch, outcome__in=GOOD_ROWS, row_no__gt=after).order_by("row_no")


def batch_rows(batch: OfferBatch, outcome: str = "") -> QuerySet[OfferBatchRow]:
    """Select the rows of a batch, perhaps of one outcome, in their order."""
    rows = OfferBatchRow.objects.filter(batch=batch)
    return (rows.filter(outcome=outcome) if outcome else rows).order_by("row_no")


def labels_of_goods(asked: Iterable[Asked] = ()) -> dict[str, str]:
    """Map what a workbook says of goods to what its columns are called."""
    told = {name: str(Product._meta.get_field(name).verbose_name) for name in _TOLD}  # type: ignore[union-attr]  # own columns have names
    sold = {name: str(Offer._meta.get_field(name).verbose_name) for name in _SOLD}  # type: ignore[union-attr]  # own columns have names
    facts = {f"fact_{one.key}": one.name for one in asked}
    claims = {f"claim_{one}": str(one.label) for one in Certificate}
    return told | sold | facts | claims | {"origin": "产地", "plan": "运费模板", "quantity": "库存", "key": "编号"}


def goods_called(supplier_id: int, category_id: int, names: Collection[str]) -> list[int]:
    """Return the products of a supplier in a category that are called so; names are compared folded."""
    rows = _sold_still(supplier_id, category_id).values_list("pk", "name")
    return [pk for pk, name in rows.iterator(CHUNK) if squeezed(name) in names]


def held_goods(
    supplier_id: int, category_id: int, *, among: Collection[int] | None = None
) -> dict[tuple[str, ...], Held]:
    """Map the products of a supplier in a category, by what they are told from each other, to how they are sold."""
    rows = _sold_still(supplier_id, category_id)
    if among is not None:
        rows = rows.filter(pk__in=among)
    columns = ("name", "county", "producer", "net_quantity", "net_unit")
    rows = rows.annotate(sold=ArrayAgg("offers__specification", filter=Q(offers__isnull=False), default=[]))
    told = rows.order_by("-pk").values_list("pk", *columns, "sold")
    # Of two that are alike the first stays.
    return {
        key_of(dict(zip(columns, one, strict=True))): Held(pk, frozenset(map(squeezed, found)))
        for pk, *one, found in told
    }


def _sold_still(supplier_id: int, category_id: int) -> QuerySet[Product]:
    return Product.objects.filter(supplier_id=supplier_id, category_id=category_id).exclude(state__in=ENDED)


def sold_visible_to(actor: Actor, *, text: str = "", state: str = "") -> QuerySet[Offer]:
    """Select the offers within sight that are still sold, by a word of the product or supplier, by a state."""
    rows = offers_visible_to(actor).exclude(product__state__in=ENDED)
    if text:
        rows = rows.filter(Q(product__name__icontains=text) | Q(product__supplier__name__icontains=text))
    if state:
        rows = rows.filter(product__state=state)
    return rows.select_related("product__category", "product__county", "product__supplier").order_by("pk")


def batch_lines_visible_to(actor: Actor, *, text: str = "", state: str = "") -> Iterator[Line]:
    """Yield those offers with their stocks, some at a time: a table may be long."""
    rows, last = sold_visible_to(actor, text=text, state=state), 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield from lines_of(chunk)
        last = chunk[-1].pk


def lines_of(offers: Sequence[Offer]) -> list[Line]:
    """Return offers with their stocks."""
    stock = holds.resources([one.resource_id for one in offers])
    found = [(one, stock[one.resource_id]) for one in offers]
    return [Line(one, there.quantity, there.available) for one, there in found]
