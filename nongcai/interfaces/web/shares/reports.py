"""A region's sums, handed up; and what the regions below handed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Power
from nongcai.domain.shares import permissions as filing_permissions
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from nongcai.interfaces.web.assessments.forms import YearForm
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.shares.deciding_forms import ReportReturnForm, ReportYearForm
from nongcai.interfaces.web.shares.views import years_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def report_show(request: WebRequest) -> HttpResponse:
    _require_bureau(request)
    own = organisations.node(request.actor.organisation_id)
    form = YearForm(request.GET, years=years_of(request))
    year = form.chosen_year
    versions = list(shares.reports_visible_to(request.actor).filter(node_id=own.id, year=year))
    sums, lines = shares.region_sums(own, year), shares.region_lines(own, year)
    told = [*versions, *(line.report for line in lines if line.report)]
    words = shares.report_words([one.pk for one in told if not one.stands])
    context = {
        "form": form,
        "year": year,
        "own": own,
        "sums": sums,
        "versions": [(one, words.get(one.pk, "")) for one in versions],
        "returned": words.get(versions[0].pk, "") if versions else "",
        "is_told": bool(versions) and versions[0].stands and versions[0].sha256 == sums.digest,
        "may_submit": permissions.may(request.actor, Power.REPORT)
        and organisations.finance_above(request.actor) is not None,
        "lines": [
            (
                line,
                filing_permissions.possible_report_actions(request.actor, line.report) if line.report else [],
                words.get(line.report.pk, "") if line.report else "",
            )
            for line in lines
        ],
        "return_form": ReportReturnForm(auto_id=False),
    }
    return page(request, "shares/report_show.html", context)


@require_POST
def report_submit(request: WebRequest) -> HttpResponse:
    _require_bureau(request)
    form = ReportYearForm(request.POST)
    if not form.is_valid():
        raise Http404
    year = form.cleaned_data["year"]
    report = services.submit_report(actor=request.actor, year=year, at=timezone.now())
    said(request, _("%(year)d年度汇总第%(version)d版已上报。") % {"year": year, "version": report.version})
    return _back(request, year)


@require_POST
def report_accept(request: WebRequest, report_id: int) -> HttpResponse:
    _report_or_404(request, report_id)
    report = services.accept_report(actor=request.actor, report_id=report_id, at=timezone.now())
    said(request, _("已接收“%s”的汇总。") % report.node.name)
    return _back(request, report.year)


@require_POST
def report_send_back(request: WebRequest, report_id: int) -> HttpResponse:
    _report_or_404(request, report_id)
    words = request.POST.get("words", "")[:500]
    report = services.send_back_report(actor=request.actor, report_id=report_id, words=words, at=timezone.now())
    said(request, _("已退回“%s”的汇总。") % report.node.name)
    return _back(request, report.year)


def _back(request: WebRequest, year: int) -> HttpResponse:
    return go_to(request, f"{reverse('shares:report_show')}?year={year}")


def _report_or_404(request: WebRequest, report_id: int) -> None:
    if not shares.reports_visible_to(request.actor).filter(pk=report_id).exists():
        raise Http404


def _require_bureau(request: WebRequest) -> None:
    if not (permissions.is_finance(request.actor) or request.actor.reads_only):
        raise Http404
