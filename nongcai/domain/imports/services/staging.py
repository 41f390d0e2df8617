"""Rows go into the staging tables by COPY."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count

from nongcai.domain.imports.models import (
    ImportSheet,
    Outcome,
    Problem,
    SheetKind,
    StagedAccount,
    StagedBuyer,
    StagedFiling,
    StagedOrder,
    StagedUnit,
)
from nongcai.domain.imports.rules import Buyer
from nongcai.foundation import records
from nongcai.foundation.years import CHINA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nongcai.domain.imports.models import ImportRun
    from nongcai.domain.imports.services.reading import ReadRow

_PLACE = ("run_id", "sheet_id", "row_no", "outcome")
_COLUMNS = {
    SheetKind.DIRECTORY: (
        "unit_code", "name", "credit_code", "region_code", "region_name", "level", "supervisor_code",
        "supervisor_name", "canteen_kind", "canteen_host_code", "union_members", "nature",
    ),
    SheetKind.FILINGS: (
        "unit_code", "name", "year", "canteen_kind", "canteen_total", "ratio", "reserved", "filed_at", "endorsed_at",
        "confirmed_at", "remark",
    ),
    SheetKind.ACCOUNTS: ("buyer_kind", "name", "credit_code", "unit_code", "unit_name"),
    SheetKind.TRANSACTIONS: (
        "order_no", "ordered_at", "completed_at", "buyer_id", "person_key", "supplier", "origin_code", "product",
        "category", "quantity", "measure", "amount", "refund", "state",
    ),
}  # fmt: skip
STAGED = {
    SheetKind.DIRECTORY: StagedUnit,
    SheetKind.FILINGS: StagedFiling,
    SheetKind.ACCOUNTS: StagedAccount,
    SheetKind.TRANSACTIONS: StagedOrder,
}
_NULLABLE = {
    "level", "union_members", "year", "canteen_total", "ratio", "reserved", "filed_at", "endorsed_at", "confirmed_at",
    "ordered_at", "completed_at", "buyer_id", "quantity", "amount", "refund",
}  # fmt: skip
_BUYERS_A_RUN = 10_000_000
# Texts are cut, never refused, where a product's name is longer than any screen.
_LENGTHS = {
    model: {field.name: field.max_length for field in model._meta.fields if getattr(field, "max_length", None)}
    for model in STAGED.values()
}


class Buyers:
    """The different buyers of a run, numbered as they come."""

    def __init__(self, run_id: int) -> None:
        self.run_id = run_id
        self._numbers: dict[tuple[Buyer, int | None], int] = {}

    def number(self, buyer: Buyer, year: int | None) -> int:
        """Return the id in the run of a buyer in the year of its orders."""
        return self._numbers.setdefault((buyer, year), self.run_id * _BUYERS_A_RUN + len(self._numbers))

    def write(self) -> None:
        """Stage them."""
        rows = (
            (number, self.run_id, buyer.kind, buyer.name, buyer.code, buyer.bound_unit_code, year, "")
            for (buyer, year), number in self._numbers.items()
        )
        columns = ("id", "run_id", "buyer_kind", "buyer_name", "buyer_code", "bound_unit_code", "year", "rule")
        records.copy_in(StagedBuyer._meta.db_table, columns, rows)


def clear(run_id: int) -> None:
    """Throw away what an earlier check of this run staged."""
    for model in (*STAGED.values(), StagedBuyer):
        records.remove(model._default_manager.filter(run_id=run_id))
    records.remove(ImportSheet.objects.filter(run_id=run_id))


def count_outcomes(run: ImportRun, *kinds: str) -> None:
    """Write the numbers of rows by outcome onto each sheet, or onto those of some kinds."""
    names = [one for one in Outcome.values if one != Outcome.LOADED]
    for sheet in ImportSheet.objects.filter(run=run, kind__in=kinds or SheetKind.values):
        rows = STAGED[SheetKind(sheet.kind)]._default_manager.filter(sheet_id=sheet.pk)
        counts = dict(rows.order_by().values_list("outcome").annotate(Count("id")))
        for name in names:
            setattr(sheet, name, counts.get(name, 0))
        records.save(sheet, *names)


@transaction.atomic
def stage(sheet: ImportSheet, rows: Iterable[ReadRow], buyers: Buyers, progress: Callable[[int], None]) -> int:
    """Stage a sheet's rows and their problems; return how many rows."""
    kind = SheetKind(sheet.kind)
    columns = _COLUMNS[kind]
    problems: list[Problem] = []
    staged = _tuples(sheet, columns, _noting(sheet, rows, problems, progress), buyers)
    count = records.copy_in(STAGED[kind]._meta.db_table, (*_PLACE, *columns), staged)
    records.insert_many(problems)
    records.analyze(STAGED[kind]._meta.db_table)
    return count


def _noting(
    sheet: ImportSheet, rows: Iterable[ReadRow], problems: list[Problem], progress: Callable[[int], None]
) -> Iterator[ReadRow]:
    for count, row in enumerate(rows, start=1):
        problems.extend(
            Problem(
                run_id=sheet.run_id,
                sheet=sheet,
                row_no=row.row_no,
                column=one.column[:100],
                value=one.value[:200],
                code=one.code,
                message=one.message[:300],
                level=one.level,
            )
            for one in row.problems
        )
        if not count % 2000:
            progress(count)
        yield row


def _tuples(
    sheet: ImportSheet, columns: tuple[str, ...], rows: Iterable[ReadRow], buyers: Buyers
) -> Iterator[tuple[Any, ...]]:
    lengths = _LENGTHS[STAGED[SheetKind(sheet.kind)]]
    limits = [(None if name in _NULLABLE else lengths[name]) for name in columns]
    is_order = sheet.kind == SheetKind.TRANSACTIONS
    for row in rows:
        wrong = any(one.level == "error" for one in row.problems)
        values = _order(row.values, buyers) if is_order else row.values
        yield (
            sheet.run_id,
            sheet.pk,
            row.row_no,
            Outcome.WRONG.value if wrong else "",
            *[value if limit is None else (value or "")[:limit] for value, limit in zip(values, limits, strict=True)],
        )


def _order(values: Iterable[Any], buyers: Buyers) -> tuple[Any, ...]:
    (
        order_no, ordered_at, completed_at, kind, name, code, bound, supplier, origin_code, _origin_name, product,
        category, quantity, measure, _unit_price, amount, refund, state,
    ) = values  # fmt: skip
    individual = kind == "individual"
    moment = completed_at or ordered_at
    year = moment.astimezone(CHINA).year if moment else None
    buyer = Buyer(kind or "", "" if individual else (name or "")[:128], (code or "")[:32], (bound or "")[:32])
    person_key = (name or "")[:16] if individual else ""
    return (
        order_no, ordered_at, completed_at, buyers.number(buyer, year), person_key, supplier, origin_code, product,
        category, quantity, measure, amount, refund if refund is not None else 0, state,
    )  # fmt: skip
