"""Filings of many units by a workbook: hand it out, try it row by row, fill in drafts or file, the wrong rows back."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.documents import queries as document_queries
from nongcai.domain.documents import services as documents
from nongcai.domain.shares import permissions, services
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.states import FILLABLE, RowOutcome
from nongcai.interfaces.sheets.reading import UnreadableFileError
from nongcai.interfaces.sheets.share_reading import read_shares
from nongcai.interfaces.sheets.share_writing import write_share_form, write_share_rejects
from nongcai.interfaces.web.exporting import ExportForm, exported
from nongcai.interfaces.web.http import go_to, page, said, sent, warned
from nongcai.interfaces.web.refusals import message_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile
    from django.http import FileResponse, HttpResponse

    from nongcai.domain.documents.models import Document
    from nongcai.domain.shares.queries import JudgedRow
    from nongcai.interfaces.sheets.share_reading import ReadShares
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
KEPT = timedelta(days=1)
ACCEPTED = (".xlsx", ".xls")
LARGEST = 20_000_000
_WRONG = (RowOutcome.REFUSED, RowOutcome.WRONG)
_WRITTEN = "bulk_written"


class BulkForm(forms.Form):
    """The filled-in workbook."""

    original = forms.FileField(
        label=gettext_lazy("选择填好的表"),
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
        error_messages={
            "required": gettext_lazy("请选择文件。"),
            "empty": gettext_lazy("所选文件是空文件，请核对后再上传。"),
        },
    )

    def clean_original(self) -> UploadedFile[Any]:
        """Refuse what cannot be such a workbook."""
        file: UploadedFile[Any] = self.cleaned_data["original"]
        if PurePath(str(file.name)).suffix.lower() not in ACCEPTED or (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("“%s”不是xlsx或xls文件，或文件过大，请另存为xlsx后再上传。") % file.name)
        return file


class FillForm(forms.Form):
    """Whether units file themselves what was filled in, or the office files at once."""

    how = forms.ChoiceField(
        label=gettext_lazy("写入方式"),
        widget=forms.RadioSelect,
        initial="drafts",
        choices=[
            ("drafts", gettext_lazy("存为各单位的草稿，由单位核对后自行提交")),
            ("file", gettext_lazy("直接提交填报（代填），由本单位其他人员复核确认")),
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_new(request: WebRequest, year: int) -> HttpResponse:
    _require_office(request)
    form = BulkForm(request.POST or None, request.FILES or None) if request.method == "POST" else BulkForm()
    if sent(request) is not None and form.is_valid():
        file, now = form.cleaned_data["original"], timezone.now()
        document = documents.store(
            owner=_owner(request, year),
            name=str(file.name),
            media_type=str(file.content_type or "application/octet-stream"),
            chunks=file.chunks(),
            at=now,
            user_id=request.actor.user_id,
            expires_at=now + KEPT,
        )
        return go_to(request, "shares:bulk_show", year, document.pk)
    return _begin(request, year, form)


@require_POST
def bulk_form(request: WebRequest, year: int) -> HttpResponse | FileResponse:
    _require_office(request)
    purpose = ExportForm(request.POST)
    if not purpose.is_valid():
        warned(request, _("请填写导出用途后再下载。"))
        return go_to(request, "shares:bulk_new", year)
    rows = shares.prefilled(request.actor, year)
    return exported(
        request,
        owner=f"shares-bulk:{request.actor.organisation_id}",
        name=_("%d年度预留份额批量填报表") % year,
        purpose=purpose.cleaned_data["purpose"],
        at=timezone.now(),
        write=lambda content, mark: write_share_form(content, rows, year=year, watermark=mark),
    )


@require_safe
def bulk_show(request: WebRequest, year: int, document_id: UUID) -> HttpResponse:
    return _shown(request, year, _document(request, year, document_id), FillForm())


@require_POST
def bulk_fill(request: WebRequest, year: int, document_id: UUID) -> HttpResponse:
    document, form = _document(request, year, document_id), FillForm(request.POST)
    if not form.is_valid():
        return _shown(request, year, document, form)
    rows = read_shares(document.path, name=document.name).rows
    is_filing = form.cleaned_data["how"] == "file"
    act = services.file_many if is_filing else services.fill_drafts
    found = act(actor=request.actor, year=year, rows=rows, at=timezone.now())
    units = [row.unit_id for row in found if row.outcome in FILLABLE]
    done = len(units)
    # The rows that were just written say the same as what stands now.
    request.session[_WRITTEN] = [str(document_id), units]
    if not done:
        warned(request, _("没有可以写入的行。"))
    elif is_filing:
        said(request, _("已代为提交%d家单位的填报，待本单位其他人员复核。") % done)
    else:
        said(request, _("已写入%d家单位的草稿，待各单位核对后提交。") % done)
    return go_to(request, "shares:bulk_show", year, document_id)


@require_POST
def bulk_rejects(request: WebRequest, year: int, document_id: UUID) -> FileResponse:
    document = _document(request, year, document_id)
    read = read_shares(document.path, name=document.name)
    wrong = [row for row in _judged(request, year, read) if row.outcome in _WRONG]
    reasons = {(row.row.row_no, row.row.unit_code): reason_of(row).replace("\n", " ") for row in wrong}
    return exported(
        request,
        owner=f"shares-bulk:{document.pk}",
        name=_("有误行 %s") % document.name.rpartition(".")[0],
        purpose=_("改正有误行后重新上传"),
        at=timezone.now(),
        write=lambda content, mark: write_share_rejects(content, read, reasons, year=year, watermark=mark),
    )


def reason_of(row: JudgedRow) -> str:
    """Say why nothing becomes of a row, a line for each thing that is wrong."""
    return message_of(row.refusal) if row.refusal is not None else row.message


def _begin(request: WebRequest, year: int, form: BulkForm, unreadable: str = "") -> HttpResponse:
    context = {
        "form": form,
        "year": year,
        "unreadable": unreadable,
        "export_form": ExportForm(initial={"purpose": _("批量填报")}),
    }
    return page(request, "shares/bulk_new.html", context, status=422 if form.errors or unreadable else 200)


def _shown(request: WebRequest, year: int, document: Document, form: FillForm) -> HttpResponse:
    try:
        judged = _judged(request, year, read_shares(document.path, name=document.name))
    except UnreadableFileError as error:
        return _begin(request, year, BulkForm(), str(error))
    key, units = request.session.get(_WRITTEN, ["", []])
    written = {row.row.row_no for row in judged if key == str(document.pk) and row.unit_id in units}
    counts = Counter(row.outcome for row in judged if row.row.row_no not in written)
    # What wants a look comes first, then what would change.
    judged.sort(
        key=lambda row: (
            row.outcome not in _WRONG,
            row.row.row_no not in written,
            row.outcome not in FILLABLE,
            row.row.row_no,
        )
    )
    found = Paginator(judged, ROWS).get_page(request.GET.get("page"))
    context = {
        "document": document,
        "year": year,
        "form": form,
        "page": found,
        "rows": [(row, row.row.row_no in written, reason_of(row)) for row in found],
        "written": len(written),
        "good": sum(counts[one] for one in FILLABLE),
        "same": counts[RowOutcome.SAME],
        "blank": counts[RowOutcome.BLANK],
        "wrong": sum(counts[one] for one in _WRONG),
        # A draft that says the same can still be filed.
        "is_ready": any(row.judged is not None and row.row.row_no not in written for row in judged),
    }
    return page(request, "shares/bulk_show.html", context, status=422 if form.errors else 200)


def _judged(request: WebRequest, year: int, read: ReadShares) -> list[JudgedRow]:
    return read.unread + shares.judge_rows(request.actor, year, read.rows, timezone.now())


def _require_office(request: WebRequest) -> None:
    if not permissions.is_office(request.actor):
        raise Http404


def _owner(request: WebRequest, year: int) -> str:
    return f"shares-bulk:{request.actor.user_id}:{request.actor.organisation_id}:{year}"


def _document(request: WebRequest, year: int, document_id: UUID) -> Document:
    _require_office(request)
    kept = document_queries.documents_of(_owner(request, year)).filter(deleted_at=None)
    return get_object_or_404(kept, pk=document_id)
