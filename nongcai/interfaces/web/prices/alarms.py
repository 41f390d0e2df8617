"""Alarms about prices: the platform's desk, the supplier's public reply, the decision, proofs of prices elsewhere."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.catalogue import permissions, services
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.states import AlarmAction
from nongcai.domain.suppliers.services import Scan
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.prices.forms import ElsewhereForm, FindForm, ReplyForm, VerdictForm
from nongcai.interfaces.web.prices.gates import alarm_or_404, shown_offer_or_404
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import own_or_404, require_market, require_platform

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from nongcai.domain.catalogue.models import PriceAlarm
    from nongcai.domain.documents.models import Document
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
_DECIDING = (AlarmAction.KEEP, AlarmAction.WITHHOLD)


@require_safe
def alarm_list(request: WebRequest) -> HttpResponse:
    require_market(request)
    form = FindForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    today = timezone.localdate()
    found = Paginator(catalogue.alarms_visible_to(request.actor, state=state), ROWS).get_page(request.GET.get("page"))
    context = {"page": found, "rows": [(one, one.is_late(today)) for one in found], "filter_form": form}
    return page(request, "prices/alarm_list.html", context)


@require_safe
def alarm_show(request: WebRequest, alarm_id: int) -> HttpResponse:
    return _shown(request, alarm_or_404(request, alarm_id))


@require_POST
def alarm_reply(request: WebRequest, alarm_id: int) -> HttpResponse:
    own_or_404(request)
    alarm, form = alarm_or_404(request, alarm_id), ReplyForm(request.POST, request.FILES)
    if form.is_valid():
        scans = [Scan(file.name or "", file.read()) for file in form.cleaned_data["proofs"]]
        try:
            services.reply_to_alarm(
                actor=request.actor,
                alarm_id=alarm_id,
                words=form.cleaned_data["words"],
                scans=scans,
                at=timezone.now(),
            )
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("说明已公开，等待平台决定。"))
            return go_to(request, "prices:alarm_show", alarm_id)
    return _shown(request, alarm, status=422, reply_form=form)


@require_POST
def alarm_decide(request: WebRequest, alarm_id: int) -> HttpResponse:
    require_platform(request)
    alarm, form = alarm_or_404(request, alarm_id), VerdictForm(request.POST)
    if form.is_valid():
        try:
            services.decide_alarm(actor=request.actor, alarm_id=alarm_id, verdict=form.told(), at=timezone.now())
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已办理，供应商已收到消息。"))
            return go_to(request, "prices:alarm_show", alarm_id)
    return _shown(request, alarm, status=422, verdict_form=form)


@require_safe
def reply_file(request: WebRequest, step_id: int, document_id: UUID) -> FileResponse:  # noqa: ARG001  it is public
    step = catalogue.public_reply(step_id)
    files = catalogue.files_of([step.owner]).get(step.owner, []) if step else []
    return _file(next((file for file in files if file.pk == document_id), None))


@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere_prove(request: WebRequest, offer_id: int) -> HttpResponse:
    offer = shown_offer_or_404(request, offer_id)
    form = ElsewhereForm(
        sent(request),
        request.FILES if request.method == "POST" else None,
        initial={"day": timezone.localdate(), "unit": {"mass": "kg", "volume": "l"}.get(offer.measured, "piece")},
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            services.prove_elsewhere(
                actor=request.actor,
                offer_id=offer_id,
                told=form.told(),
                scan=Scan(file.name or "", file.read()),
                at=timezone.now(),
            )
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已提交；低于本平台价格的，平台会请供应商说明。"))
            return go_to(request, "hall:product_show", offer.product_id)
    context = {"form": form, "offer": offer}
    return page(request, "prices/elsewhere_prove.html", context, status=422 if form.errors else 200)


@require_safe
def elsewhere_file(request: WebRequest, elsewhere_id: int) -> FileResponse:
    row = get_object_or_404(catalogue.elsewhere_visible_to(request.actor), pk=elsewhere_id)
    document = next(iter(catalogue.files_of([row.owner]).get(row.owner, [])), None)
    # What the file was called might say who proved it.
    return _file(document, _("其他渠道价格证明"))


def _file(document: Document | None, title: str = "") -> FileResponse:
    if document is None:
        raise Http404
    content = BytesIO(document.path.read_bytes())
    name = f"{title}{PurePath(document.name).suffix}" if title else document.name
    return FileResponse(content, as_attachment=True, filename=name, content_type=document.media_type)


def _shown(request: WebRequest, alarm: PriceAlarm, *, status: int = 200, **typed: forms.Form) -> HttpResponse:
    acts = permissions.acts_on_alarm(alarm, request.actor)
    verdict_form: Any = typed.get("verdict_form") or VerdictForm()
    field = verdict_form.fields["action"]
    field.choices = [(value, label) for value, label in field.choices if value in acts]
    context = {
        "alarm": alarm,
        "steps": catalogue.steps_of_alarm(alarm),
        "replies": AlarmAction.REPLY in acts,
        "decides": any(act in acts for act in _DECIDING),
        "reply_form": ReplyForm(),
    }
    return page(request, "prices/alarm_show.html", context | typed | {"verdict_form": verdict_form}, status=status)
