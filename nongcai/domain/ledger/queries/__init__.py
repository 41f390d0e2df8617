"""Reading what counts."""

from nongcai.domain.ledger.queries.checking import Difference, differences
from nongcai.domain.ledger.queries.reading import (
    Amounts,
    Counts,
    entries_of,
    entries_of_order,
    first_reserved,
    month_sums,
    node_amounts,
    node_sums,
    node_years,
    standings,
    sums_by_unit,
    unit_years,
)

__all__ = [
    "Amounts",
    "Counts",
    "Difference",
    "differences",
    "entries_of",
    "entries_of_order",
    "first_reserved",
    "month_sums",
    "node_amounts",
    "node_sums",
    "node_years",
    "standings",
    "sums_by_unit",
    "unit_years",
]
