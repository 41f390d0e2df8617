"""Totals and rankings of measured lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.assessments.rules import (
    BY_PURCHASED,
    BY_RATE,
    BY_RATIO,
    DEPARTMENTS,
    OWN,
    REGIONS,
    UNITS,
    Figures,
    ranks,
    total_of,
)
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from nongcai.domain.assessments.queries.measuring import Line


# What is shown of figures, and what is compared: rates are compared before they are rounded.
_MEASURES: dict[str, tuple[Callable[[Figures], Decimal | None], Callable[[Figures], Fraction | Decimal | None]]] = {
    BY_PURCHASED: (lambda one: one.purchased, lambda one: one.purchased),
    BY_RATIO: (lambda one: one.ratio, lambda one: one.exact_ratio),
    BY_RATE: (lambda one: one.completion_rate, lambda one: one.exact_rate),
}


@dataclass(frozen=True)
class Ranked:
    """A line with its rank among its group; `value` is what is shown, yuan or percent."""

    rank: int
    line: Line
    value: Decimal


def totals(lines: Sequence[Line]) -> tuple[Figures, Figures, Figures]:
    """Return the figures of all lines, of the regions, and of the departments."""
    regions, departments = (_total(lines, group) for group in (REGIONS, DEPARTMENTS))
    others = total_of(line.figures for line in lines if line.group in {UNITS, OWN})
    return regions + departments + others, regions, departments


def nameable(ranked: Sequence[Ranked], by: str) -> list[Ranked]:
    """Leave out whom a published ranking must not name: by ratio, sensitive bodies, whose canteens tell headcount."""
    return [one for one in ranked if by == BY_PURCHASED or not one.line.node.is_sensitive]


def rankings(lines: Sequence[Line], by: str) -> dict[str, list[Ranked]]:
    """Rank the lines of each group by `purchased`, `ratio` or `rate`, leaving out organs that are never ranked.

    Ratios are compared as they are, not as they are rounded; ties stand in official order.
    """
    taking_part = [line for line in lines if line.node.is_ranked]
    groups = dict.fromkeys(line.group for line in lines)
    return {group: _ranked([line for line in taking_part if line.group == group], by) for group in groups}


def leading(ranked: Sequence[Ranked], count: int) -> list[Ranked]:
    """Keep those ranked among the first; whoever ties with the last of them is among them."""
    return [one for one in ranked if one.rank <= count]


def _total(lines: Sequence[Line], group: str) -> Figures:
    return total_of(line.figures for line in lines if line.group == group)


def _ranked(lines: Sequence[Line], by: str) -> list[Ranked]:
    shown, compared = _MEASURES[by]
    return [
        Ranked(rank, line, shown(line.figures) or ZERO)
        for rank, line in ranks(lines, lambda line: compared(line.figures))
    ]
