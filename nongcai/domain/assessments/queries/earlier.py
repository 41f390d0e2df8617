"""What earlier years came to: summed from their entries, or known only as opening sums (期初汇总数)."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from django.db.models import CharField, Value

from nongcai.domain.assessments.models import OpeningSum
from nongcai.domain.assessments.rules import growth
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation.money import percent
from nongcai.foundation.years import last_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from nongcai.domain.assessments.queries.boards import Board
    from nongcai.domain.organisations.queries import Node

_TOLD = ("year", "canteen_total", "reserved", "purchased", "source_document")
_COUNTED = {"source_document": Value("", CharField()), "has_detail": Value(value=True)}
_HAS_DETAIL = itemgetter(5)


@dataclass(frozen=True)
class EarlierYear:
    """A past year's sums in yuan. Without detail (无明细) nothing stands behind them but `source_document`."""

    year: int
    canteen_total: Decimal | None
    reserved: Decimal
    purchased: Decimal
    source_document: str
    has_detail: bool

    @property
    def ratio(self) -> Decimal | None:
        """预留比例."""
        return percent(self.reserved, self.canteen_total) if self.canteen_total else None

    @property
    def completion_rate(self) -> Decimal | None:
        """完成率（全口径）."""
        return percent(self.purchased, self.reserved)


@dataclass(frozen=True)
class YearOnYear:
    """A board beside the year before: growth in percent (同比), or, while its year runs, the part reached of all of it.

    None where the year before had nothing.
    """

    before: EarlierYear
    is_whole: bool
    reserved: Decimal | None
    purchased: Decimal | None


def opening_versions(node: Node) -> QuerySet[OpeningSum]:
    """Select all that was ever entered as a node's opening sums, the latest year and version first."""
    return OpeningSum.objects.filter(node_id=node.id).select_related("entered_by").order_by("-year", "-version")


def opening_sums(node: Node) -> list[OpeningSum]:
    """Return a node's opening sums as they stand, the latest year first."""
    return list(opening_versions(node).distinct("year"))


def earlier_years(node: Node, year: int) -> list[EarlierYear]:
    """Return what is known of a node's years before a year, the latest first; entries go before opening sums."""
    if not node.is_finance:
        units = organisations.units_under(node.path).values("organisation_id")
        counted = ledger.unit_years(units, year).annotate(**_COUNTED)
        return [EarlierYear(*row) for row in counted.order_by("-year")]
    told = opening_versions(node).filter(year__lt=year).distinct("year").values_list(*_TOLD)
    rows = told.annotate(has_detail=Value(value=False)).union(
        ledger.node_years(node.id, year).annotate(**_COUNTED), all=True
    )
    known = {row[0]: EarlierYear(*row) for row in sorted(rows, key=_HAS_DETAIL)}
    return sorted(known.values(), key=lambda one: one.year, reverse=True)


def year_on_year(board: Board, earlier: Sequence[EarlierYear], on: date) -> YearOnYear | None:
    """Compare a board with the year before, where that is known; `on` is today."""
    before = next((one for one in earlier if one.year == board.year - 1), None)
    if before is None:
        return None
    # A running year is no match for a whole one: only how far it has come is told.
    is_whole = (board.as_of or on) >= last_day(board.year)
    compare = growth if is_whole else percent
    return YearOnYear(
        before,
        is_whole,
        compare(board.total.reserved, before.reserved),
        compare(board.total.purchased, before.purchased),
    )
