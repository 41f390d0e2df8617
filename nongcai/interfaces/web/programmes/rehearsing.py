"""Rehearsing drafted rules on last year's figures, and the list taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares import queries as shares
from nongcai.interfaces.sheets.writing import TableColumn
from nongcai.interfaces.web.exporting import ExportForm, workbook
from nongcai.interfaces.web.http import go_to, page, warned
from nongcai.interfaces.web.programmes.gates import layer_or_404, year_or_404

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from nongcai.domain.shares.queries import Rehearsal, ShortUnit
    from nongcai.interfaces.web.http import WebRequest

ROWS = 60


@require_safe
def rule_rehearse(request: WebRequest, year: int) -> HttpResponse:
    found = _rehearsal(request, year)
    rows = Paginator(found.rows, ROWS).get_page(request.GET.get("page"))
    context = {"year": year, "found": found, "page": rows, "export_form": ExportForm()}
    return page(request, "programmes/rule_rehearse.html", context)


@require_POST
def rule_export(request: WebRequest, year: int) -> HttpResponseBase:
    found = _rehearsal(request, year)
    form = ExportForm(request.POST)
    if not form.is_valid():
        warned(request, _("请填写导出用途后再导出。"))
        return go_to(request, f"{reverse('programmes:rule_rehearse', args=[year])}?{request.GET.urlencode()}")
    return workbook(
        request,
        _("%d年度规则试算（未达到要求的单位）") % year,
        _columns(),
        [_cells(place, row) for place, row in enumerate(found.rows, start=1)],
        owner=f"rehearsal:{request.actor.organisation_id}",
        note=_note(found),
        purpose=form.cleaned_data["purpose"],
    )


def _rehearsal(request: WebRequest, year: int) -> Rehearsal:
    layer = layer_or_404(request)
    rows = programmes.drafts_of(layer.region_code, year_or_404(year), organisation_id=layer.organisation_id)
    drafts = set(rows.values_list("pk", flat=True))
    chosen = request.GET.get("rule", "")
    if chosen:
        drafts = {pk for pk in drafts if str(pk) == chosen}
        if not drafts:
            raise Http404
    return shares.rehearse(request.actor, layer, year, drafts)


def _columns() -> list[TableColumn]:
    return [
        TableColumn(_("序号"), "count", 6),
        TableColumn(_("单位编码"), "text", 18),
        TableColumn(_("单位名称"), "text", 34),
        TableColumn(_("事项"), "text", 18),
        TableColumn(_("规则"), "text", 34),
        TableColumn(_("强度"), "text", 10),
        TableColumn(_("要求（元）"), "money"),
        TableColumn(_("实有（元）"), "money"),
        TableColumn(_("差额（元）"), "money"),
    ]


def _cells(place: int, row: ShortUnit) -> tuple[Any, ...]:
    rule = row.rule
    return (
        place, row.code, row.name, rule.subject_label, rule.shown, rule.strength_label, row.asked, row.had, row.gap,
    )  # fmt: skip


def _note(found: Rehearsal) -> str:
    facts = {
        "year": found.figures_year, "judged": found.judged, "short": found.short, "unknown": found.unknown,
    }  # fmt: skip
    return (
        _(
            "草稿试算，非正式考核；按%(year)d年度财政已确认的填报计算，可判断%(judged)d家，"
            "未达到%(short)d家，无法判断%(unknown)d家。"
        )
        % facts
    )
