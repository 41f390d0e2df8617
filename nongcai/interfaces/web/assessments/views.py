"""Boards and rankings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.organisations.roles import STAFF_OF_UNITS
from nongcai.interfaces.web.assessments import choosing, earlier, exporting, tables
from nongcai.interfaces.web.assessments.gates import lineage_or_404
from nongcai.interfaces.web.exporting import ExportForm
from nongcai.interfaces.web.http import go_to, page, warned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from nongcai.interfaces.web.http import WebRequest

ROWS, BARS = 60, 10


@require_safe
def board_own(request: WebRequest) -> HttpResponse:
    is_units = request.actor.role in STAFF_OF_UNITS
    return _own(request, "assessments:unit_show" if is_units else "assessments:board_show")


@require_safe
def ranking_own(request: WebRequest) -> HttpResponse:
    return _own(request, "assessments:ranking_show")


@require_safe
def board_show(request: WebRequest, node_id: int) -> HttpResponse:
    lineage = lineage_or_404(request, node_id)
    chosen = choosing.board_of(request, lineage[-1])
    board, group = chosen.board, chosen.group
    total = tables.group_total(board, group)
    context = {
        "lineage": lineage,
        "chosen": chosen,
        "board": board,
        "heading": tables.heading(board),
        "export_form": ExportForm(),
        "waiting": assessments.waiting(board.node),
        "tabs": tables.tabs_of(board.lines, board.node, group, request.GET),
        "page": _paged(request, chosen.rows),
        "group_total": total,
        "total_tone": tables.tone(total),
        "bars": tables.purchase_bars(tables.in_group(board.lines, group), BARS),
        "channel_bars": tables.channel_bars(board),
        **earlier.beside(request, board, chosen.form.years),
    }
    return page(request, "assessments/board_show.html", context)


@require_POST
def board_export(request: WebRequest, node_id: int) -> HttpResponseBase:
    lineage = lineage_or_404(request, node_id)
    form = ExportForm(request.POST)
    if not form.is_valid():
        warned(request, _("请填写导出用途后再导出。"))
        return go_to(request, "assessments:board_show", node_id)
    chosen = choosing.board_of(request, lineage[-1])
    return exporting.board_workbook(request, chosen, form.cleaned_data["purpose"])


@require_safe
def ranking_show(request: WebRequest, node_id: int) -> HttpResponse:
    lineage = lineage_or_404(request, node_id)
    chosen = choosing.ranking_of(request, lineage[-1])
    board = chosen.board
    context = {
        "lineage": lineage,
        "chosen": chosen,
        "board": board,
        "measures": tables.measure_tabs(request.GET, chosen.by),
        "tabs": tables.tabs_of(board.lines, board.node, chosen.group, request.GET),
        "page": _paged(request, tables.places(chosen.ranked)),
        "bars": tables.ranking_bars(chosen.ranked, chosen.by),
    }
    return page(request, "assessments/ranking_show.html", context)


def _paged(request: WebRequest, rows: Sequence[Any]) -> Any:
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def _own(request: WebRequest, name: str) -> HttpResponse:
    """Lead to the page of one's own office, with what was chosen in the address."""
    to, chosen = reverse(name, args=[request.actor.organisation_id]), request.META["QUERY_STRING"]
    return go_to(request, f"{to}?{chosen}" if chosen else to)
