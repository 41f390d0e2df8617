"""Import runs, what is wrong in them, and what waits to be reconciled."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from nongcai.domain.imports import queries as imports
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.shapes import Yuan, yuan

if TYPE_CHECKING:
    from nongcai.domain.imports.models import ImportRun, ImportSheet, Problem, ReconciliationItem

router = Router(tags=["imports"])


class SheetOut(Schema):
    """A sheet of a run: how many of its rows are new, changed, unchanged, duplicate, older, wrong, waiting, held."""

    file_name: str
    sheet_name: str
    kind: str
    year: int | None
    total: int
    new: int
    changed: int
    unchanged: int
    duplicate: int
    older: int
    wrong: int
    waiting: int
    held: int


class RunOut(Schema):
    """Some workbooks checked and loaded together."""

    id: int
    node_id: int
    state: str
    created_at: datetime
    checked_at: datetime | None
    loaded_at: datetime | None
    message: str
    sheets: list[SheetOut]


class ProblemOut(Schema):
    """One plain sentence about one cell or row."""

    file_name: str
    sheet_name: str
    row_no: int
    column: str
    value: str
    code: str
    message: str
    level: str


class ItemOut(Schema):
    """Something in a workbook that could not be matched; `amount` is what hangs on it."""

    id: int
    kind: str
    name: str
    credit_code: str
    detail: str
    orders: int
    amount: Yuan
    found_at: datetime


@router.get(
    "/imports", response={200: Page[RunOut], **REFUSALS}, operation_id="imports", summary="The bureau's import runs"
)
def runs(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    return paged(imports.runs_visible_to(request.actor), page, page_size, _run_out)


@router.get("/imports/{run_id}", response={200: RunOut, **REFUSALS}, operation_id="import", summary="An import run")
def run(request: ApiRequest, run_id: int) -> dict[str, object]:
    return _run_out(get_object_or_404(imports.runs_visible_to(request.actor), pk=run_id))


@router.get(
    "/imports/{run_id}/problems",
    response={200: Page[ProblemOut], **REFUSALS},
    operation_id="import_problems",
    summary="What is wrong in a run, errors first",
)
def problems(request: ApiRequest, run_id: int, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    found = get_object_or_404(imports.runs_visible_to(request.actor), pk=run_id)
    return paged(imports.problems_of(found), page, page_size, _problem_out)


@router.get(
    "/reconciliation",
    response={200: Page[ItemOut], **REFUSALS},
    operation_id="reconciliation",
    summary="What waits to be matched, the heaviest first",
)
def items(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    return paged(imports.items_visible_to(request.actor), page, page_size, _item_out)


def _run_out(row: ImportRun) -> dict[str, object]:
    values = {name: getattr(row, name) for name in RunOut.model_fields if name != "sheets"}
    return values | {"sheets": [_sheet_out(sheet) for sheet in row.sheets.all()]}


def _sheet_out(sheet: ImportSheet) -> dict[str, object]:
    return {name: getattr(sheet, name) for name in SheetOut.model_fields}


def _problem_out(problem: Problem) -> dict[str, object]:
    names = ("row_no", "column", "value", "code", "message", "level")
    of_sheet = {"file_name": problem.sheet.file_name, "sheet_name": problem.sheet.sheet_name}
    return of_sheet | {name: getattr(problem, name) for name in names}


def _item_out(item: ReconciliationItem) -> dict[str, object]:
    return {name: getattr(item, name) for name in ItemOut.model_fields} | {"amount": yuan(item.amount)}
