"""From lists of prices and of counties to the rows that the room of goods judges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.catalogue.queries import SaidCounty, SaidPrice
from nongcai.interfaces.sheets.market_lists import COUNTY_LIST, PRICE_LIST
from nongcai.interfaces.sheets.opening import ready_plan
from nongcai.interfaces.sheets.parsing import parse

if TYPE_CHECKING:
    from pathlib import Path

    from nongcai.interfaces.sheets.parsing import ParsedRow
    from nongcai.interfaces.sheets.planning import SheetPlan


@dataclass(frozen=True)
class ReadPrices:
    """What a list of prices holds."""

    plan: SheetPlan
    rows: list[SaidPrice]


@dataclass(frozen=True)
class ReadCounties:
    """What a list of counties holds."""

    plan: SheetPlan
    rows: list[SaidCounty]


def read_prices(path: Path, *, name: str) -> ReadPrices:
    """Read the first sheet that is a list of prices.

    :raises UnreadableFileError: when there is none, or it is too long.
    """
    plan = ready_plan(path, name, PRICE_LIST)
    rows = []
    for row in parse(plan):
        told = dict(zip(PRICE_LIST.fields, row.values, strict=True))
        texts = {field: told[field] or "" for field in ("name", "place", "unit")}
        rows.append(SaidPrice(row.row_no, day=told["day"], price=told["price"], faults=_faults(row), **texts))
    return ReadPrices(plan, rows)


def read_counties(path: Path, *, name: str) -> ReadCounties:
    """Read the first sheet that is a list of counties.

    :raises UnreadableFileError: when there is none, or it is too long.
    """
    plan = ready_plan(path, name, COUNTY_LIST)
    rows = []
    for row in parse(plan):
        told = {field: value or "" for field, value in zip(COUNTY_LIST.fields, row.values, strict=True)}
        rows.append(SaidCounty(row.row_no, told["code"], told["name"], _faults(row)))
    return ReadCounties(plan, rows)


def _faults(row: ParsedRow) -> tuple[str, ...]:
    wrong = [problem for problem in row.problems if problem.level == "error"]
    return tuple(f"{problem.column_label.rstrip('*')}：{problem.message}" for problem in wrong)
