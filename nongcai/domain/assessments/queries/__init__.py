"""Reading figures: of any node, from summaries or from entries, and from frozen snapshots."""

from nongcai.domain.assessments.queries.boards import Board, board
from nongcai.domain.assessments.queries.by_line import LineBoard, RegionLine, line_board
from nongcai.domain.assessments.queries.caveats import Waiting, waiting
from nongcai.domain.assessments.queries.comparing import Ranked, leading, nameable, rankings, totals
from nongcai.domain.assessments.queries.earlier import (
    EarlierYear,
    YearOnYear,
    earlier_years,
    opening_sums,
    opening_versions,
    year_on_year,
)
from nongcai.domain.assessments.queries.exporting import figures_json
from nongcai.domain.assessments.queries.measuring import Line, lines
from nongcai.domain.assessments.queries.origins import OriginBoard, OriginSum, origin_board
from nongcai.domain.assessments.queries.snapshots import (
    Difference,
    Frozen,
    changes_since,
    content_hash,
    first_reserved,
    frozen,
    snapshot_over,
    snapshots_visible_to,
    verify,
)
from nongcai.domain.assessments.queries.units import MonthRow, UnitCard, entries_behind, unit_card
from nongcai.domain.assessments.queries.years import finished_year, reported_year
from nongcai.domain.assessments.rules import Figures

__all__ = [
    "Board",
    "Difference",
    "EarlierYear",
    "Figures",
    "Frozen",
    "Line",
    "LineBoard",
    "MonthRow",
    "OriginBoard",
    "OriginSum",
    "Ranked",
    "RegionLine",
    "UnitCard",
    "Waiting",
    "YearOnYear",
    "board",
    "changes_since",
    "content_hash",
    "earlier_years",
    "entries_behind",
    "figures_json",
    "finished_year",
    "first_reserved",
    "frozen",
    "leading",
    "line_board",
    "lines",
    "nameable",
    "opening_sums",
    "opening_versions",
    "origin_board",
    "rankings",
    "reported_year",
    "snapshot_over",
    "snapshots_visible_to",
    "totals",
    "unit_card",
    "verify",
    "waiting",
    "year_on_year",
]
