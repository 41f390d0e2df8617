"""What loading a checked run would change, what of it goes back, and what would count to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, Sum

from nongcai.domain.imports.models import (
    BackwardChoice,
    ImportSheet,
    Outcome,
    SheetKind,
    StagedAccount,
    StagedFiling,
    StagedOrder,
    StagedUnit,
)
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.domain.transactions import queries as transactions
from nongcai.foundation.money import ZERO
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from nongcai.domain.imports.models import ImportRun

INDIVIDUAL = "individual"
_CHUNK = 2000
_CANTEEN, _STATE, _NATURE = "canteen", "state", "nature"
_ORDER = (
    (_STATE, N_("订单状态")), ("amount", N_("订单金额")), ("refund", N_("退款金额")), ("completed_at", N_("完成时间")),
)  # fmt: skip
_FILING = (
    (_CANTEEN, N_("食堂情况")), ("canteen_total", N_("年度食堂食材采购总额")), ("reserved", N_("预留金额")),
    ("filed_at", N_("填报时间")), ("endorsed_at", N_("主管确认时间")), ("confirmed_at", N_("财政确认时间")),
    ("remark", N_("备注")),
)  # fmt: skip
_UNIT = (
    ("name", N_("单位名称")), ("credit_code", N_("统一社会信用代码")), ("level", N_("预算级次")),
    (_CANTEEN, N_("食堂情况")), ("union_members", N_("工会会员人数")), ("supervisor_code", N_("主管预算单位编码")),
    (_NATURE, N_("单位性质")),
)  # fmt: skip


@dataclass(frozen=True)
class ChangedCell:
    """A value as it is known and as the workbook has it."""

    label: str
    before: Any
    after: Any


@dataclass(frozen=True)
class ChangedRow:
    """A row that would change what is known: `what` is an order's number or a unit's code."""

    sheet: ImportSheet
    row_no: int
    what: str
    name: str
    cells: Sequence[ChangedCell]


@dataclass(frozen=True)
class BackwardOrder:
    """An order whose state would go back; `is_accepted` is None while nobody decided."""

    order_no: str
    unit: str
    before: str
    after: str
    amount_before: Decimal
    amount_after: Decimal
    told_before: datetime
    told_now: datetime | None
    is_accepted: bool | None


@dataclass(frozen=True)
class Foretold:
    """What would count to nobody: buyers without a unit with their orders; filings and accounts of unknown units."""

    buyers: int
    orders: int
    amount: Decimal
    filings: int
    reserved: Decimal
    accounts: int

    def __bool__(self) -> bool:
        return bool(self.orders or self.filings or self.accounts)


def foretold(run: ImportRun) -> Foretold:
    """Sum what loading a run would leave to be reconciled."""
    nobodys = StagedOrder.objects.filter(
        run_id=run.pk,
        outcome=Outcome.NEW,
        state__in=transactions.COUNTING_STATES,
        completed_at__isnull=False,
        buyer__rule="",
    )
    orders = nobodys.order_by().aggregate(n=Count("id"), amount=Sum(F("amount") - F("refund")))
    names = ("buyer_kind", "buyer_code", "buyer_name", "bound_unit_code")
    buyers = nobodys.order_by().values(*(f"buyer__{name}" for name in names)).distinct().count()
    waiting = {"run_id": run.pk, "outcome": Outcome.WAITING}
    filings = StagedFiling.objects.filter(**waiting).aggregate(n=Count("id"), reserved=Sum("reserved"))
    return Foretold(
        buyers=buyers,
        orders=orders["n"],
        amount=orders["amount"] or ZERO,
        filings=filings["n"],
        reserved=filings["reserved"] or ZERO,
        accounts=StagedAccount.objects.filter(**waiting).count(),
    )


def changed_rows(run: ImportRun, path: str, most: int | None = None) -> list[ChangedRow]:
    """Return the rows that would change what is known, cell by cell; those of individuals are never listed apart."""
    sheets = {sheet.pk: sheet for sheet in ImportSheet.objects.filter(run=run).order_by("id")}
    rows = chain(_units(run, sheets, path), _filings(run, sheets, path), _orders(run, sheets))
    return list(islice(rows, most))


def backward_orders(run: ImportRun) -> QuerySet[StagedOrder]:
    """Select the orders whose state would go back, decided or not."""
    accepted = BackwardChoice.objects.filter(run=run, is_accepted=True).values("order_no")
    going_back = Q(outcome=Outcome.HELD) | Q(outcome=Outcome.CHANGED, order_no__in=accepted)
    return StagedOrder.objects.filter(going_back, run_id=run.pk).order_by("order_no")


def listed_backward(orders: Iterable[StagedOrder]) -> list[BackwardOrder]:
    """Put what is known beside what the export tells, and what was decided."""
    rows = list(orders)
    known = transactions.orders(row.order_no for row in rows)
    choices = dict(
        BackwardChoice.objects.filter(run_id__in={row.run_id for row in rows}, order_no__in=known).values_list(
            "order_no", "is_accepted"
        )
    )
    names = organisations.names_of(one.unit_id for one in known.values() if one.unit_id)
    return [
        BackwardOrder(
            order_no=row.order_no,
            unit=names.get(one.unit_id or 0, ""),
            before=transactions.STATES[one.state],
            after=transactions.STATES[row.state],
            amount_before=one.net,
            amount_after=(row.amount or ZERO) - (row.refund or ZERO),
            told_before=one.as_of,
            told_now=row.as_of,
            is_accepted=choices.get(row.order_no),
        )
        for row in rows
        if (one := known.get(row.order_no)) is not None
    ]


def _orders(run: ImportRun, sheets: dict[int, ImportSheet]) -> Iterator[ChangedRow]:
    changed = StagedOrder.objects.filter(run_id=run.pk, outcome=Outcome.CHANGED).select_related("buyer")
    listed = changed.exclude(buyer__buyer_kind=INDIVIDUAL).order_by("sheet_id", "row_no")
    for rows in _chunks(listed):
        known = transactions.orders(row.order_no for row in rows)
        for row in rows:
            if (one := known.get(row.order_no)) is None:
                continue
            name = row.buyer.buyer_name if row.buyer else ""
            yield ChangedRow(sheets[row.sheet_id], row.row_no, row.order_no, name, _compared(_ORDER, one, row))


def _filings(run: ImportRun, sheets: dict[int, ImportSheet], path: str) -> Iterator[ChangedRow]:
    changed = StagedFiling.objects.filter(run_id=run.pk, outcome=Outcome.CHANGED).order_by("sheet_id", "row_no")
    for rows in _chunks(changed):
        for year in sorted({row.year for row in rows if row.year}):
            codes = {row.unit_code for row in rows if row.year == year}
            ids = {one.code: one.organisation_id for one in organisations.units_by_code(codes, year, path)}
            known = shares.filings(ids.values(), year)
            for row in rows:
                one = known.get(ids.get(row.unit_code, 0))
                if row.year == year and one is not None:
                    cells = _compared(_FILING, one, row, canteen=row.canteen_kind or "none")
                    yield ChangedRow(sheets[row.sheet_id], row.row_no, row.unit_code, row.name, cells)


def _units(run: ImportRun, sheets: dict[int, ImportSheet], path: str) -> Iterator[ChangedRow]:
    changed = StagedUnit.objects.filter(run_id=run.pk, outcome=Outcome.CHANGED).order_by("sheet_id", "row_no")
    for sheet in sheets.values():
        if sheet.kind != SheetKind.DIRECTORY or not sheet.year:
            continue
        for rows in _chunks(changed.filter(sheet_id=sheet.pk)):
            ids = {row.organisation_id for row in rows if row.organisation_id}
            listed = organisations.listings(sheet.year, path).filter(organisation_id__in=ids)
            known = {one.organisation_id: one for one in listed.select_related("organisation")}
            supervisors = organisations.supervisor_codes(ids, sheet.year)
            for row in rows:
                if (one := known.get(row.organisation_id or 0)) is None:
                    continue
                stands = {
                    "credit_code": one.organisation.credit_code,
                    "supervisor_code": supervisors.get(one.organisation_id, "") or "",
                }
                told = {"level": row.level or 1, "canteen": row.canteen_kind or "none"}
                told[_NATURE] = row.nature or one.nature
                cells = _compared(_UNIT, one, row, stands, **told)
                yield ChangedRow(sheet, row.row_no, row.unit_code, row.name, cells)


def _compared(
    columns: Iterable[tuple[str, str]], known: Any, row: Any, stands: dict[str, Any] | None = None, **told: Any
) -> list[ChangedCell]:
    found = []
    for name, label in columns:
        before = (stands or {}).get(name, getattr(known, name, None))
        after = told.get(name, getattr(row, name, None))
        if (before or None) != (after or None):
            found.append(ChangedCell(label, _in_words(name, before), _in_words(name, after)))
    return found


def _in_words(name: str, value: Any) -> Any:
    words = {_STATE: transactions.STATES, _CANTEEN: organisations.CANTEENS, _NATURE: organisations.NATURES}.get(
        name, {}
    )
    return words.get(value, value)


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    found = rows.iterator(chunk_size=_CHUNK)
    while chunk := list(islice(found, _CHUNK)):
        yield chunk
