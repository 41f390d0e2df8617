"""Contacts are entered, ended and marked as dead; a whole number is shown once its purpose is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nongcai.domain.organisations import permissions, services
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.contacts.forms import LiaisonEndForm, LiaisonForm, NumberLookForm
from nongcai.interfaces.web.contacts.views import liaison_shown
from nongcai.interfaces.web.http import go_to, said
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from nongcai.domain.organisations.models import Liaison
    from nongcai.interfaces.web.http import WebRequest


@require_POST
def liaison_enter(request: WebRequest, unit_id: int) -> HttpResponse:
    lineage = organisations.lineage_visible_to(request.actor, unit_id)
    if not lineage:
        raise Http404
    permissions.require_keeper_of_liaisons(request.actor, [lineage[-1].path])
    form = LiaisonForm(request.POST, today=timezone.localdate())
    if form.is_valid():
        try:
            services.enter_liaison(actor=request.actor, organisation_id=unit_id, told=form.told(), at=timezone.now())
        except DomainError as refusal:
            into_form(form, refusal)
    if form.errors:
        return liaison_shown(request, unit_id, form=form)
    said(request, _("联络员已登记。"))
    return go_to(request, "contacts:liaison_show", unit_id)


@require_POST
def liaison_end(request: WebRequest, liaison_id: int) -> HttpResponse:
    entry, form = _entry(request, liaison_id), LiaisonEndForm(request.POST)
    if not form.is_valid():
        return _wrong(request, entry, form)
    until = form.cleaned_data["until"]
    services.end_liaison(actor=request.actor, liaison_id=entry.pk, until=until, at=timezone.now())
    said(request, _("“%s”的截止日期已登记。") % entry.post)
    return go_to(request, "contacts:liaison_show", entry.organisation_id)


@require_POST
def liaison_dead(request: WebRequest, liaison_id: int) -> HttpResponse:
    entry = _entry(request, liaison_id)
    services.mark_dead(actor=request.actor, liaison_id=entry.pk, at=timezone.now())
    said(request, _("已登记号码失效，并提醒该单位登记新的号码。"))
    return go_to(request, "contacts:liaison_show", entry.organisation_id)


@require_POST
def number_look(request: WebRequest, liaison_id: int) -> HttpResponse:
    entry, form = _entry(request, liaison_id), NumberLookForm(request.POST)
    if not form.is_valid():
        return _wrong(request, entry, form)
    purpose = form.cleaned_data["purpose"]
    shown = services.look_at_number(actor=request.actor, liaison_id=entry.pk, purpose=purpose, at=timezone.now())
    return liaison_shown(request, entry.organisation_id, revealed=shown)


def _entry(request: WebRequest, liaison_id: int) -> Liaison:
    entry = organisations.liaisons_visible_to(request.actor).filter(pk=liaison_id).first()
    if entry is None:
        raise Http404
    return entry


def _wrong(request: WebRequest, entry: Liaison, form: forms.Form) -> HttpResponse:
    [first, *_rest] = [text for texts in form.errors.values() for text in texts]
    return liaison_shown(request, entry.organisation_id, wrong=str(first))
