"""Workbooks that a clerk takes away: the wrong rows of a sheet, what would change, and empty templates."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.imports import queries as imports
from nongcai.domain.imports.errors import OriginalDeletedError
from nongcai.interfaces.sheets.kinds import SPECS
from nongcai.interfaces.sheets.planning import plan_sheet
from nongcai.interfaces.sheets.reading import open_workbook
from nongcai.interfaces.sheets.writing import TableColumn, write_rejects, write_table, write_template
from nongcai.interfaces.web.exporting import exported, sent
from nongcai.interfaces.web.templatetags.shell import plainly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nongcai.domain.imports.models import ImportRun, ImportSheet
    from nongcai.interfaces.sheets.planning import SheetPlan
    from nongcai.interfaces.web.http import WebRequest


def rejects(request: WebRequest, run: ImportRun, sheet: ImportSheet) -> FileResponse:
    """Answer with a sheet's wrong rows and their reasons.

    :raises OriginalDeletedError: when the file is no longer there.
    """
    plan, reasons = _plan(run, sheet), imports.wrong_rows(run).get(sheet.pk, {})
    return exported(
        request,
        owner=f"import-run:{run.pk}",
        name=_("有误行 %s") % sheet.file_name.rpartition(".")[0],
        purpose=_("改正有误行后重新导入"),
        at=timezone.now(),
        write=lambda content, watermark: write_rejects(content, plan=plan, reasons=reasons, watermark=watermark),
    )


def changes(request: WebRequest, run: ImportRun) -> FileResponse:
    """Answer with every cell that loading a run would change; what individuals bought is left out."""
    name = _("导入第%d批变更") % run.pk
    columns = [
        TableColumn(_("文件"), "text", 28),
        TableColumn(_("内容")),
        TableColumn(_("行"), "count", 8),
        TableColumn(_("订单或单位")),
        TableColumn(_("名称"), "text", 28),
        TableColumn(_("列")),
        TableColumn(_("现有")),
        TableColumn(_("本次")),
    ]
    return exported(
        request,
        owner=f"import-run:{run.pk}",
        name=name,
        purpose=_("导入前核对变更"),
        at=timezone.now(),
        write=lambda content, watermark: write_table(
            content, name, columns, _changed(run, request.actor.path), watermark=watermark
        ),
    )


def template(kind: str) -> FileResponse:
    """Answer with the empty table of a kind of sheet."""
    if kind not in SPECS:
        raise Http404
    content = BytesIO()
    write_template(kind, content)
    return sent(content, f"{SPECS[kind].title}.xlsx")


def _plan(run: ImportRun, sheet: ImportSheet) -> SheetPlan:
    original = sheet.document
    if original.deleted_at is not None or not original.path.exists():
        raise OriginalDeletedError(name=original.name)
    raw = next(one for one in open_workbook(original.path, name=original.name) if one.sheet_name == sheet.sheet_name)
    return plan_sheet(raw, answers=imports.remembered(run))


def _changed(run: ImportRun, path: str) -> Iterator[tuple[object, ...]]:
    for row in imports.changed_rows(run, path):
        for cell in row.cells:
            kind = row.sheet.get_kind_display()
            before, after = plainly(cell.before), plainly(cell.after)
            yield row.sheet.file_name, kind, row.row_no, row.what, row.name, cell.label, before, after
