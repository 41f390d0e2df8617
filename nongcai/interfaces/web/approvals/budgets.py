"""How much may be spent: the list with what is left, one with its history, setting, changing, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.approvals import permissions, services
from nongcai.domain.approvals import queries as approvals
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.approvals.forms import BudgetForm, ChangeForm, CloseForm
from nongcai.interfaces.web.approvals.gates import budget_or_404, require_inside, require_keeper
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.approvals.models import Budget
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def budget_list(request: WebRequest) -> HttpResponse:
    require_inside(request)
    is_past = "past" in request.GET
    rows = approvals.budgets_visible_to(request.actor, on=None if is_past else timezone.localdate())
    found = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    standings = approvals.budget_standings(list(found))
    context = {
        "page": found,
        "rows": standings,
        "short": [one for one in standings if one.is_short and one.budget.closed_at is None and not is_past],
        "keeps": permissions.keeps_own(request.actor),
        "is_past": is_past,
        "today": timezone.localdate(),
    }
    return page(request, "approvals/budget_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def budget_new(request: WebRequest) -> HttpResponse:
    require_keeper(request)
    today = timezone.localdate()
    bodies = approvals.bodies_visible_to(request.actor, today)
    form = BudgetForm(bodies, sent(request), initial={"day": today})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.set_budget(actor=request.actor, told=form.told(), at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("预算已设置，今后提交的采购占用此预算。"))
            return go_to(request, "approvals:budget_show", made.pk)
    context = {"form": form, "bodies": bodies}
    return page(request, "approvals/budget_new.html", context, status=422 if form.errors else 200)


@require_safe
def budget_show(request: WebRequest, budget_id: int) -> HttpResponse:
    return _shown(request, budget_or_404(request, budget_id))


@require_POST
def budget_change(request: WebRequest, budget_id: int) -> HttpResponse:
    budget, form = budget_or_404(request, budget_id), ChangeForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.change_budget(actor=request.actor, budget_id=budget_id, at=timezone.now(), **told)
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("预算已调整。"))
            return go_to(request, "approvals:budget_show", budget_id)
    return _shown(request, budget, change_form=form, status=422)


@require_POST
def budget_close(request: WebRequest, budget_id: int) -> HttpResponse:
    budget, form = budget_or_404(request, budget_id), CloseForm(request.POST)
    if form.is_valid():
        try:
            services.close_budget(actor=request.actor, budget_id=budget_id, at=timezone.now(), **form.cleaned_data)
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("预算已停用，不再限制采购。"))
            return go_to(request, "approvals:budget_show", budget_id)
    return _shown(request, budget, close_form=form, status=422)


def _shown(
    request: WebRequest,
    budget: Budget,
    *,
    change_form: ChangeForm | None = None,
    close_form: CloseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    [standing] = approvals.budget_standings([budget])
    context = {
        "budget": budget,
        "standing": standing,
        "changes": approvals.changes_of(budget),
        "may_change": permissions.keeps(request.actor, budget.unit_id) and budget.closed_at is None,
        "change_form": change_form or ChangeForm(),
        "close_form": close_form or CloseForm(),
    }
    return page(request, "approvals/budget_show.html", context, status=status)
