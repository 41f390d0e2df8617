"""Rows of a batch as they were judged, kept until they are done."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from nongcai.domain.catalogue.models import OfferBatchRow
from nongcai.domain.catalogue.services.judging import SaidRow
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nongcai.domain.catalogue.models import OfferBatch
    from nongcai.domain.catalogue.services.judging import Fault

_COLUMNS = ("batch_id", "row_no", "outcome", "name", "specification", "told", "before", "problems")
_LENGTHS = {"name": 100, "specification": 60}
# JSON has no number that keeps its decimals.
_FIGURES = ("net_quantity", "gross_kilograms", "price", "band_percent")


@dataclass(frozen=True)
class StagedRow:
    """A row with what becomes of it; `before` is what stands."""

    row: SaidRow
    outcome: str
    faults: Sequence[Fault] = ()
    before: Mapping[str, Any] = field(default_factory=dict)


def stage(batch: OfferBatch, rows: Iterable[StagedRow]) -> int:
    """Keep rows; return how many."""
    return records.copy_in(OfferBatchRow._meta.db_table, _COLUMNS, (_cells(batch.pk, one) for one in rows))


def clear(batch: OfferBatch) -> None:
    """Throw away what was kept of a batch."""
    records.remove(OfferBatchRow.objects.filter(batch=batch))


def said(row_no: int, told: Mapping[str, Any]) -> SaidRow:
    """Return a row as it was read."""
    figures = {name: Decimal(told[name]) for name in _FIGURES if told.get(name) is not None}
    return SaidRow(row_no, {**told, **figures})


def _problems_of(faults: Iterable[Fault]) -> list[list[str]]:
    """Return faults as a row keeps them: column, what stands there, what is wrong."""
    return [[one.column, _plain(one.value), one.message] for one in faults]


def _cells(batch_id: int, one: StagedRow) -> tuple[Any, ...]:
    values = one.row.values
    names = [_plain(str(values.get(name) or ""))[:length] for name, length in _LENGTHS.items()]
    # What is wrong is never done: its cells stand in the workbook.
    told = {} if one.faults else values
    said = [json.dumps(part, default=str) for part in (told, one.before, _problems_of(one.faults))]
    return (batch_id, one.row.row_no, str(one.outcome), *names, *said)


def _plain(text: str) -> str:
    """Leave out what the database or a page cannot take."""
    return "".join(sign for sign in text if sign.isprintable())[:200]
