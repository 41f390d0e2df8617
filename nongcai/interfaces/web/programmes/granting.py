"""Lower ratios that were approved (降低比例核准) and later days that were granted (延期填报)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.programmes.forms import year_form
from nongcai.interfaces.web.programmes.gates import require_bureau, require_ruling, year_or_404
from nongcai.interfaces.web.programmes.granted import ExemptionForm, ExtensionForm
from nongcai.interfaces.web.refusals import into_form, message_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def grant_list(request: WebRequest) -> HttpResponse:
    require_bureau(request)
    year = year_form(request, timezone.localdate().year).chosen_year
    return page(request, "programmes/grant_list.html", _listed(request, year))


@require_POST
def exemption_enter(request: WebRequest) -> HttpResponse:
    require_ruling(request)
    form = ExemptionForm(request.POST)

    def enter(unit_id: int) -> None:
        services.approve_exemption(actor=request.actor, organisation_id=unit_id, told=form.told(), at=timezone.now())

    if _done(request, form, enter):
        said(request, _("降低比例核准已登记。"))
        return _back(request, form.cleaned_data["first_year"])
    context = _listed(request, timezone.localdate().year, exemption_form=form)
    return page(request, "programmes/grant_list.html", context, status=422)


@require_POST
def exemption_end(request: WebRequest, exemption_id: int) -> HttpResponse:
    require_ruling(request)
    services.end_exemption(actor=request.actor, exemption_id=exemption_id, at=timezone.now())
    said(request, _("降低比例核准已终止，此前已确认的填报不受影响。"))
    return _back(request, year_form(request, timezone.localdate().year).chosen_year)


@require_POST
def extension_enter(request: WebRequest, year: int) -> HttpResponse:
    require_ruling(request)
    form = ExtensionForm(request.POST)

    def enter(unit_id: int) -> None:
        services.extend(
            actor=request.actor,
            organisation_id=unit_id,
            year=year_or_404(year),
            due_on=form.cleaned_data["due_on"],
            ground=form.cleaned_data["ground"],
            at=timezone.now(),
        )

    if _done(request, form, enter):
        said(request, _("延期填报已登记。"))
        return _back(request, year)
    context = _listed(request, year_or_404(year), extension_form=form)
    return page(request, "programmes/grant_list.html", context, status=422)


@require_POST
def extension_end(request: WebRequest, extension_id: int) -> HttpResponse:
    require_ruling(request)
    extension = services.end_extension(actor=request.actor, extension_id=extension_id, at=timezone.now())
    said(request, _("延期已终止，此前已提交的填报不受影响。"))
    return _back(request, extension.year)


def _done(request: WebRequest, form: forms.Form, enter: Callable[[int], None]) -> bool:
    if not form.is_valid():
        return False
    try:
        unit = organisations.unit_called(form.cleaned_data["unit"], request.actor.path)
    except DomainError as refusal:
        form.add_error("unit", message_of(refusal))
        return False
    try:
        enter(unit.pk)
    except DomainError as refusal:
        into_form(form, refusal)
        return False
    return True


def _listed(request: WebRequest, year: int, **typed: forms.Form) -> dict[str, Any]:
    blank = {"exemption_form": ExemptionForm(initial={"first_year": year, "last_year": year})}
    return {
        "form": year_form(request, timezone.localdate().year, shown=year),
        "year": year,
        "exemptions": programmes.exemptions_visible_to(request.actor, year),
        "extensions": programmes.extensions_visible_to(request.actor, year),
        "may_grant": permissions.rules_region(request.actor),
        **blank,
        "extension_form": ExtensionForm(),
        **typed,
    }


def _back(request: WebRequest, year: int) -> HttpResponse:
    return go_to(request, f"{reverse('programmes:grant_list')}?year={year}")
