"""Incidents: reporting, the list, one of them, its steps and files."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.documents import queries as documents
from nongcai.domain.support import permissions, queries, services
from nongcai.domain.support.queries import Show
from nongcai.domain.support.states import IncidentAction, Side
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.incidents.forms import ReportForm, StepForm
from nongcai.interfaces.web.incidents.gates import incident_or_404, order_or_404, require_reading
from nongcai.interfaces.web.incidents.showing import show
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 30
NOTHING_ELSE = "default-src 'none'; sandbox"


@require_safe
def incident_list(request: WebRequest) -> HttpResponse:
    require_reading(request)
    show = request.GET.get("show", "")
    rows = queries.incidents_shown_as(request.actor, show)
    found = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "page": found,
        "rows": [(one, one.due_on is not None and one.due_on < today) for one in found],
        "side": permissions.side_of(request.actor),
        "tabs": _tabs(request, show),
    }
    return page(request, "incidents/incident_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def incident_new(request: WebRequest, order_id: UUID) -> HttpResponse:
    order = order_or_404(request, order_id)
    form = ReportForm(permissions.side_of(request.actor), sent(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            made = services.report(actor=request.actor, order_id=order_id, told=form.told(), at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已提出交易异常，暂停自动验收，等待对方答复。"))
            return go_to(request, "incidents:incident_show", order_id, made.seq)
    until = queries.report_until(order, is_visible=True) if permissions.side_of(request.actor) == Side.BUYER else None
    context = {"form": form, "order": order, "until": until, "terms": queries.terms_shown(timezone.localdate())}
    return page(request, "incidents/incident_new.html", context, status=422 if form.errors else 200)


@require_safe
def incident_show(request: WebRequest, order_id: UUID, seq: int) -> HttpResponse:
    incident = incident_or_404(request, order_id, seq)
    return page(request, "incidents/incident_show.html", show(request.actor, incident))


@require_POST
def incident_step(request: WebRequest, order_id: UUID, seq: int, action: str) -> HttpResponse:
    incident = incident_or_404(request, order_id, seq)
    if action not in IncidentAction.values:
        raise Http404
    permissions.require_act(request.actor, incident, IncidentAction(action))
    form = StepForm(action, request.POST, request.FILES)
    if form.is_valid():
        try:
            services.take_step(
                actor=request.actor,
                order_id=order_id,
                seq=seq,
                action=form.action,
                told=form.told(),
                at=timezone.now(),
            )
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已办理：%s。") % form.action.label)
            return go_to(request, "incidents:incident_show", order_id, seq)
    return page(request, "incidents/incident_show.html", show(request.actor, incident, form), status=422)


@require_safe
def incident_file(request: WebRequest, order_id: UUID, seq: int, step: int, file_id: UUID) -> FileResponse:
    incident = incident_or_404(request, order_id, seq)
    rows = documents.documents_of(f"{incident.source}:{step}").filter(deleted_at=None)
    file = get_object_or_404(rows, pk=file_id)
    response = FileResponse(BytesIO(file.path.read_bytes()), filename=file.name, content_type=file.media_type)
    response["Content-Security-Policy"] = NOTHING_ELSE
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _tabs(request: WebRequest, show: str) -> list[dict[str, Any]]:
    waiting = queries.incidents_waiting_for(request.actor).count()
    names = {
        "": _("全部"),
        Show.WAITING.value: _("待我方办理 %d") % waiting if waiting else _("待我方办理"),
        Show.OPEN.value: _("办理中"),
        Show.ENDED.value: _("已办结"),
    }
    urls = {name: f"{request.path}?show={name}" if name else request.path for name in names}
    return [{"label": label, "url": urls[name], "current": show == name} for name, label in names.items()]
