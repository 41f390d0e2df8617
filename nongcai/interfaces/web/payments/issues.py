"""Exceptions: what could not be matched, and settling it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.payments import permissions, queries, services
from nongcai.domain.payments.states import Channel, IssueAction
from nongcai.foundation import wechat
from nongcai.foundation.errors import ConflictError, InvalidError, NotFoundError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.payments.forms import AssignForm, PassForm, WordsForm
from nongcai.interfaces.web.payments.gates import issue_or_404, require_money
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from nongcai.domain.payments.models import TransferIssue
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def issue_list(request: WebRequest) -> HttpResponse:
    require_money(request)
    rows = queries.issues_visible_to(request.actor).filter(closed_at=None)
    found = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    transfers = queries.transfers_of(one.transfer_id for one in found)
    today = timezone.localdate()
    context = {
        "page": found,
        "rows": [(one, transfers[one.transfer_id], one.due_on is not None and one.due_on < today) for one in found],
        "desk": permissions.holder_of(request.actor),
    }
    return page(request, "payments/issue_list.html", context)


@require_safe
def issue_show(request: WebRequest, transfer_id: UUID, seq: int) -> HttpResponse:
    return _shown(request, issue_or_404(request, transfer_id, seq))


@require_POST
def issue_pass(request: WebRequest, transfer_id: UUID, seq: int) -> HttpResponse:
    issue = issue_or_404(request, transfer_id, seq)
    acts = permissions.acts_on(issue, request.actor)
    form = PassForm([act for act in acts if act != IssueAction.ASSIGN], request.POST)
    if form.is_valid():
        try:
            services.take_step(
                actor=request.actor,
                transfer_id=transfer_id,
                seq=seq,
                action=IssueAction(form.cleaned_data["action"]),
                words=form.cleaned_data["words"],
                at=timezone.now(),
            )
        except (InvalidError, ConflictError, NotFoundError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已办理。"))
            return go_to(request, "payments:issue_list")
    return _shown(request, issue, status=422, pass_form=form)


@require_POST
def issue_assign(request: WebRequest, transfer_id: UUID, seq: int) -> HttpResponse:
    issue = issue_or_404(request, transfer_id, seq)
    form = AssignForm(queries.assignable(issue), request.POST)
    if form.is_valid():
        try:
            services.assign(
                actor=request.actor,
                transfer_id=transfer_id,
                seq=seq,
                parts=form.parts(),
                words=form.cleaned_data["words"],
                remembers=form.cleaned_data["remembers"],
                at=timezone.now(),
            )
        except (InvalidError, ConflictError, NotFoundError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已记到订单。"))
            return go_to(request, "payments:issue_list")
    return _shown(request, issue, status=422, assign_form=form)


def _shown(request: WebRequest, issue: TransferIssue, *, status: int = 200, **typed: forms.Form) -> HttpResponse:
    acts = permissions.acts_on(issue, request.actor)
    passes = [act for act in acts if act != IssueAction.ASSIGN]
    assigns = IssueAction.ASSIGN in acts
    transfer = queries.transfers_of([issue.transfer_id])[issue.transfer_id]
    is_online = transfer.channel == Channel.WECHAT
    context = {
        "issue": issue,
        "transfer": transfer,
        "candidates": queries.dues_of(issue.candidates).values(),
        "steps": queries.steps_of(issue.transfer_id),
        "pass_form": PassForm(passes) if passes else None,
        "assign_form": AssignForm(queries.assignable(issue)) if assigns else None,
        "under_way": queries.refund_under_way(issue.transfer_id) if is_online else None,
        "return_form": WordsForm() if is_online and IssueAction.RETURN in acts and wechat.cashier() else None,
    }
    return page(request, "payments/issue_show.html", context | typed, status=status)
