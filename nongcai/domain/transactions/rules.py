"""Which change of an order's state goes forward."""

from __future__ import annotations

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


def goes_back(before: str, after: str) -> bool:
    """Say whether a later export tells an earlier state, which only a person may accept."""
    return RANK[after] < RANK[before]
