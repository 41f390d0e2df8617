"""The figures of a notice as data, for programs that compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongcai.domain.assessments.queries.comparing import leading, nameable, rankings, totals
from nongcai.domain.assessments.rules import BY_PURCHASED, BY_RATIO, DEPARTMENTS, REGIONS, Figures
from nongcai.foundation.money import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nongcai.domain.assessments.queries.measuring import Line

_CHANNELS = ("canteen", "contractor", "union", "enterprise", "individual")


def figures_json(year: int, lines: Sequence[Line], *, leading_count: int) -> dict[str, Any]:
    """Return what `figures.json` holds: amounts as texts with two decimals; `ratio` is None where there is no base.

    Sensitive bodies are named by completed amount only, as in print.
    """
    total, regions, departments = totals(lines)
    by_purchased, by_ratio = rankings(lines, BY_PURCHASED), rankings(lines, BY_RATIO)

    def names(ranking: dict[str, Any], group: str, by: str) -> list[str]:
        return [_name(one.line) for one in leading(nameable(ranking.get(group, []), by), leading_count)]

    return {
        "year": year,
        "city": _figures(total),
        "districts_total": _figures(regions),
        "municipal_total": _figures(departments),
        "districts": {_name(line): _figures(line.figures) for line in lines if line.group == REGIONS},
        "municipal_supervising_units": {
            _name(line): _figures(line.figures)
            for line in lines
            if line.group == DEPARTMENTS and not line.node.is_sensitive
        },
        "rankings": {
            "districts_by_completed": names(by_purchased, REGIONS, BY_PURCHASED),
            "municipal_by_completed": names(by_purchased, DEPARTMENTS, BY_PURCHASED),
            "districts_by_ratio": names(by_ratio, REGIONS, BY_RATIO),
            "municipal_by_ratio": names(by_ratio, DEPARTMENTS, BY_RATIO),
        },
    }


def _name(line: Line) -> str:
    return line.node.shown if line.group == REGIONS else line.node.name


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "canteen_total_yuan": str(rounded(figures.canteen_total)),
        "reserved_yuan": str(rounded(figures.reserved)),
        "completed_yuan": str(rounded(figures.purchased)),
        "reserved_wan": str(figures.reserved_wan),
        "completed_wan": str(figures.purchased_wan),
        "ratio": None if figures.ratio is None else str(figures.ratio),
        "units": {name: getattr(figures, name) for name in ("due", "reserving", "buying", "finished")},
        "channels_yuan": {name: str(rounded(getattr(figures, name))) for name in _CHANNELS},
    }
