"""What waits for approval: the inbox, all that was asked, one with its steps, agreeing, refusing, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.approvals import permissions
from nongcai.domain.approvals import queries as approvals
from nongcai.domain.orders import queries as orders
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.approvals.forms import FindForm, RefuseForm, SeenForm, TickedForm
from nongcai.interfaces.web.approvals.gates import asked_or_404, require_concerned
from nongcai.interfaces.web.approvals.subjects import address_of, by_kind, deciding_on
from nongcai.interfaces.web.http import go_to, page, said, warned
from nongcai.interfaces.web.refusals import into_form, message_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.approvals.models import ApprovalRequest
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def inbox_show(request: WebRequest) -> HttpResponse:
    require_concerned(request)
    today = timezone.localdate()
    found = Paginator(approvals.inbox(request.actor, today), ROWS).get_page(request.GET.get("page"))
    unlevelled = orders.orders_to_approve(request.actor, ROWS)
    context = {
        "page": found,
        "rows": approvals.requests_shown(list(found), today),
        "orders": unlevelled,
        "count": found.paginator.count + unlevelled.count,
        "given": approvals.standing_in(request.actor, today),
        "is_inside": permissions.unit_of(request.actor) is not None,
    }
    return page(request, "approvals/inbox_show.html", context)


@require_POST
def inbox_agree(request: WebRequest) -> HttpResponse:
    require_concerned(request)
    form = TickedForm(request.POST)
    if not form.seen:
        warned(request, _("请先勾选要同意的事项。"))
        return go_to(request, "approvals:inbox_show")
    outcomes = [
        outcome
        for whose, seen in by_kind(form.seen)
        for outcome in whose.agree_many(actor=request.actor, seen=seen, at=timezone.now())
    ]
    refused = [(one.title or one.subject, message_of(one.refusal)) for one in outcomes if one.refusal]
    done = [(one.title, one.is_last) for one in outcomes if one.refusal is None]
    if not refused:
        said(request, _("已同意%d项。") % len(done))
        return go_to(request, "approvals:inbox_show")
    return page(request, "approvals/inbox_agree.html", {"done": done, "refused": refused})


@require_safe
def request_list(request: WebRequest) -> HttpResponse:
    require_concerned(request)
    form = FindForm(request.GET)
    rows = approvals.requests_visible_to(request.actor, timezone.localdate()).filter(**form.told())
    found = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return page(request, "approvals/request_list.html", {"page": found, "filter_form": form})


@require_safe
def request_show(request: WebRequest, subject: str) -> HttpResponse:
    return _shown(request, asked_or_404(request, subject))


@require_POST
def request_agree(request: WebRequest, subject: str) -> HttpResponse:
    asked, form = asked_or_404(request, subject), SeenForm(request.POST)
    if not form.is_valid():
        return _shown(request, asked, status=422)
    level = form.cleaned_data["level"]
    deciding_on(subject).agree(actor=request.actor, subject=subject, level=level, at=timezone.now())
    said(request, _("已同意。"))
    return go_to(request, "approvals:inbox_show")


@require_POST
def request_refuse(request: WebRequest, subject: str) -> HttpResponse:
    asked, form = asked_or_404(request, subject), RefuseForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            deciding_on(subject).refuse(actor=request.actor, subject=subject, at=timezone.now(), **told)
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已办理，提交人会收到消息。"))
            return go_to(request, "approvals:inbox_show")
    return _shown(request, asked, form, status=422)


@require_POST
def request_withdraw(request: WebRequest, subject: str) -> HttpResponse:
    asked_or_404(request, subject)
    deciding_on(subject).withdraw(actor=request.actor, subject=subject, at=timezone.now())
    said(request, _("已撤回。"))
    return go_to(request, "approvals:request_show", subject)


def _shown(
    request: WebRequest, asked: ApprovalRequest, form: RefuseForm | None = None, *, status: int = 200
) -> HttpResponse:
    found = approvals.request_page(request.actor, asked, timezone.localdate())
    context = {
        "found": found,
        "asked": asked,
        "shown": found.shown,
        "levels": [
            _step(one.post.user.label if one.post else _("任一采购审批人"), number, asked)
            for number, one in enumerate(found.levels, start=1)
        ],
        "refuse_form": form or RefuseForm(initial={"level": asked.number}),
        "own_page": address_of(asked.subject),
    }
    return page(request, "approvals/request_show.html", context, status=status)


def _step(label: str, number: int, asked: ApprovalRequest) -> dict[str, str]:
    is_done = number < asked.number or asked.state == "agreed"
    state = "done" if is_done else "current" if number == asked.number else "open"
    return {"label": label, "state": state, "note": _("第%d级") % number}
