"""Workbooks of goods, and of prices and stocks: uploaded, tried row by row, done when their supplier says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.states import BatchKind
from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError
from nongcai.interfaces.web.exporting import ExportForm
from nongcai.interfaces.web.goods.batch_forms import BatchForm
from nongcai.interfaces.web.goods.batch_showing import batch_page
from nongcai.interfaces.web.goods.forms import CategoryChoice
from nongcai.interfaces.web.goods.gates import batch_or_404
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import own_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.catalogue.models import OfferBatch
    from nongcai.interfaces.web.http import WebRequest

ROWS = 20


@require_safe
def batch_list(request: WebRequest) -> HttpResponse:
    own_or_404(request)
    rows = Paginator(catalogue.batches_visible_to(request.actor), ROWS)
    return page(request, "goods/batch_list.html", {"page": rows.get_page(request.GET.get("page"))})


@require_http_methods(["GET", "HEAD", "POST"])
def batch_new(request: WebRequest) -> HttpResponse:
    own_or_404(request)
    choice = CategoryChoice(request.GET or None)
    if not choice.is_valid():
        return page(request, "goods/batch_new.html", {"choice_form": choice}, status=422 if choice.errors else 200)
    category = catalogue.category_of(choice.cleaned_data["category"])
    form = _form(request)
    kept = _receive(request, form, BatchKind.GOODS, category.pk)
    if kept is not None:
        return go_to(request, "goods:batch_show", kept.pk)
    context = {
        "choice_form": choice,
        "category": category,
        "category_name": catalogue.names_above([category])[category.pk],
        "form": form,
    }
    return page(request, "goods/batch_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def batch_change(request: WebRequest) -> HttpResponse:
    own_or_404(request)
    form = _form(request)
    kept = _receive(request, form, BatchKind.CHANGES, None)
    if kept is not None:
        return go_to(request, "goods:batch_show", kept.pk)
    context = {"form": form, "export_form": ExportForm(initial={"purpose": _("批量改价改库存")})}
    return page(request, "goods/batch_change.html", context, status=422 if form.errors else 200)


@require_safe
def batch_show(request: WebRequest, batch_id: int) -> HttpResponse:
    return page(request, "goods/batch_show.html", batch_page(request, batch_or_404(request, batch_id)))


@require_POST
def batch_check(request: WebRequest, batch_id: int) -> HttpResponse:
    batch_or_404(request, batch_id)
    services.recheck_batch(actor=request.actor, batch_id=batch_id)
    return go_to(request, "goods:batch_show", batch_id)


@require_POST
def batch_load(request: WebRequest, batch_id: int) -> HttpResponse:
    batch_or_404(request, batch_id)
    services.start_batch(actor=request.actor, batch_id=batch_id)
    return go_to(request, "goods:batch_show", batch_id)


@require_POST
def batch_discard(request: WebRequest, batch_id: int) -> HttpResponse:
    batch_or_404(request, batch_id)
    services.discard_batch(actor=request.actor, batch_id=batch_id)
    said(request, _("已放弃本批，没有办理任何内容。"))
    return go_to(request, "goods:batch_list")


def _form(request: WebRequest) -> BatchForm:
    return BatchForm(request.POST, request.FILES) if request.method == "POST" else BatchForm()


def _receive(request: WebRequest, form: BatchForm, kind: BatchKind, category_id: int | None) -> OfferBatch | None:
    if request.method != "POST" or not form.is_valid():
        return None
    file: Any = form.cleaned_data["original"]
    try:
        return services.receive_batch(
            actor=request.actor,
            kind=kind,
            category_id=category_id,
            name=str(file.name),
            chunks=file.chunks(),
            at=timezone.now(),
        )
    except (InvalidError, ConflictError, NotAllowedError) as refusal:
        into_form(form, refusal)
        return None
