"""What is handed down (下达任务数), to units and to the finance departments right below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.foundation import money
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said, warned
from nongcai.interfaces.web.programmes.forms import year_form
from nongcai.interfaces.web.programmes.gates import require_bureau, require_ruling, year_or_404
from nongcai.interfaces.web.programmes.target_forms import TargetForm, TargetLinesForm
from nongcai.interfaces.web.refusals import into_form, message_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def target_list(request: WebRequest) -> HttpResponse:
    require_bureau(request)
    year = year_form(request, timezone.localdate().year).chosen_year
    return page(request, "programmes/target_list.html", _listed(request, year))


@require_POST
def target_enter(request: WebRequest, year: int) -> HttpResponse:
    require_ruling(request)
    form = TargetForm(request.POST)
    if form.is_valid():
        try:
            place = organisations.place_called(form.cleaned_data["unit"], request.actor.path)
            amounts = {place.id: form.cleaned_data["amount"]}
            told = form.told(year_or_404(year))
            changed = services.hand_down(actor=request.actor, told=told, amounts=amounts, at=timezone.now())
        except DomainError as refusal:
            form.add_error("unit", message_of(refusal))
        else:
            return _done(request, year, changed)
    context = _listed(request, year_or_404(year), target_form=form)
    return page(request, "programmes/target_list.html", context, status=422)


@require_POST
def target_enter_many(request: WebRequest, year: int) -> HttpResponse:
    require_ruling(request)
    form = TargetLinesForm(request.POST)
    if form.is_valid():
        try:
            told = form.told(year_or_404(year))
            changed = services.hand_down_by_code(
                actor=request.actor, told=told, amounts=list(form.amounts.items()), at=timezone.now()
            )
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            return _done(request, year, changed)
    context = _listed(request, year_or_404(year), lines_form=form)
    return page(request, "programmes/target_list.html", context, status=422)


def _done(request: WebRequest, year: int, changed: int) -> HttpResponse:
    handing = programmes.handing_of(organisations.node(request.actor.organisation_id), year)
    total = money.shown(handing.handed)
    said(
        request,
        _("已下达%(n)d个，本年度共下达%(count)d个、合计%(total)s元。")
        % {"n": changed, "count": handing.count, "total": total}
        if changed
        else _("与现行任务数相同，没有变动。"),
    )
    if handing.excess:
        warned(request, _("下达合计超过上级下达本级的任务数%s元，请核对。") % money.shown(handing.excess))
    return go_to(request, f"{reverse('programmes:target_list')}?year={year}")


def _listed(request: WebRequest, year: int, **typed: forms.Form) -> dict[str, Any]:
    office = organisations.node(request.actor.organisation_id)
    found = Paginator(programmes.targets_handed_by(office, year), ROWS).get_page(request.GET.get("page"))
    return {
        "form": year_form(request, timezone.localdate().year, shown=year),
        "year": year,
        "office": office,
        "handing": programmes.handing_of(office, year),
        "page": found,
        "lines": programmes.target_lines(found),
        "may_hand_down": permissions.rules_region(request.actor),
        "target_form": TargetForm(),
        "lines_form": TargetLinesForm(),
        **typed,
    }
