"""Which change of an order's state goes forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime

# Whether an order counts in the year in which it was completed, or in that in which it was ordered.
BY_COMPLETION, BY_ORDER = "completed", "ordered"

RANK = {
    "placed": 0,
    "paid": 1,
    "shipped": 2,
    "completed": 3,
    "partly_refunded": 4,
    "refunded": 5,
    "cancelled": 5,
}


# A buyer of another region, as finance found: the order counts to no unit here, and waits for nobody.
OUTSIDE = "outside_region"


def year_of(year_by: str, ordered_at: datetime | None, completed_at: datetime) -> int:
    """Return the year in which an order counts; that of completion where nobody knows when it was ordered."""
    completed = day_of(completed_at).year
    if year_by == BY_COMPLETION or ordered_at is None:
        return completed
    return min(day_of(ordered_at).year, completed)


def goes_back(before: str, after: str) -> bool:
    """Say whether a later export tells an earlier state, which only a person may accept."""
    return RANK[after] < RANK[before]
