"""Lists of counties that documents made, uploaded as tables: a dry run, then listing."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.states import ListingOutcome
from nongcai.domain.documents import queries as document_queries
from nongcai.domain.documents import services as documents
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.sheets.market_lists import COUNTY_LIST
from nongcai.interfaces.sheets.market_reading import read_counties
from nongcai.interfaces.sheets.reading import UnreadableFileError
from nongcai.interfaces.sheets.writing import write_template
from nongcai.interfaces.web.accounts.batches import BatchNewForm
from nongcai.interfaces.web.exporting import sent as sent_workbook
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.programmes.forms import day_field
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import require_platform

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpResponse

    from nongcai.domain.documents.models import Document
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
KEPT = timedelta(days=1)


class ListingForm(forms.Form):
    """By which document, from when on, counties are on a list."""

    name = forms.CharField(
        label=gettext_lazy("名单名称"), max_length=40, help_text=gettext_lazy("查找时显示，如：重点帮扶县。")
    )
    document = forms.CharField(label=gettext_lazy("依据文件"), max_length=120, help_text=gettext_lazy("不加书名号。"))
    since = day_field(gettext_lazy("列入日期"))


@require_safe
def listing_list(request: WebRequest) -> HttpResponse:
    require_platform(request)
    return _listed(request, BatchNewForm())


@require_safe
def listing_template(request: WebRequest) -> FileResponse:
    require_platform(request)
    content = BytesIO()
    write_template(COUNTY_LIST.kind, content)
    return sent_workbook(content, f"{COUNTY_LIST.title}.xlsx")


@require_POST
def listing_upload(request: WebRequest) -> HttpResponse:
    require_platform(request)
    form = BatchNewForm(request.POST, request.FILES)
    if not form.is_valid():
        return _listed(request, form, status=422)
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
    return go_to(request, "goods:listing_show", document.pk)


@require_safe
def listing_show(request: WebRequest, document_id: UUID) -> HttpResponse:
    return _shown(request, _document(request, document_id), ListingForm())


@require_POST
def listing_load(request: WebRequest, document_id: UUID) -> HttpResponse:
    document, form = _document(request, document_id), ListingForm(request.POST)
    if form.is_valid():
        rows = read_counties(document.path, name=document.name).rows
        try:
            count = services.list_counties(actor=request.actor, rows=rows, **form.cleaned_data)
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已列入%d个县。") % count)
            return go_to(request, "goods:listing_list")
    return _shown(request, document, form, status=422)


@require_POST
def listing_end(request: WebRequest) -> HttpResponse:
    require_platform(request)
    count = services.end_county_list(actor=request.actor, name=request.POST.get("name", "")[:40], at=timezone.now())
    said(request, _("名单今天截止，共%d个县。") % count)
    return go_to(request, "goods:listing_list")


def _listed(request: WebRequest, form: forms.Form, *, status: int = 200, unreadable: str = "") -> HttpResponse:
    context = {"rows": catalogue.county_lists(), "form": form, "unreadable": unreadable}
    return page(request, "goods/listing_list.html", context, status=status)


def _shown(request: WebRequest, document: Document, form: forms.Form, *, status: int = 200) -> HttpResponse:
    try:
        rows = read_counties(document.path, name=document.name).rows
    except UnreadableFileError as error:
        return _listed(request, BatchNewForm(), status=422, unreadable=str(error))
    judged = catalogue.judge_counties(rows, name="")
    found = [one.outcome for one in judged]
    judged.sort(key=lambda one: (one.outcome != ListingOutcome.WRONG, one.said.row_no))
    context = {
        "document": document,
        "page": Paginator(judged, ROWS).get_page(request.GET.get("page")),
        "counts": {outcome.value: found.count(outcome) for outcome in ListingOutcome},
        "form": form,
    }
    return page(request, "goods/listing_show.html", context, status=status)


def _owner(request: WebRequest) -> str:
    return f"county-list:{request.actor.user_id}"


def _document(request: WebRequest, document_id: UUID) -> Document:
    require_platform(request)
    kept = document_queries.documents_of(_owner(request)).filter(deleted_at=None)
    return get_object_or_404(kept, pk=document_id)
