"""From which amount on who decides; who stands in for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.approvals import permissions, services
from nongcai.domain.approvals import queries as approvals
from nongcai.domain.approvals.states import Purpose
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.approvals.forms import DelegationForm, LevelsForm
from nongcai.interfaces.web.approvals.gates import body_or_404, delegation_or_404, require_inside
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse, QueryDict

    from nongcai.domain.approvals.models import Delegation
    from nongcai.interfaces.web.http import WebRequest


@require_safe
def level_list(request: WebRequest) -> HttpResponse:
    require_inside(request)
    shown = approvals.levels_shown(request.actor, timezone.localdate())
    context = {"shown": shown, "keeps": permissions.keeps_own(request.actor)}
    return page(request, "approvals/level_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def level_edit(request: WebRequest, organisation_id: int) -> HttpResponse:
    body, purpose, today = body_or_404(request, organisation_id), _purpose(request), timezone.localdate()
    posts = approvals.approvers_of(body.organisation_id, body.unit_id, today)
    rows = approvals.levels_visible_to(request.actor).filter(organisation_id=organisation_id, purpose=purpose)
    form = LevelsForm(posts, list(rows), sent(request))
    if request.method == "POST" and form.is_valid():
        told = form.told()
        try:
            services.set_levels(
                actor=request.actor, organisation_id=organisation_id, purpose=purpose, told=told, at=timezone.now()
            )
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("审批层级已设置，今后提交的采购按此审批。"))
            return go_to(request, "approvals:level_list")
    label = Purpose(purpose).label if purpose else _("全部用途")
    context = {"form": form, "body": body, "purpose": purpose, "purpose_label": label, "posts": posts}
    return page(request, "approvals/level_edit.html", context, status=422 if form.errors else 200)


@require_safe
def delegation_list(request: WebRequest) -> HttpResponse:
    require_inside(request)
    return _delegations(request, _delegation_form(request))


@require_POST
def delegation_new(request: WebRequest) -> HttpResponse:
    require_inside(request)
    form = _delegation_form(request, request.POST)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            services.delegate(actor=request.actor, told=form.told(), at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("委托已登记，受托岗位可以办理待审批的采购。"))
            return go_to(request, "approvals:delegation_list")
    return _delegations(request, form, status=422)


@require_POST
def delegation_end(request: WebRequest, delegation_id: int) -> HttpResponse:
    delegation_or_404(request, delegation_id)
    services.end_delegation(actor=request.actor, delegation_id=delegation_id, at=timezone.now())
    said(request, _("委托已结束。"))
    return go_to(request, "approvals:delegation_list")


def _delegation_form(request: WebRequest, data: QueryDict | None = None) -> DelegationForm | None:
    own, today = approvals.posts_to_delegate(request.actor), timezone.localdate()
    unit = permissions.unit_of(request.actor)
    if not own or unit is None:
        return None
    others = approvals.posts_to_stand_in(unit, today)
    named = {post.user_id for post in own} if len(own) == 1 else set()
    initial = {"first_on": today}
    return DelegationForm(own, [post for post in others if post.user_id not in named], data, initial=initial)


def _delegations(request: WebRequest, form: DelegationForm | None, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    rows = approvals.delegations_visible_to(request.actor)[:200]
    context = {
        "rows": [(one, one.is_in_force(today), _may_end(request, one, today)) for one in rows],
        "form": form,
    }
    return page(request, "approvals/delegation_list.html", context, status=status)


def _may_end(request: WebRequest, one: Delegation, today: date) -> bool:
    return one.ended_at is None and one.last_on >= today and permissions.may_end(one, request.actor)


def _purpose(request: WebRequest) -> str:
    purpose = request.GET.get("purpose", "")
    if purpose and purpose not in Purpose.values:
        raise Http404
    return purpose
