"""What could not be matched becomes an item to reconcile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.imports.models import (
    ItemKind,
    Outcome,
    Problem,
    ReconciliationItem,
    StagedAccount,
    StagedFiling,
    StagedUnit,
)
from nongcai.domain.imports.rules import Buyer, key_of
from nongcai.domain.imports.services import identifying
from nongcai.domain.imports.services.running import loaded_runs
from nongcai.domain.transactions import queries as transactions
from nongcai.foundation import records
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from nongcai.domain.imports.models import ImportRun

# These stand in the list as long as rows of loaded runs wait for them.
_WAITING = {ItemKind.BUYER, ItemKind.FILING_UNIT, ItemKind.ACCOUNT_UNIT}


def list_items(run: ImportRun, at: datetime) -> None:
    """List what a loaded run leaves open; an item that stands keeps its place and takes the new numbers.

    What earlier runs left waiting and this one has made clear is settled.
    """
    items = _items(run, at)
    standing = {(one.kind, one.key): one for one in ReconciliationItem.objects.filter(node_id=run.node_id)}
    again = []
    for key, item in items.items():
        if known := standing.get(key):
            known.orders, known.amount, known.run_id, known.detail = item.orders, item.amount, run.pk, item.detail
            # What was noted as seen stays seen; what was settled on a unit would have matched.
            if known.kind != ItemKind.CREDIT_CODE:
                known.settled_at = None
            again.append(known)
    clear = [one for key, one in standing.items() if one.kind in _WAITING and key not in items and not one.settled_at]
    for one in clear:
        one.settled_at = at
    records.update_many(clear, "settled_at")
    records.update_many(again, "orders", "amount", "run", "detail", "settled_at")
    records.insert_many([item for key, item in items.items() if key not in standing])


def _items(run: ImportRun, at: datetime) -> dict[tuple[str, str], ReconciliationItem]:
    runs = [*loaded_runs(run.node_id), run.pk]
    items: dict[tuple[str, str], ReconciliationItem] = {}
    for kind, key, values in (*_buyers(runs), *_units(run), *_filings(runs), *_accounts(runs), *_codes(run)):
        item = ReconciliationItem(node_id=run.node_id, run=run, kind=kind, key=key[:250], found_at=at, **values)
        if same := items.get((item.kind, item.key)):
            item.orders, item.amount = item.orders + same.orders, item.amount + same.amount
        items[item.kind, item.key] = item
    return items


def _buyers(runs: list[int]) -> Iterator[tuple[str, str, dict[str, object]]]:
    for row in transactions.waiting_buyers(runs):
        buyer = Buyer(row["buyer_kind"], row["buyer_name"], row["buyer_code"], row["bound_unit_code"])
        values: dict[str, object] = {
            "name": buyer.name, "credit_code": buyer.code, "orders": row["orders"], "amount": row["amount"],
            "detail": N_("绑定单位编码{code}").format(code=buyer.bound_unit_code) if buyer.bound_unit_code else "",
        }  # fmt: skip
        yield ItemKind.BUYER, key_of(buyer), values


def _units(run: ImportRun) -> Iterator[tuple[str, str, dict[str, object]]]:
    for row in StagedUnit.objects.filter(run_id=run.pk, outcome=Outcome.WAITING):
        problem = Problem.objects.filter(
            sheet_id=row.sheet_id, row_no=row.row_no, code__in=("renamed", "recoded")
        ).first()
        if problem is not None:
            detail = problem.message
            yield problem.code, identifying.key_of(row), {
                "name": row.name, "credit_code": row.credit_code, "detail": detail, "unit_id": row.organisation_id,
            }  # fmt: skip


def _filings(runs: list[int]) -> Iterator[tuple[str, str, dict[str, object]]]:
    for row in StagedFiling.objects.filter(run_id__in=runs, outcome=Outcome.WAITING).order_by("id"):
        values: dict[str, object] = {
            "name": row.name, "orders": 1, "amount": row.reserved or 0,
            "detail": N_("{year}年度填报，单位编码{code}").format(year=row.year, code=row.unit_code),
        }  # fmt: skip
        yield ItemKind.FILING_UNIT, row.unit_code, values


def _accounts(runs: list[int]) -> Iterator[tuple[str, str, dict[str, object]]]:
    for row in StagedAccount.objects.filter(run_id__in=runs, outcome=Outcome.WAITING).order_by("id"):
        values: dict[str, object] = {
            "name": row.unit_name,
            "detail": N_("为“{name}”开户，所属单位编码{code}").format(name=row.name, code=row.unit_code),
        }
        yield ItemKind.ACCOUNT_UNIT, row.unit_code, values


def _codes(run: ImportRun) -> Iterator[tuple[str, str, dict[str, object]]]:
    problems = Problem.objects.filter(run=run, code="credit_code_check").select_related("sheet")
    rows: dict[tuple[int, int], StagedUnit | StagedAccount] = {}
    for model in (StagedUnit, StagedAccount):
        rows |= {(row.sheet_id, row.row_no): row for row in model._default_manager.filter(run_id=run.pk)}
    for problem in problems:
        row = rows[problem.sheet_id, problem.row_no]
        where = N_("{file}第{row}行").format(file=problem.sheet.file_name, row=problem.row_no)
        if (typed := problem.value.strip()) != row.credit_code:
            where = N_("{where}，表中写作“{typed}”").format(where=where[:200], typed=typed[:80])
        yield ItemKind.CREDIT_CODE, f"{row.credit_code}|{row.name}", {
            "name": row.name, "credit_code": row.credit_code, "detail": where,
        }  # fmt: skip
