"""Workbooks that a clerk takes away: the wrong rows of a sheet, and empty templates."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.documents import services as documents
from nongcai.domain.imports import queries as imports
from nongcai.domain.imports.errors import OriginalDeletedError
from nongcai.interfaces.sheets.kinds import SPECS
from nongcai.interfaces.sheets.planning import plan_sheet
from nongcai.interfaces.sheets.reading import open_workbook
from nongcai.interfaces.sheets.writing import write_rejects, write_template

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.imports.models import ImportRun, ImportSheet
    from nongcai.interfaces.sheets.planning import SheetPlan
    from nongcai.interfaces.web.http import WebRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rejects(request: WebRequest, run: ImportRun, sheet: ImportSheet) -> FileResponse:
    """Answer with a sheet's wrong rows and their reasons; what was taken away is kept on record.

    :raises OriginalDeletedError: when the file is no longer there.
    """
    at, content = timezone.now(), BytesIO()
    reasons = imports.wrong_rows(run).get(sheet.pk, {})
    write_rejects(content, plan=_plan(run, sheet), reasons=reasons, watermark=_watermark(request, at))
    name = _("有误行 %s.xlsx") % sheet.file_name.rpartition(".")[0]
    documents.store(
        owner=f"export:import-run:{run.pk}",
        name=name,
        media_type=XLSX,
        chunks=[content.getvalue()],
        at=at,
        user_id=request.actor.user_id,
        expires_at=at + timedelta(days=settings.ORIGINALS_KEPT_DAYS),
    )
    return _sent(content, name)


def template(kind: str) -> FileResponse:
    """Answer with the empty table of a kind of sheet."""
    if kind not in SPECS:
        raise Http404
    content = BytesIO()
    write_template(kind, content)
    return _sent(content, f"{SPECS[kind].title}.xlsx")


def _plan(run: ImportRun, sheet: ImportSheet) -> SheetPlan:
    original = sheet.document
    if original.deleted_at is not None or not original.path.exists():
        raise OriginalDeletedError(name=original.name)
    raw = next(one for one in open_workbook(original.path, name=original.name) if one.sheet_name == sheet.sheet_name)
    return plan_sheet(raw, answers=imports.remembered(run))


def _watermark(request: WebRequest, at: datetime) -> str:
    moment = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    purpose = _("用途：改正有误行后重新导入")
    return " · ".join((request.actor.organisation_name, request.user.get_username(), moment, purpose))


def _sent(content: BytesIO, name: str) -> FileResponse:
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)
