"""A shared canteen: the managing unit names its members, each acknowledges or objects."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from nongcai.foundation.errors import DomainError, NotAllowedError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.shares import showing
from nongcai.interfaces.web.shares.gates import unit_year_or_404
from nongcai.interfaces.web.shares.sharing_forms import AcknowledgeForm, MembersForm, ObjectionForm

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_POST
def member_name(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    form = MembersForm(request.POST)
    return _act(
        request,
        (unit_id, year),
        ("members_form", form),
        lambda about: services.name_members(**about, members=form.cleaned_data["members"]),
        _("已列入，并已通知所列单位登录确认或提出异议。"),
    )


@require_POST
def member_strike(request: WebRequest, unit_id: int, year: int, member_id: int) -> HttpResponse:
    unit_year_or_404(request, unit_id, year)
    services.strike_member(actor=request.actor, unit_id=unit_id, year=year, member_id=member_id, at=timezone.now())
    said(request, _("已撤销该成员。"))
    return go_to(request, "shares:filing_show", unit_id, year)


@require_POST
def host_acknowledge(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    form = AcknowledgeForm(request.POST)

    def act(about: dict[str, Any]) -> object:
        typed = dict(form.cleaned_data)
        host_id, seen = typed.pop("host"), typed.pop("seen_version")
        told = services.Acknowledgement(**typed)
        return services.acknowledge(**about, host_id=host_id, said=told, seen_version=seen)

    return _act(request, (unit_id, year), ("acknowledge_form", form), act, _("已确认共用食堂，本单位填报已提交。"))


@require_POST
def host_object(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    form = ObjectionForm(request.POST)
    return _act(
        request,
        (unit_id, year),
        ("objection_form", form),
        lambda about: services.object_to_host(
            **about, host_id=form.cleaned_data["host"], words=form.cleaned_data["words"]
        ),
        _("异议已提交，请继续填报本单位的预留份额。"),
    )


@require_safe
def proof_download(request: WebRequest, unit_id: int, year: int, document_id: UUID) -> FileResponse:
    unit_year_or_404(request, unit_id, year)
    document = shares.proof_of(unit_id, year, document_id)
    content = BytesIO(document.path.read_bytes())
    return FileResponse(content, as_attachment=True, filename=document.name, content_type=document.media_type)


def _act(
    request: WebRequest,
    unit_year: tuple[int, int],
    named: tuple[str, Form],
    act: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """Act when the form can be read; show the page again with what is wrong in the form of this name."""
    unit_id, year = unit_year
    found = unit_year_or_404(request, unit_id, year)
    name, form = named
    status = 422
    if form.is_valid():
        try:
            act({"actor": request.actor, "unit_id": unit_id, "year": year, "at": timezone.now()})
        except NotAllowedError:
            raise
        except DomainError as refusal:
            into_form(form, refusal)
            status = refusal.status
        else:
            said(request, done)
            return go_to(request, "shares:filing_show", unit_id, year)
    context = {**showing.show(request.actor, found), name: form}
    return page(request, "shares/filing_show.html", context, status=status)
