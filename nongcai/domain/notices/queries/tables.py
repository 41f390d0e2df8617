"""The tables over a snapshot's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.notices.queries.fields import BY, line_name, number_text
from nongcai.domain.notices.queries.pieces import PaperBars, PaperTable
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nongcai.domain.assessments.queries import Figures, Line
    from nongcai.domain.notices.queries.fields import Catalogue
    from nongcai.domain.notices.queries.pieces import Align, PaperBlock

LABELS = ("食堂食材采购总额", "预留份额", "完成交易额", "预留比例", "完成率（全口径）", "完成率（食堂口径）")
_NONE = "—"
_ROUNDED = "单位：万元、%（各项分别四舍五入）"


def tables(known: Catalogue) -> Iterator[PaperBlock]:
    """Yield all tables and bars over a snapshot."""
    for group, name in group_names(known).items():
        lines = [line for line in known.frozen.lines if line.group == group]
        if not lines:
            continue
        shown = [line for line in lines if not line.node.is_sensitive]
        yield table(f"{name}预留和采购情况", list(rows_by_place(known, group).values()))
        for by in BY:
            yield _ranking(known, group, by, shown, f"{name}{BY[by]}排名")
        yield _bars(known, group, f"{name}完成交易额")


def rows_by_place(known: Catalogue, group: str) -> dict[int | str, tuple[str, ...]]:
    """Return the rows of a group's table by place; sums stand under words."""
    lines = [line for line in known.frozen.lines if line.group == group]
    if not lines:
        return {}
    rows: dict[int | str, tuple[str, ...]] = {
        line.node.id: row(line_name(line), line.figures) for line in lines if not line.node.is_sensitive
    }
    # Canteens of such bodies would tell how many people serve there; one alone hides in the grand total only.
    hidden = [line.figures for line in lines if line.node.is_sensitive]
    if len(hidden) > 1:
        rows["sensitive"] = row("涉敏单位合计", sum(hidden[1:], hidden[0]))
    rows["total"] = row("合计", {"regions": known.frozen.regions, "departments": known.frozen.departments}[group])
    return rows


def group_names(known: Catalogue) -> dict[str, str]:
    """Return how tables call the groups."""
    return {"regions": known.words.regions, "departments": f"{known.words.departments}主管预算单位"}


def row(name: str, figures: Figures) -> tuple[str, ...]:
    """Write a place's figures as a row."""
    amounts = (figures.canteen_total_wan, figures.reserved_wan, figures.purchased_wan)
    rates = (figures.ratio, figures.completion_rate, figures.canteen_rate)
    return (name, *map(str, amounts), *map(number_text, rates))


def table(caption: str, rows: Sequence[tuple[str, ...]]) -> PaperTable:
    """Make a table of such rows."""
    columns: tuple[tuple[str, Align], ...] = (("单位", "left"), *((label, "right") for label in LABELS))
    return PaperTable(caption, columns, tuple(rows), _ROUNDED)


def _ranking(known: Catalogue, group: str, by: str, shown: Sequence[Line], caption: str) -> PaperTable:
    ranked = assessments.nameable(known.rankings[by, group], by)
    placed = {one.line.node.id for one in ranked}
    rows = [(str(one.rank), line_name(one.line), _measure(one.line, by)) for one in ranked]
    # Whoever is not ranked follows in official order.
    rows += [(_NONE, line_name(line), _measure(line, by)) for line in shown if line.node.id not in placed]
    columns: tuple[tuple[str, Align], ...] = (("名次", "center"), ("单位", "left"), (BY[by], "right"))
    return PaperTable(caption, columns, tuple(rows), "单位：%" if by == "ratio" else "单位：万元")


def _measure(line: Line, by: str) -> str:
    return number_text(line.figures.ratio) if by == "ratio" else str(line.figures.purchased_wan)


def _bars(known: Catalogue, group: str, title: str) -> PaperBars:
    ranked = assessments.nameable(known.rankings["purchased", group], "purchased")
    bars = ((line_name(one.line), max(one.value, ZERO), str(one.line.figures.purchased_wan)) for one in ranked)
    return PaperBars(title, "万元", tuple(bars))
