"""From what a reader chose to the figures that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.web.assessments import tables
from nongcai.interfaces.web.assessments.forms import BoardFilterForm, DatedForm, RankingFilterForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from nongcai.domain.assessments.queries import Board, Ranked
    from nongcai.domain.organisations.queries import Node
    from nongcai.interfaces.web.assessments.tables import Row
    from nongcai.interfaces.web.http import WebRequest


@dataclass(frozen=True)
class ChosenBoard:
    """A board, the group of it that is looked at, and that group's rows."""

    form: BoardFilterForm
    board: Board
    group: str
    rows: list[Row]
    sort: str


@dataclass(frozen=True)
class ChosenRanking:
    """A board's group, ranked by a measure; `left_out` counts those that are not ranked."""

    form: RankingFilterForm
    board: Board
    group: str
    by: str
    ranked: list[Ranked]
    left_out: int


def board_of(request: WebRequest, node: Node) -> ChosenBoard:
    """Read a board as chosen in the address."""
    form = BoardFilterForm(request.GET, **years_of(node, request.GET))
    chosen = form.cleaned_data
    board = _board(node, form)
    group = tables.chosen_group(board.lines, chosen.get("group", ""))
    sort = chosen.get("sort", "")
    return ChosenBoard(form, board, group, tables.rows_of(board, group, chosen.get("q", ""), sort), sort)


def ranking_of(request: WebRequest, node: Node) -> ChosenRanking:
    """Read a ranking as chosen in the address."""
    form = RankingFilterForm(request.GET, **years_of(node, request.GET))
    by = form.cleaned_data.get("by") or "purchased"
    board = _board(node, form)
    group = tables.chosen_group(board.lines, form.cleaned_data.get("group", ""))
    ranked = assessments.rankings(board.lines, by).get(group, [])
    left_out = sum(line.group == group for line in board.lines) - len(ranked)
    return ChosenRanking(form, board, group, by, ranked, left_out)


def _board(node: Node, form: DatedForm) -> Board:
    number = form.cleaned_data.get("snapshot")
    snapshot = assessments.snapshot_over(node, number) if number else None
    return assessments.board(node, form.chosen_year, **form.dated, snapshot=snapshot)


def years_of(node: Node, said: QueryDict) -> dict[str, Any]:
    """Return the years to choose from, the latest first, and the one that is shown where the address says none.

    What counts this year can be read before its directory has come.
    """
    today, listed = timezone.localdate(), organisations.listed_years(node.path)
    if not listed:
        return {"years": [today.year]}
    is_early = today.year > listed[0] and ledger.counts_in(node.id, today.year)
    years = [today.year, *listed] if is_early else listed
    if said.get("year") in {str(year) for year in years}:
        return {"years": years}
    return {"years": years, "usual": assessments.reported_year(node, listed, today)}
