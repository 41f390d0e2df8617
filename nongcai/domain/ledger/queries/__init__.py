"""Reading what counts."""

from nongcai.domain.ledger.queries.checking import Difference, differences
from nongcai.domain.ledger.queries.reading import (
    SUM_NAMES,
    booked_since,
    counts_in,
    entries_of,
    entries_of_order,
    first_reserved,
    month_sums,
    node_standings,
    node_years,
    standings,
    sums_by_unit,
    sums_of,
    sums_under,
    unit_years,
)

__all__ = [
    "SUM_NAMES",
    "Difference",
    "booked_since",
    "counts_in",
    "differences",
    "entries_of",
    "entries_of_order",
    "first_reserved",
    "month_sums",
    "node_standings",
    "node_years",
    "standings",
    "sums_by_unit",
    "sums_of",
    "sums_under",
    "unit_years",
]
