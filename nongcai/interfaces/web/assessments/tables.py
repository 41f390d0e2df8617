"""Boards and rankings as a reader wants them: chosen group, words, order, place, links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nongcai.domain.assessments import queries as assessments
from nongcai.foundation import money
from nongcai.interfaces.web.assessments import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from django.http import QueryDict

    from nongcai.domain.assessments.queries import Board, Figures, Line, Ranked
    from nongcai.domain.organisations.queries import Node

LONGEST_CHART = 30
FINISHED = 100
SORTS: dict[str, Callable[[Figures], Any]] = {
    "reserved": lambda one: one.reserved,
    "canteen_total": lambda one: one.canteen_total,
    "ratio": lambda one: one.exact_ratio,
    "purchased": lambda one: one.purchased,
    "rate": lambda one: one.exact_rate,
    "canteen_rate": lambda one: one.canteen_rate,
    "due": lambda one: one.due,
    "filed": lambda one: one.filed,
    "finished": lambda one: one.finished,
    "orders": lambda one: one.orders,
}


@dataclass(frozen=True)
class Row:
    """A line of a board with its two places among its group."""

    line: Line
    by_purchased: int | None
    by_ratio: int | None

    @property
    def url(self) -> str:
        return address(self.line)

    @property
    def tone(self) -> str:
        return tone(self.line.figures)


@dataclass(frozen=True)
class Place:
    """A line of a ranking."""

    place: int
    line: Line

    @property
    def url(self) -> str:
        return address(self.line)


def address(line: Line) -> str:
    """Lead on to what stands below a line, or to the unit where nothing does."""
    leads_on = line.node.is_finance or (line.group != "own" and line.figures.due > 1)
    return reverse("assessments:board_show" if leads_on else "assessments:unit_show", args=[line.node.id])


def tone(figures: Figures) -> str:
    """Finished or on the way: falling behind is no breach, so it is never red."""
    rate = figures.completion_rate
    return "ok" if rate is not None and rate >= FINISHED else "info"


def groups_of(lines: Iterable[Line]) -> list[str]:
    """List the groups of a board; a unit's own figures stand among its units."""
    return list(dict.fromkeys("units" if line.group == "own" else line.group for line in lines))


def chosen_group(lines: Sequence[Line], wanted: str) -> str:
    """Return the wanted group, or the first there is."""
    groups = groups_of(lines)
    return wanted if wanted in groups else next(iter(groups), "")


def tabs_of(lines: Sequence[Line], node: Node, current: str, query: QueryDict) -> list[dict[str, Any]]:
    """Make a tab of each group that has lines, each keeping what else was chosen."""
    return [
        {
            "label": f"{words.group(group, node)}（{len(in_group(lines, group))}）",
            "url": _with(query, group=group),
            "current": group == current,
        }
        for group in groups_of(lines)
    ]


def measure_tabs(query: QueryDict, current: str) -> list[dict[str, Any]]:
    """Make a tab of each measure by which places are ranked."""
    return [
        {"label": label, "url": _with(query, by=code), "current": code == current}
        for code, label in words.MEASURES.items()
    ]


def in_group(lines: Iterable[Line], group: str) -> list[Line]:
    """Keep a group's lines; a unit's own figures stand among its units."""
    return [line for line in lines if line.group == group or (group == "units" and line.group == "own")]


def rows_of(board: Board, group: str, text: str, sort: str) -> list[Row]:
    """Return a group's rows that bear some words in their name, in official order or as sorted."""
    places = {
        by: {one.line.node.id: one.rank for one in assessments.rankings(board.lines, by).get(group, [])}
        for by in ("purchased", "ratio")
    }
    rows = [
        Row(line, places["purchased"].get(line.node.id), places["ratio"].get(line.node.id))
        for line in in_group(board.lines, group)
        if text in line.node.name or text in line.node.shown
    ]
    return _sorted(rows, sort)


def group_total(board: Board, group: str) -> Figures:
    """Return the sum of a whole group."""
    total, regions, departments = assessments.totals(board.lines)
    return {"regions": regions, "departments": departments}.get(group, total)


def places(ranked: Iterable[Ranked]) -> list[Place]:
    """Return a ranking's lines with their places."""
    return [Place(one.rank, one.line) for one in ranked]


def purchase_bars(lines: Iterable[Line], count: int) -> list[dict[str, str]]:
    """Draw the lines that bought most, in 万元."""
    most = sorted(lines, key=lambda line: line.figures.purchased, reverse=True)
    return [_bar(line, line.figures.purchased_wan, "") for line in most[:count] if line.figures.purchased]


def ranking_bars(ranked: Iterable[Ranked], by: str) -> list[dict[str, str]]:
    """Draw a ranking: 万元 or percent."""
    shown = list(ranked)[:LONGEST_CHART]
    if by == "purchased":
        return [_bar(one.line, one.line.figures.purchased_wan, "") for one in shown]
    return [_bar(one.line, one.value, "%") for one in shown]


def channel_bars(board: Board) -> list[dict[str, str]]:
    """Draw the channels with their shares of the whole."""
    whole = board.total.purchased
    return [
        {
            "label": f"{words.CHANNELS[code]} {money.percent(amount, whole) or 0}%",
            "value": str(money.wan(amount)),
            "shown": money.shown(money.wan(amount)),
            "tone": "info",
        }
        for code, amount in board.channels
    ]


def heading(board: Board) -> str:
    """Say whose board this is, of which year."""
    return _("%(name)s %(year)s年度采购进度") % {"name": board.node.name, "year": board.year}


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    measure = SORTS.get(sort.removeprefix("-"))
    if measure is None:
        return rows
    known = [row for row in rows if measure(row.line.figures) is not None]
    unknown = [row for row in rows if measure(row.line.figures) is None]
    return sorted(known, key=lambda row: measure(row.line.figures), reverse=sort.startswith("-")) + unknown


def _bar(line: Line, value: Decimal, unit: str) -> dict[str, str]:
    return {
        "label": line.node.shown,
        "value": str(value),
        "shown": f"{money.shown(value)}{unit}",
        "tone": tone(line.figures),
        "url": address(line),
    }


def _with(query: QueryDict, **changes: str) -> str:
    kept = query.copy()
    for name in ("page", "sort"):
        kept.pop(name, None)
    for name, value in changes.items():
        kept[name] = value
    return f"?{kept.urlencode()}"
