"""A bank's statement: a dry run row by row, what its headings mean, recording, the wrong rows back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.documents import queries as document_queries
from nongcai.domain.documents import services as documents
from nongcai.domain.payments import queries, services
from nongcai.domain.payments.states import RowOutcome
from nongcai.foundation.errors import ConflictError
from nongcai.interfaces.sheets.bank_reading import read_statement
from nongcai.interfaces.sheets.reading import UnreadableFileError
from nongcai.interfaces.sheets.writing import write_rejects
from nongcai.interfaces.web.exporting import exported
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.payments.forms import HeadingsForm, StatementForm
from nongcai.interfaces.web.payments.gates import seller_or_404
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import FileResponse, HttpResponse

    from nongcai.domain.documents.models import Document
    from nongcai.domain.payments.queries import OfAccount
    from nongcai.interfaces.sheets.bank_reading import ReadStatement
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
KEPT = timedelta(days=1)
_FIRST = {RowOutcome.WRONG: 0, RowOutcome.NEW: 1}


@require_safe
def statement_list(request: WebRequest) -> HttpResponse:
    seller_or_404(request)
    found = Paginator(queries.statements_visible_to(request.actor), ROWS).get_page(request.GET.get("page"))
    return page(request, "payments/statement_list.html", {"page": found})


@require_http_methods(["GET", "HEAD", "POST"])
def statement_new(request: WebRequest) -> HttpResponse:
    supplier = seller_or_404(request)
    form = StatementForm(request.POST, request.FILES) if request.method == "POST" else StatementForm()
    if request.method == "POST" and form.is_valid():
        file, tail, now = form.cleaned_data["original"], form.cleaned_data["tail"], timezone.now()
        if queries.account_of_statement(supplier.pk, tail) is None:
            form.add_error(None, _("还没有平台核对通过的结算账户，请先提交结算账户。"))
        else:
            document = documents.store(
                owner=_owner(supplier.pk, tail),
                name=str(file.name),
                media_type="application/octet-stream",
                chunks=file.chunks(),
                at=now,
                user_id=request.actor.user_id,
                expires_at=now + KEPT,
            )
            return go_to(request, "payments:statement_show", document.pk)
    return page(request, "payments/statement_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def statement_show(request: WebRequest, document_id: UUID) -> HttpResponse:
    return _shown(request, *_found(request, document_id))


@require_POST
def statement_answer(request: WebRequest, document_id: UUID) -> HttpResponse:
    document, account = _found(request, document_id)
    try:
        form = HeadingsForm(_read(document, account).questions, request.POST)
    except UnreadableFileError:
        return _shown(request, document, account)
    if not form.is_valid():
        return _shown(request, document, account, status=422, headings_form=form)
    services.answer_headings(actor=request.actor, answers=form.answers())
    said(request, _("已记住，以后的对账单自动沿用。"))
    return go_to(request, "payments:statement_show", document_id)


@require_POST
def statement_load(request: WebRequest, document_id: UUID) -> HttpResponse:
    document, account = _found(request, document_id)
    try:
        read = _read(document, account)
        made = services.load_statement(
            actor=request.actor,
            account=account,
            rows=read.rows,
            bank=read.bank,
            name=document.name,
            at=timezone.now(),
        )
    except UnreadableFileError:
        return _shown(request, document, account, status=422)
    except ConflictError as refusal:
        form = StatementForm({})
        form.errors.clear()
        into_form(form, refusal)
        return _shown(request, document, account, status=409, refused=form)
    text = _("已登记%(all)d笔到账，%(matched)d笔自动核对入账，其余列入异常。")
    said(request, text % {"all": made.recorded, "matched": made.matched})
    return go_to(request, "payments:statement_list")


@require_POST
def statement_rejects(request: WebRequest, document_id: UUID) -> FileResponse:
    document, account = _found(request, document_id)
    try:
        read = _read(document, account)
    except UnreadableFileError as error:
        raise Http404 from error
    judged = queries.judge_statement(account, read.rows)
    reasons = {one.said.row_no: [one.message] for one in judged if one.outcome == RowOutcome.WRONG}
    return exported(
        request,
        owner=f"statement:{document.pk}",
        name=_("有误行 %s") % document.name.rpartition(".")[0],
        purpose=_("改正有误行后重新上传"),
        at=timezone.now(),
        write=lambda content, mark: write_rejects(content, plan=read.plan, reasons=reasons, watermark=mark),
    )


def _shown(
    request: WebRequest, document: Document, account: OfAccount, *, status: int = 200, **typed: forms.Form
) -> HttpResponse:
    try:
        read = _read(document, account)
    except UnreadableFileError as error:
        context = {"form": StatementForm(), "unreadable": error.message}
        return page(request, "payments/statement_new.html", context, status=422)
    judged = queries.judge_statement(account, read.rows)
    # What wants a look comes first.
    ordered = sorted(judged, key=lambda one: (_FIRST.get(one.outcome, len(_FIRST)), one.said.row_no))
    context = {
        "document": document,
        "account": account,
        "bank": read.bank,
        "page": Paginator(ordered, ROWS).get_page(request.GET.get("page")),
        "counts": queries.counted(judged),
        "claimed": sum(one.claim is not None for one in judged),
        "headings_form": HeadingsForm(read.questions) if read.questions else None,
    }
    return page(request, "payments/statement_show.html", context | typed, status=status)


def _read(document: Document, account: OfAccount) -> ReadStatement:
    return read_statement(document.path, name=document.name, answers=queries.headings_told(account.supplier_id))


def _owner(supplier_id: int, tail: str) -> str:
    return f"statement:{supplier_id}:{tail}"


def _found(request: WebRequest, document_id: UUID) -> tuple[Document, OfAccount]:
    supplier = seller_or_404(request)
    kept = document_queries.documents_under(_owner(supplier.pk, "")).filter(deleted_at=None)
    document = get_object_or_404(kept, pk=document_id)
    account = queries.account_of_statement(supplier.pk, document.owner.rpartition(":")[2])
    if account is None:
        raise Http404
    return document, account
