"""What was settled: by whom, when and why; settled otherwise or opened again. A matter's page lists its orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.imports import queries as imports
from nongcai.domain.imports import services
from nongcai.domain.organisations import permissions
from nongcai.domain.transactions import queries as transactions
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.imports.choosing import tabs, units_for
from nongcai.interfaces.web.imports.forms import ReopenForm, ReviseForm
from nongcai.interfaces.web.imports.gates import for_readers
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.imports.models import ReconciliationItem
    from nongcai.interfaces.web.http import WebRequest

SETTLED, ORDERS = 20, 50


@require_safe
@for_readers
def reconciliation_settled(request: WebRequest) -> HttpResponse:
    settled = Paginator(imports.settled_visible_to(request.actor), SETTLED).get_page(request.GET.get("page"))
    kinds = imports.kinds_of(imports.items_visible_to(request.actor))
    context = {
        "page": settled,
        "tabs": tabs(kinds, current="settled"),
        "may_act": permissions.is_finance(request.actor),
    }
    return page(request, "imports/reconciliation_settled.html", context)


@require_safe
@for_readers
def reconciliation_show(request: WebRequest, item_id: int) -> HttpResponse:
    return page(request, "imports/reconciliation_show.html", _shown(request, _item_or_404(request, item_id)))


@require_POST
@for_readers
def reconciliation_revise(request: WebRequest, item_id: int) -> HttpResponse:
    item = _item_or_404(request, item_id)
    form = ReviseForm(request.POST)
    if "find" in request.POST:
        return page(request, "imports/reconciliation_show.html", _shown(request, item, ReviseForm(), request.POST))
    if form.is_valid():
        try:
            services.revise(actor=request.actor, item_id=item.pk, at=timezone.now(), **form.cleaned_data)
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已改判，原计入的订单已冲销并计入新单位，今后导入时按此办理。"))
            return go_to(request, "imports:reconciliation_show", item.pk)
    return page(request, "imports/reconciliation_show.html", _shown(request, item, form, request.POST), status=422)


@require_POST
@for_readers
def reconciliation_reopen(request: WebRequest, item_id: int) -> HttpResponse:
    item = _item_or_404(request, item_id)
    form = ReopenForm(request.POST)
    if form.is_valid():
        services.reopen(actor=request.actor, item_id=item.pk, at=timezone.now(), **form.cleaned_data)
        said(request, _("已退回待核对，原计入的订单已冲销，重新认定后再计入。"))
        return go_to(request, "imports:reconciliation_list")
    context = _shown(request, item) | {"reopen": form}
    return page(request, "imports/reconciliation_show.html", context, status=422)


def _item_or_404(request: WebRequest, item_id: int) -> ReconciliationItem:
    return get_object_or_404(imports.matters_visible_to(request.actor), pk=item_id)


def _shown(
    request: WebRequest, item: ReconciliationItem, form: ReviseForm | None = None, posted: Any = None
) -> dict[str, Any]:
    orders = imports.orders_of(item)
    listed = Paginator(transactions.listable(orders), ORDERS).get_page(request.GET.get("page"))
    context = {
        "item": item,
        "steps": imports.steps_of(item),
        "sum": transactions.sum_of(orders),
        "page": listed,
    }
    if not (item.is_revisable and permissions.is_finance(request.actor)):
        return context
    q = (posted or {}).get("q", "").strip()
    suggested = [one for one in imports.suggestions([item], request.actor.path)[item.pk] if one.unit_id != item.unit_id]
    choices, found = units_for(request, suggested, q)
    picked = (posted or {}).get("unit_id", "")
    return context | {
        "form": form or ReviseForm(),
        "reopen": ReopenForm(auto_id="id_reopen_%s"),
        "choices": choices,
        "picked": picked,
        "reason": (posted or {}).get("reason", ""),
        "q": q,
        "has_none": bool(q) and not found,
    }
