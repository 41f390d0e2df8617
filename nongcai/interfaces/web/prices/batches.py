"""A market's list of prices: the template, a dry run row by row, what its names mean, entering, the wrong rows back."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.states import PriceRowOutcome
from nongcai.domain.documents import queries as document_queries
from nongcai.domain.documents import services as documents
from nongcai.foundation.errors import ConflictError, InvalidError, NotFoundError
from nongcai.interfaces.sheets.market_lists import PRICE_LIST
from nongcai.interfaces.sheets.market_reading import read_prices
from nongcai.interfaces.sheets.reading import UnreadableFileError
from nongcai.interfaces.sheets.writing import write_rejects, write_template
from nongcai.interfaces.web.exporting import exported
from nongcai.interfaces.web.exporting import sent as sent_workbook
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.prices.forms import ListForm, LoadForm, NamesForm
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import require_platform

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import FileResponse, HttpResponse

    from nongcai.domain.documents.models import Document
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
KEPT = timedelta(days=1)
_FIRST = {PriceRowOutcome.WRONG: 0, PriceRowOutcome.UNKNOWN: 1}


@require_http_methods(["GET", "HEAD", "POST"])
def batch_new(request: WebRequest) -> HttpResponse:
    require_platform(request)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
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
        return go_to(request, "prices:batch_show", document.pk)
    return page(request, "prices/batch_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def batch_template(request: WebRequest) -> FileResponse:
    require_platform(request)
    content = BytesIO()
    write_template(PRICE_LIST.kind, content)
    return sent_workbook(content, f"{PRICE_LIST.title}.xlsx")


@require_safe
def batch_show(request: WebRequest, document_id: UUID) -> HttpResponse:
    return _shown(request, _document(request, document_id))


@require_POST
def batch_name(request: WebRequest, document_id: UUID) -> HttpResponse:
    document = _document(request, document_id)
    names = [str(text)[:60] for key, text in request.POST.items() if key.startswith("name_")]
    form = NamesForm(names, request.POST)
    if form.is_valid():
        try:
            count = services.name_markets(actor=request.actor, meanings=form.meanings())
        except (InvalidError, ConflictError, NotFoundError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已记住%d个品名，以后的行情表自动沿用。") % count)
            return go_to(request, "prices:batch_show", document_id)
    return _shown(request, document, status=422, names_form=form)


@require_POST
def batch_load(request: WebRequest, document_id: UUID) -> HttpResponse:
    document, form = _document(request, document_id), LoadForm(request.POST)
    if form.is_valid():
        read = read_prices(document.path, name=document.name)
        try:
            count = services.load_references(
                actor=request.actor, rows=read.rows, source=form.cleaned_data["source"], at=timezone.now()
            )
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已录入%d条参考价。") % count)
            return go_to(request, "prices:reference_list")
    return _shown(request, document, status=422, load_form=form)


@require_POST
def batch_rejects(request: WebRequest, document_id: UUID) -> FileResponse:
    document = _document(request, document_id)
    read = read_prices(document.path, name=document.name)
    judged = catalogue.judge_prices(read.rows, on=timezone.localdate())
    reasons = {one.said.row_no: [one.message] for one in judged if one.outcome == PriceRowOutcome.WRONG}
    return exported(
        request,
        owner=f"prices:{document.pk}",
        name=_("有误行 %s") % document.name.rpartition(".")[0],
        purpose=_("改正有误行后重新上传"),
        at=timezone.now(),
        write=lambda content, mark: write_rejects(content, plan=read.plan, reasons=reasons, watermark=mark),
    )


def _shown(request: WebRequest, document: Document, *, status: int = 200, **typed: forms.Form) -> HttpResponse:
    try:
        read = read_prices(document.path, name=document.name)
    except UnreadableFileError as error:
        return page(request, "prices/batch_new.html", {"form": ListForm(), "unreadable": str(error)}, status=422)
    judged = catalogue.judge_prices(read.rows, on=timezone.localdate())
    unknown = catalogue.unknown_names(judged)
    found = [one.outcome for one in judged]
    # What wants a look comes first.
    judged.sort(key=lambda one: (_FIRST.get(one.outcome, len(_FIRST)), one.said.row_no))
    context = {
        "document": document,
        "page": Paginator(judged, ROWS).get_page(request.GET.get("page")),
        "unknown": unknown,
        "counts": {outcome.value: found.count(outcome) for outcome in PriceRowOutcome},
        "names_form": NamesForm(unknown),
        "load_form": LoadForm(),
    }
    return page(request, "prices/batch_show.html", context | typed, status=status)


def _owner(request: WebRequest) -> str:
    return f"price-list:{request.actor.user_id}"


def _document(request: WebRequest, document_id: UUID) -> Document:
    require_platform(request)
    kept = document_queries.documents_of(_owner(request)).filter(deleted_at=None)
    return get_object_or_404(kept, pk=document_id)
