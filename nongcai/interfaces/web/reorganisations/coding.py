"""A code-change table (编码变更对照表): template, dry run row by row, lines of the document, wrong rows back."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.documents import queries as document_queries
from nongcai.domain.documents import services as documents
from nongcai.domain.reorganisations import permissions, services
from nongcai.domain.reorganisations import queries as reorganisations
from nongcai.domain.reorganisations.states import CodeOutcome
from nongcai.interfaces.sheets.codes import CODES
from nongcai.interfaces.sheets.opening import read_codes
from nongcai.interfaces.sheets.reading import UnreadableFileError
from nongcai.interfaces.sheets.writing import write_rejects, write_template
from nongcai.interfaces.web.exporting import exported
from nongcai.interfaces.web.exporting import sent as sent_workbook
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.reorganisations.forms import CodesForm
from nongcai.interfaces.web.reorganisations.gates import own_or_404, reorganisation_or_404, require_finance
from nongcai.interfaces.web.reorganisations.views import shown

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpResponse

    from nongcai.domain.documents.models import Document
    from nongcai.domain.reorganisations.models import Reorganisation
    from nongcai.domain.reorganisations.queries import JudgedCode
    from nongcai.interfaces.sheets.opening import ReadCodes
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
KEPT = timedelta(days=1)


@require_safe
def codes_template(request: WebRequest) -> FileResponse:
    require_finance(request)
    content = BytesIO()
    write_template(CODES.kind, content)
    return sent_workbook(content, f"{CODES.title}.xlsx")


@require_POST
def codes_upload(request: WebRequest, reorganisation_id: int) -> HttpResponse:
    row = own_or_404(request, reorganisation_id)
    form = CodesForm(request.POST, request.FILES)
    if not form.is_valid():
        context = shown(request, row, codes_form=form)
        return page(request, "reorganisations/reorganisation_show.html", context, status=422)
    file, now = form.cleaned_data["original"], timezone.now()
    document = documents.store(
        owner=_owner(row),
        name=str(file.name),
        media_type=str(file.content_type),
        chunks=file.chunks(),
        at=now,
        user_id=request.actor.user_id,
        expires_at=now + KEPT,
    )
    return go_to(request, "reorganisations:codes_show", row.pk, document.pk)


@require_safe
def codes_show(request: WebRequest, reorganisation_id: int, document_id: UUID) -> HttpResponse:
    row = own_or_404(request, reorganisation_id)
    document = _document(row, document_id)
    try:
        judged = _judged(request, row, read_codes(document.path, name=document.name))
    except UnreadableFileError as error:
        form = CodesForm()
        form.refuse(str(error))
        context = shown(request, row, codes_form=form)
        return page(request, "reorganisations/reorganisation_show.html", context, status=422)
    found = [one.outcome for one in judged]
    judged.sort(key=lambda one: (one.outcome != CodeOutcome.WRONG, not one.warning, one.said.row_no))
    context = {
        "reorganisation": row,
        "document": document,
        "page": Paginator(judged, ROWS).get_page(request.GET.get("page")),
        "changing": sum(one.line is not None for one in judged),
        "idle": found.count(CodeOutcome.DONE) + found.count(CodeOutcome.SAME),
        "wrong": found.count(CodeOutcome.WRONG),
        "warned": sum(bool(one.warning) for one in judged),
        "may_write": permissions.may_write(request.actor, row),
    }
    return page(request, "reorganisations/codes_show.html", context)


@require_POST
def codes_load(request: WebRequest, reorganisation_id: int, document_id: UUID) -> HttpResponse:
    row = reorganisation_or_404(request, reorganisation_id)
    document = _document(row, document_id)
    read = read_codes(document.path, name=document.name)
    added = services.add_codes(actor=request.actor, reorganisation_id=row.pk, rows=read.rows)
    said(request, _("已写入%d项，请核对下方所涉内容，上传批准文件后办理。") % len(added))
    return go_to(request, "reorganisations:reorganisation_show", row.pk)


@require_POST
def codes_rejects(request: WebRequest, reorganisation_id: int, document_id: UUID) -> FileResponse:
    row = own_or_404(request, reorganisation_id)
    document = _document(row, document_id)
    read = read_codes(document.path, name=document.name)
    wrong = [one for one in _judged(request, row, read) if one.outcome == CodeOutcome.WRONG]
    reasons = {one.said.row_no: [one.message] for one in wrong}
    return exported(
        request,
        owner=f"reorganisation:{row.pk}:rejects",
        name=_("有误行 %s") % document.name.rpartition(".")[0],
        purpose=_("改正有误行后重新上传"),
        at=timezone.now(),
        write=lambda content, mark: write_rejects(content, plan=read.plan, reasons=reasons, watermark=mark),
    )


def _judged(request: WebRequest, row: Reorganisation, read: ReadCodes) -> list[JudgedCode]:
    return read.unread + reorganisations.judge_codes(request.actor, row, read.rows)


def _owner(row: Reorganisation) -> str:
    return f"reorganisation-codes:{row.pk}"


def _document(row: Reorganisation, document_id: UUID) -> Document:
    kept = document_queries.documents_of(_owner(row)).filter(deleted_at=None)
    return get_object_or_404(kept, pk=document_id)
