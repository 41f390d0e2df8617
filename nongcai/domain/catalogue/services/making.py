"""Rows of goods become drafts of products with their offers; what is there already is not made again."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.errors import RowDiffersError, RowTwiceError
from nongcai.domain.catalogue.models import Product
from nongcai.domain.catalogue.rules import squeezed
from nongcai.domain.catalogue.services.alarming import watch_prices
from nongcai.domain.catalogue.services.bulk import Sale, describe_many, sell_many
from nongcai.domain.catalogue.services.judging import Judge, product_part
from nongcai.domain.catalogue.services.knowing import Known
from nongcai.domain.catalogue.services.shelving import put_up
from nongcai.domain.catalogue.services.staging import StagedRow
from nongcai.domain.catalogue.states import RowOutcome
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from nongcai.domain.catalogue.models import OfferBatch
    from nongcai.domain.catalogue.queries import Held
    from nongcai.domain.catalogue.services.judging import Fault, Judged, SaidRow

Key = tuple[str, ...]
_PRINT = Struct("q")


class _Begun(NamedTuple):
    """A product that a row above names, and what it said of it, in few bytes: a workbook may name many."""

    row_no: int
    said: bytes


class GoodsTrial:
    """Judges the rows of one workbook, each with those above it and with what is there."""

    def __init__(self, batch: OfferBatch, at: datetime) -> None:
        known = Known(batch.supplier, day_of(at), at)
        category = batch.category_id or 0
        self.labels = queries.labels_of_goods(known.category(category)[1])
        self.judge = Judge(known, category, self.labels)
        self.held: Mapping[Key, Held] = queries.held_goods(batch.supplier_id, category)
        self.begun: dict[Key, _Begun] = {}
        self.sold: dict[tuple[int, str], int] = {}

    def judged(self, rows: Iterable[SaidRow]) -> list[StagedRow]:
        """Say what becomes of rows."""
        return [self._one(row) for row in rows]

    def _one(self, row: SaidRow) -> StagedRow:
        judged, faults = self.judge.judge(row)
        if judged is None:
            return StagedRow(row, RowOutcome.WRONG, faults)
        held = self.held.get(judged.key)
        if held is not None and squeezed(judged.offer.specification) in held.specifications:
            return StagedRow(row, RowOutcome.SAME)
        begun = self.begun.get(judged.key)
        if begun is None:
            begun = self.begun[judged.key] = _Begun(row.row_no, _packed(judged))
            outcome = RowOutcome.NEW if held is None else RowOutcome.ADDED
        else:
            faults, outcome = self._beside(row, judged, begun), RowOutcome.ADDED
        if faults:
            return StagedRow(row, RowOutcome.WRONG, faults)
        self.sold[begun.row_no, squeezed(judged.offer.specification)] = row.row_no
        return StagedRow(row, outcome)

    def _beside(self, row: SaidRow, judged: Judged, begun: _Begun) -> list[Fault]:
        """Say what a row contradicts of one above that is about the same product."""
        first = self.sold.get((begun.row_no, squeezed(judged.offer.specification)))
        if first is not None:
            return list(row.labelled(self.labels, RowTwiceError(first=first), "specification"))
        said = _packed(judged)
        if said == begun.said:
            return []
        names = enumerate(product_part(judged))
        width = _PRINT.size
        differing = [
            name
            for place, name in names
            if said[place * width : (place + 1) * width] != begun.said[place * width : (place + 1) * width]
        ]
        return [
            fault
            for name in differing
            for fault in row.labelled(
                self.labels, RowDiffersError(first=begun.row_no, column=self.labels.get(name, name)), name
            )
        ]


def make(batch: OfferBatch, rows: Sequence[SaidRow], at: datetime) -> dict[int, StagedRow]:
    """Make products and offers of rows that were found good; return those of which nothing became.

    What was looked up then is looked up again: papers may have ended, and another workbook may have come before.
    """
    known = Known(batch.supplier, day_of(at), at)
    category = batch.category_id or 0
    judge = Judge(known, category, queries.labels_of_goods(known.category(category)[1]))
    left: dict[int, StagedRow] = {}
    good: dict[Key, list[tuple[SaidRow, Judged]]] = {}
    for row in rows:
        judged, faults = judge.judge(row, is_sold_next=True)
        if judged is None:
            left[row.row_no] = StagedRow(row, RowOutcome.WRONG, faults)
        else:
            good.setdefault(judged.key, []).append((row, judged))
    # What is locked is looked at, and nothing else: what a page drafts meanwhile is another product.
    there = _locked(queries.goods_called(batch.supplier_id, category, {key[0] for key in good}))
    held = queries.held_goods(batch.supplier_id, category, among=list(there))
    new = [key for key in good if key not in held]
    made = dict(zip(new, describe_many(known, [good[key][0][1].told for key in new]), strict=True))
    sales = []
    for key, offers in good.items():
        product = there[held[key].product_id] if key in held else made[key]
        sold = set(held[key].specifications) if key in held else set()
        for row, one in offers:
            if squeezed(one.offer.specification) in sold:
                left[row.row_no] = StagedRow(row, RowOutcome.SAME)
            else:
                sold.add(squeezed(one.offer.specification))
                sales.append(Sale(product, one.offer, one.price, one.quantity))
    sold_now = sell_many(known, sales, user_id=batch.user_id, by_label=batch.by_label)
    listed = [offer for offer in sold_now if offer.product.listed_at is not None]
    put_up({offer.product_id for offer in listed}, at=at)
    watch_prices([offer.pk for offer in listed], at=at)
    return left


def _packed(judged: Judged) -> bytes:
    """Return a print of each thing that a row says of its product, one after the other."""
    return b"".join(_PRINT.pack(hash(value)) for value in product_part(judged).values())


def _locked(product_ids: Collection[int]) -> dict[int, Product]:
    """Return products, locked: nobody else adds offers to them meanwhile, or says anew what they are."""
    rows = Product.objects.filter(pk__in=product_ids)
    return {row.pk: row for row in rows.select_for_update(no_key=True).order_by("pk")}
