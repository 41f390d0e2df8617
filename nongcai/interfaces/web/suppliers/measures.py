"""Measures (处理措施): the platform tells, the supplier answers, the platform decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.suppliers import permissions, services
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers.services import Decision
from nongcai.domain.suppliers.states import MeasureAction, MeasureKind
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import (
    measure_or_404,
    own_or_404,
    require_market,
    require_platform,
    supplier_or_404,
)
from nongcai.interfaces.web.suppliers.measure_forms import AnswerForm, DecideForm, EndForm, NoticeForm
from nongcai.interfaces.web.suppliers.showing import show

if TYPE_CHECKING:
    from datetime import datetime

    from django import forms
    from django.http import HttpResponse

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Measure
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
_ENDING = {MeasureAction.DROP: services.drop, MeasureAction.UPHOLD: services.uphold, MeasureAction.LIFT: services.lift}
_SAYING = {MeasureAction.REPLY: services.reply, MeasureAction.APPEAL: services.appeal}
_BY_ACTION: dict[MeasureAction, Any] = {**_ENDING, **_SAYING}


@require_safe
def measure_list(request: WebRequest) -> HttpResponse:
    require_market(request)
    rows = Paginator(suppliers.measures_visible_to(request.actor), ROWS)
    return page(request, "suppliers/measure_list.html", {"page": rows.get_page(request.GET.get("page"))})


@require_safe
def measure_show(request: WebRequest, measure_id: int) -> HttpResponse:
    return _shown(request, measure_or_404(request, measure_id))


@require_POST
def measure_notify(request: WebRequest, supplier_id: int) -> HttpResponse:
    require_platform(request)
    supplier = supplier_or_404(request, supplier_id)
    form = NoticeForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data | {"kind": MeasureKind(form.cleaned_data["kind"])}
        try:
            row = services.notify(actor=request.actor, supplier_id=supplier_id, **told, at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已告知供应商和县级部门。"))
            return go_to(request, "suppliers:measure_show", row.pk)
    context = show(request.actor, supplier, timezone.localdate(), notice_form=form)
    return page(request, "suppliers/supplier_show.html", context, status=422)


@require_POST
def measure_answer(request: WebRequest, measure_id: int) -> HttpResponse:
    own_or_404(request)
    return _done(request, measure_or_404(request, measure_id), "answer_form", AnswerForm(request.POST))


@require_POST
def measure_decide(request: WebRequest, measure_id: int) -> HttpResponse:
    require_platform(request)
    row = measure_or_404(request, measure_id)
    if "action" in request.POST:
        return _done(request, row, "end_form", EndForm(request.POST))
    return _done(request, row, "decide_form", DecideForm(request.POST))


def _done(request: WebRequest, row: Measure, name: str, form: forms.Form) -> HttpResponse:
    if form.is_valid():
        told = dict(form.cleaned_data)
        # What has no action named is the decision itself.
        service = _BY_ACTION[MeasureAction(told.pop("action"))] if "action" in told else _decide
        try:
            service(actor=request.actor, measure_id=row.pk, **told, at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已办理。"))
            return go_to(request, "suppliers:measure_show", row.pk)
    return _shown(request, row, status=422, **{name: form})


def _decide(*, actor: Actor, measure_id: int, at: datetime, **told: Any) -> Measure:
    return services.decide(actor=actor, measure_id=measure_id, decision=Decision(**told), at=at)


def _shown(request: WebRequest, row: Measure, *, status: int = 200, **typed: forms.Form) -> HttpResponse:
    acts = permissions.acts_on_measure(row, request.actor)
    saying = next((act for act in acts if act in _SAYING), "")
    context = {
        "measure": row,
        "steps": row.steps.order_by("pk"),
        "saying": saying,
        "saying_label": MeasureAction(saying).label if saying else "",
        "ending": [act for act in acts if act in _ENDING],
        "decides": MeasureAction.DECIDE in acts,
        "answer_form": AnswerForm(initial={"action": saying}),
        "end_form": _narrowed(EndForm(), acts),
        "decide_form": DecideForm(initial={"since": timezone.localdate()}),
    }
    return page(request, "suppliers/measure_show.html", context | typed, status=status)


def _narrowed(form: EndForm, acts: list[str]) -> EndForm:
    field: Any = form.fields["action"]
    field.choices = [(value, label) for value, label in field.choices if value in acts]
    return form
