"""What an office announces for a season: everybody below it is shown it once, and finds it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.organisations import permissions
from nongcai.domain.urging import queries as urging
from nongcai.domain.urging import services
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.programmes.gates import require_finance
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.urging.forms import AcknowledgeForm, AnnouncementForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def announcement_list(request: WebRequest) -> HttpResponse:
    rows = Paginator(urging.announcements_for(request.actor), 20)
    context = {"page": rows.get_page(request.GET.get("page")), "may_announce": permissions.is_finance(request.actor)}
    return page(request, "urging/announcement_list.html", context)


@require_safe
def announcement_show(request: WebRequest, announcement_id: int) -> HttpResponse:
    found = get_object_or_404(urging.announcements_for(request.actor), pk=announcement_id)
    is_own = found.node_id == request.actor.organisation_id
    readings = Paginator(urging.readings_of(found), 20).get_page(request.GET.get("page")) if is_own else None
    context = {
        "announcement": found,
        "files": urging.attachments_of(found),
        "readings": readings,
        "may_withdraw": is_own and permissions.is_finance(request.actor),
    }
    return page(request, "urging/announcement_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def announcement_new(request: WebRequest) -> HttpResponse:
    require_finance(request)
    today = timezone.localdate()
    form = AnnouncementForm(sent(request), request.FILES or None, initial={"year": today.year, "shown_from": today})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.announce(actor=request.actor, told=form.told(), attached=form.attached(), at=timezone.now())
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("填报通知已发布，所属单位人员登录时将看到一次。"))
            return go_to(request, "urging:announcement_show", made.pk)
    return page(request, "urging/announcement_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def announcement_withdraw(request: WebRequest, announcement_id: int) -> HttpResponse:
    require_finance(request)
    services.withdraw_announcement(actor=request.actor, announcement_id=announcement_id, at=timezone.now())
    said(request, _("填报通知已撤下，阅读记录保留。"))
    return go_to(request, "urging:announcement_list")


@require_safe
def announcement_file(request: WebRequest, announcement_id: int, file_id: UUID) -> FileResponse:
    found = get_object_or_404(urging.announcements_for(request.actor), pk=announcement_id)
    file = get_object_or_404(urging.attachments_of(found), pk=file_id)
    if not file.path.exists():
        raise Http404
    return FileResponse(file.path.open("rb"), as_attachment=True, filename=file.name, content_type=file.media_type)


@require_safe
def announcement_greet(request: WebRequest) -> HttpResponse:
    rows = [(one, urging.attachments_of(one)) for one in urging.unread_by(request.actor, timezone.localdate())]
    return page(request, "urging/announcement_greet.html", {"rows": rows, "next": _next(request)})


@require_POST
def announcement_acknowledge(request: WebRequest) -> HttpResponse:
    form = AcknowledgeForm(request.POST)
    if form.is_valid():
        services.acknowledge(actor=request.actor, announcement_ids=form.cleaned_data["shown"], at=timezone.now())
    return go_to(request, _next(request))


def _next(request: WebRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}) else "/"
