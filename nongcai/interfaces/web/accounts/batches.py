"""Accounts for many units at once: the template, a dry run with a result for each row, opening, the wrong rows back."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.accounts.rules import shown_code
from nongcai.domain.documents import queries as document_queries
from nongcai.domain.documents import services as documents
from nongcai.domain.organisations import permissions, services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.states import PostOutcome
from nongcai.interfaces.sheets.opening import read_posts
from nongcai.interfaces.sheets.posts import POSTS
from nongcai.interfaces.sheets.reading import UnreadableFileError
from nongcai.interfaces.sheets.refusals import LIMITS
from nongcai.interfaces.sheets.writing import TableColumn, write_rejects, write_table, write_template
from nongcai.interfaces.web.exporting import ExportForm, exported
from nongcai.interfaces.web.exporting import sent as sent_workbook
from nongcai.interfaces.web.http import go_to, page, said, sent, warned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.queries import JudgedPost
    from nongcai.domain.organisations.services import PostCode
    from nongcai.interfaces.sheets.opening import ReadPosts
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
KEPT = timedelta(days=1)
ACCEPTED = (".xlsx", ".xls", ".csv")


class BatchNewForm(forms.Form):
    """The filled-in table."""

    original = forms.FileField(
        label=gettext_lazy("选择填好的表"),
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
        error_messages={
            "required": gettext_lazy("请选择文件。"),
            "empty": gettext_lazy("所选文件是空文件，请核对后再上传。"),
        },
    )

    def clean_original(self) -> UploadedFile[Any]:
        """Refuse what cannot be such a table."""
        file: UploadedFile[Any] = self.cleaned_data["original"]
        if PurePath(str(file.name)).suffix.lower() not in ACCEPTED or (file.size or 0) > LIMITS.file_bytes:
            raise forms.ValidationError(_("“%s”不是xlsx、xls或csv文件，或文件过大，请另存为xlsx后再上传。") % file.name)
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def batch_new(request: WebRequest) -> HttpResponse:
    _require_keeper(request)
    form = BatchNewForm(request.POST or None, request.FILES or None) if request.method == "POST" else BatchNewForm()
    if sent(request) is not None and form.is_valid():
        file, now = form.cleaned_data["original"], timezone.now()
        document = documents.store(
            owner=_owner(request),
            name=str(file.name),
            media_type=str(file.content_type),
            chunks=file.chunks(),
            at=now,
            user_id=request.actor.user_id,
            expires_at=now + KEPT,
        )
        return go_to(request, "accounts:batch_show", document.pk)
    return page(request, "accounts/batch_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def batch_template(request: WebRequest) -> FileResponse:
    _require_keeper(request)
    content = BytesIO()
    write_template(POSTS.kind, content)
    return sent_workbook(content, f"{POSTS.title}.xlsx")


@require_safe
def batch_show(request: WebRequest, document_id: UUID) -> HttpResponse:
    return _shown(request, _document(request, document_id), ExportForm(initial={"purpose": _("发放激活码")}))


@require_POST
def batch_open(request: WebRequest, document_id: UUID) -> HttpResponse | FileResponse:
    document, form = _document(request, document_id), ExportForm(request.POST)
    if not form.is_valid():
        return _shown(request, document, form)
    now = timezone.now()
    until = now + timedelta(days=settings.ACTIVATION_DAYS)
    rows = read_posts(document.path, name=document.name).rows
    codes = services.open_posts(actor=request.actor, rows=rows, at=now, until=until)
    if not codes:
        warned(request, _("没有可以开通的行，表中的账号已开通或有误。"))
        return go_to(request, "accounts:batch_show", document_id)
    said(request, _("已开通%d个账号，激活码表已下载，请妥善分发；激活码不再列出，遗失的可逐个重新发放。") % len(codes))
    response = exported(
        request,
        owner=f"accounts:{document.pk}",
        name=_("账号激活码表"),
        purpose=form.cleaned_data["purpose"],
        at=now,
        write=_table(request, codes, until),
        # What is kept on record shows no code: whoever reads it later could set the passwords.
        kept=_table(request, codes, until, hidden=True),
    )
    response.set_cookie("fetched", "1", max_age=60, samesite="Lax")
    return response


@require_POST
def batch_rejects(request: WebRequest, document_id: UUID) -> FileResponse:
    document = _document(request, document_id)
    read = read_posts(document.path, name=document.name)
    wrong = [one for one in _judged(request, read) if one.outcome == PostOutcome.WRONG]
    reasons = {one.said.row_no: [f"{one.column}：{one.message}"] for one in wrong}
    return exported(
        request,
        owner=f"accounts:{document.pk}",
        name=_("有误行 %s") % document.name.rpartition(".")[0],
        purpose=_("改正有误行后重新上传"),
        at=timezone.now(),
        write=lambda content, mark: write_rejects(content, plan=read.plan, reasons=reasons, watermark=mark),
    )


def _shown(request: WebRequest, document: Document, form: ExportForm) -> HttpResponse:
    try:
        judged = _judged(request, read_posts(document.path, name=document.name))
    except UnreadableFileError as error:
        typed = BatchNewForm()
        return page(request, "accounts/batch_new.html", {"form": typed, "unreadable": str(error)}, status=422)
    found = [one.outcome for one in judged]
    # What wants a look comes first.
    judged.sort(key=lambda one: (one.outcome != PostOutcome.WRONG, not one.warnings, one.said.row_no))
    context = {
        "document": document,
        "form": form,
        "page": Paginator(judged, ROWS).get_page(request.GET.get("page")),
        "new": found.count(PostOutcome.NEW),
        "exists": found.count(PostOutcome.EXISTS),
        "wrong": found.count(PostOutcome.WRONG),
        "warned": sum(bool(one.warnings) for one in judged if one.outcome != PostOutcome.WRONG),
    }
    return page(request, "accounts/batch_show.html", context, status=422 if form.errors else 200)


def _judged(request: WebRequest, read: ReadPosts) -> list[JudgedPost]:
    return organisations.judge_posts(request.actor, read.rows, on=timezone.localdate())


def _table(
    request: WebRequest, codes: Sequence[PostCode], until: datetime, *, hidden: bool = False
) -> Callable[[BytesIO, str], None]:
    columns = [
        TableColumn(_("单位编码")),
        TableColumn(_("单位名称"), "text", 28),
        TableColumn(_("岗位名称"), "text", 28),
        TableColumn(_("登录名")),
        TableColumn(_("激活码")),
        TableColumn(_("激活地址"), "text", 44),
        TableColumn(_("有效期至"), "moment"),
        TableColumn(_("账号类型")),
    ]
    names = organisations.names_of({one.judged.unit_id for one in codes})
    rows = [
        (
            one.judged.said.unit_code,
            names[one.judged.unit_id],
            one.judged.said.label,
            one.judged.said.name,
            "****" if hidden else shown_code(one.code),
            "****" if hidden else request.build_absolute_uri(reverse("accounts:account_activate", args=[one.code])),
            until,
            one.judged.kind,
        )
        for one in codes
    ]
    note = _("激活码只能使用一次，请分别交给本人，不要转发整张表。")
    return lambda content, mark: write_table(content, _("账号激活码表"), columns, rows, watermark=mark, note=note)


def _require_keeper(request: WebRequest) -> None:
    if not permissions.opens_accounts(request.actor):
        raise Http404


def _owner(request: WebRequest) -> str:
    return f"accounts-batch:{request.actor.user_id}"


def _document(request: WebRequest, document_id: UUID) -> Document:
    _require_keeper(request)
    kept = document_queries.documents_of(_owner(request)).filter(deleted_at=None)
    return get_object_or_404(kept, pk=document_id)
