"""Filings as they stand: one unit's year, its sheet of paper, and who has filed at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import permissions, services
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.states import FilingState
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.exporting import ExportForm
from nongcai.interfaces.web.http import go_to, page, said, warned
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.shares import exporting, showing, words
from nongcai.interfaces.web.shares.deciding_forms import DecideForm, FilingFilterForm
from nongcai.interfaces.web.shares.gates import filing_or_404, unit_year_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def filing_own(request: WebRequest) -> HttpResponse:
    actor = request.actor
    if organisations.node(actor.organisation_id).is_finance:
        return go_to(request, "shares:filing_list")
    year = shares.running_year(actor) or timezone.localdate().year
    return go_to(request, "shares:filing_show", actor.organisation_id, year)


@require_safe
def filing_show(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    found = unit_year_or_404(request, unit_id, year)
    return page(request, "shares/filing_show.html", showing.show(request.actor, found))


@require_safe
def filing_print(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    found = unit_year_or_404(request, unit_id, year)
    if found.filing is None:
        raise Http404
    return page(request, "shares/filing_print.html", showing.paper(found, found.filing))


@require_POST
def filing_withdraw(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    filing = filing_or_404(request, unit_id, year)
    services.withdraw(actor=request.actor, filing_id=filing.pk, at=timezone.now())
    said(request, _("填报已撤回，修改后可重新提交。"))
    return go_to(request, "shares:filing_show", unit_id, year)


@require_POST
def filing_keep(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    filing = filing_or_404(request, unit_id, year)
    services.keep(actor=request.actor, filing_id=filing.pk, at=timezone.now())
    said(request, _("变更已取消，仍以财政部门确认的版本为准。"))
    return go_to(request, "shares:filing_show", unit_id, year)


@require_POST
def filing_decide(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    filing = filing_or_404(request, unit_id, year)
    form = DecideForm(request.POST)
    if form.is_valid():
        decision = form.decision(form.cleaned_data["action"], [(filing.pk, form.cleaned_data["version"])])
        try:
            done = services.decide(actor=request.actor, decision=decision, at=timezone.now())
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已办理，当前状态：%s。") % FilingState(done.state).label)
            return go_to(request, "shares:filing_show", unit_id, year)
    found = unit_year_or_404(request, unit_id, year)
    context = {**showing.show(request.actor, found), "return_form": form}
    return page(request, "shares/filing_show.html", context, status=422)


@require_safe
def filing_list(request: WebRequest) -> HttpResponse:
    form = _filter(request)
    rows = shares.due_units(request.actor, form.chosen_year, **form.looked_for)
    found = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "year": form.chosen_year,
        "page": found,
        "rows": shares.due_rows(found, form.chosen_year),
        "progress": shares.progress(request.actor, form.chosen_year),
        "export_form": ExportForm(),
        "counts": words.STATES,
        "is_office": permissions.is_office(request.actor),
        "sees_table": permissions.is_office(request.actor) or request.actor.reads_only,
    }
    return page(request, "shares/filing_list.html", context)


@require_POST
def filing_export(request: WebRequest) -> HttpResponseBase:
    form, purpose = _filter(request), ExportForm(request.POST)
    if not purpose.is_valid():
        warned(request, _("请填写导出用途后再导出。"))
        return go_to(request, "shares:filing_list")
    rows = shares.due_units(request.actor, form.chosen_year, **form.looked_for)
    due = shares.due_rows(rows, form.chosen_year)
    return exporting.filings_workbook(request, form.chosen_year, due, purpose.cleaned_data["purpose"])


def _filter(request: WebRequest) -> FilingFilterForm:
    return FilingFilterForm(request.GET, years=years_of(request))


def years_of(request: WebRequest) -> list[int]:
    """Return the years to choose from, the latest first."""
    return organisations.listed_years(request.actor.path) or [timezone.localdate().year]
