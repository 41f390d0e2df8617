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
from nongcai.domain.transactions import queries as transactions
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from nongcai.domain.imports.models import ImportRun


def list_items(run: ImportRun, at: datetime) -> None:
    """List what a loaded run leaves open; an item that stands keeps its place and takes the new numbers."""
    items = {(item.kind, item.key): item for item in _items(run, at)}
    standing = {(one.kind, one.key): one for one in ReconciliationItem.objects.filter(node_id=run.node_id)}
    again = []
    for key, item in items.items():
        if known := standing.get(key):
            known.orders, known.amount, known.run, known.detail = item.orders, item.amount, run, item.detail
            # What was noted as seen stays seen; what was settled on a unit would have matched.
            if known.kind != ItemKind.CREDIT_CODE:
                known.settled_at = None
            again.append(known)
    records.update_many(again, "orders", "amount", "run", "detail", "settled_at")
    records.insert_many([item for key, item in items.items() if key not in standing])


def _items(run: ImportRun, at: datetime) -> Iterator[ReconciliationItem]:
    for kind, key, values in (*_buyers(run), *_units(run), *_filings(run), *_accounts(run), *_codes(run)):
        yield ReconciliationItem(node_id=run.node_id, run=run, kind=kind, key=key[:250], found_at=at, **values)


def _buyers(run: ImportRun) -> Iterator[tuple[str, str, dict[str, object]]]:
    for row in transactions.waiting_buyers([run.pk]):
        buyer = Buyer(row["buyer_kind"], row["buyer_name"], row["buyer_code"], row["bound_unit_code"])
        values: dict[str, object] = {
            "name": buyer.name, "credit_code": buyer.code, "orders": row["orders"], "amount": row["amount"],
            "detail": f"绑定单位编码{buyer.bound_unit_code}" if buyer.bound_unit_code else "",
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
                "name": row.name, "credit_code": row.credit_code, "detail": detail,
            }  # fmt: skip


def _filings(run: ImportRun) -> Iterator[tuple[str, str, dict[str, object]]]:
    for row in StagedFiling.objects.filter(run_id=run.pk, outcome=Outcome.WAITING):
        values: dict[str, object] = {
            "name": row.name, "orders": 1, "amount": row.reserved or 0,
            "detail": f"{row.year}年度填报，单位编码{row.unit_code}",
        }  # fmt: skip
        yield ItemKind.FILING_UNIT, row.unit_code, values


def _accounts(run: ImportRun) -> Iterator[tuple[str, str, dict[str, object]]]:
    for row in StagedAccount.objects.filter(run_id=run.pk, outcome=Outcome.WAITING):
        values: dict[str, object] = {
            "name": row.unit_name, "detail": f"为“{row.name}”开户，所属单位编码{row.unit_code}",
        }  # fmt: skip
        yield ItemKind.ACCOUNT_UNIT, row.unit_code, values


def _codes(run: ImportRun) -> Iterator[tuple[str, str, dict[str, object]]]:
    problems = Problem.objects.filter(run=run, code="credit_code_check").select_related("sheet")
    rows = {(row.sheet_id, row.row_no): row.name for row in StagedUnit.objects.filter(run_id=run.pk)}
    rows |= {(row.sheet_id, row.row_no): row.name for row in StagedAccount.objects.filter(run_id=run.pk)}
    for problem in problems:
        name = rows.get((problem.sheet_id, problem.row_no), "")
        where = f"{problem.sheet.file_name}第{problem.row_no}行"
        yield ItemKind.CREDIT_CODE, f"{problem.value}|{name}", {
            "name": name, "credit_code": problem.value, "detail": where,
        }  # fmt: skip
