"""The demand board: the list, one with its answers, publishing, closing, answering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.catalogue import permissions, services
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.suppliers import permissions as supplier_permissions
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.demands.forms import AnswerForm, DemandForm, FindForm, NumberForm
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import own_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.catalogue.models import Demand
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def demand_list(request: WebRequest) -> HttpResponse:
    _require_concerned(request)
    form, today = FindForm(request.GET), timezone.localdate()
    rows = catalogue.demands_visible_to(request.actor, today, **form.told())
    found = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": found,
        "rows": catalogue.demands_shown(request.actor, found.object_list, today),
        "filter_form": form,
        "buys": permissions.buys_for(request.actor) is not None,
    }
    return page(request, "demands/demand_list.html", context)


@require_safe
def demand_show(request: WebRequest, demand_id: int) -> HttpResponse:
    return _shown(request, _demand_or_404(request, demand_id))


@require_http_methods(["GET", "HEAD", "POST"])
def demand_new(request: WebRequest) -> HttpResponse:
    _require_buying(request)
    form = DemandForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.publish_demand(actor=request.actor, told=form.told(), at=timezone.now())
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("需求已发布，供应商可以看到。"))
            return go_to(request, "demands:demand_show", made.pk)
    return page(request, "demands/demand_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def demand_close(request: WebRequest, demand_id: int) -> HttpResponse:
    _require_buying(request)
    services.close_demand(actor=request.actor, demand_id=demand_id, at=timezone.now())
    said(request, _("需求已关闭。"))
    return go_to(request, "demands:demand_show", demand_id)


@require_POST
def demand_answer(request: WebRequest, demand_id: int) -> HttpResponse:
    own_or_404(request)
    demand = _demand_or_404(request, demand_id)
    form = AnswerForm(catalogue.products_to_answer_with(request.actor), request.POST)
    if form.is_valid():
        key = form.cleaned_data["product"]
        try:
            services.answer_demand(actor=request.actor, demand_id=demand_id, product_id=key, at=timezone.now())
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已标注可供应，采购单位可以看到。"))
            return go_to(request, "demands:demand_show", demand_id)
    return _shown(request, demand, form, status=422)


@require_POST
def number_look(request: WebRequest, demand_id: int) -> HttpResponse:
    _require_concerned(request)
    demand, form = _demand_or_404(request, demand_id), NumberForm(request.POST)
    if not form.is_valid():
        return _shown(request, demand, number_form=form, status=422)
    purpose, now = form.cleaned_data["purpose"], timezone.now()
    number = services.look_at_number(actor=request.actor, demand_id=demand_id, purpose=purpose, at=now)
    return _shown(request, demand, number=number)


@require_POST
def demand_retract(request: WebRequest, demand_id: int) -> HttpResponse:
    own_or_404(request)
    services.retract_answer(actor=request.actor, demand_id=demand_id, at=timezone.now())
    said(request, _("已取消可供应。"))
    return go_to(request, "demands:demand_list")


def _shown(
    request: WebRequest,
    demand: Demand,
    form: AnswerForm | None = None,
    *,
    number: str = "",
    number_form: NumberForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today, sells = timezone.localdate(), supplier_permissions.sells(request.actor)
    [shown] = catalogue.demands_shown(request.actor, [demand], today)
    if sells and form is None:
        form = AnswerForm(catalogue.products_to_answer_with(request.actor))
    context = {
        "shown": shown,
        "demand": demand,
        "answers": catalogue.answers_visible_to(request.actor, demand, today),
        "sells": sells,
        "number": number,
        "number_form": number_form or NumberForm(),
        "answer_form": form,
        "can_answer": bool(sells and catalogue.products_to_answer_with(request.actor)),
    }
    return page(request, "demands/demand_show.html", context, status=status)


def _demand_or_404(request: WebRequest, demand_id: int) -> Demand:
    found: Demand = get_object_or_404(catalogue.demands_visible_to(request.actor, timezone.localdate()), pk=demand_id)
    return found


def _require_concerned(request: WebRequest) -> None:
    actor = request.actor
    is_markets = supplier_permissions.sells(actor) or supplier_permissions.admits(actor)
    if not is_markets and permissions.buys_for(actor) is None:
        raise Http404


def _require_buying(request: WebRequest) -> None:
    if permissions.buys_for(request.actor) is None:
        raise Http404
