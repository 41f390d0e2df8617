"""Which levels an amount needs, and the first and last day of a budget."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

YUAN_BOUND = Decimal(10**11)
MONTHS = {"year": 12, "quarter": 3, "month": 1}
WARN_FROM = Decimal(80)
_CENTS = -2


def is_amount(value: Decimal) -> bool:
    """Say whether a number is an amount in yuan: nothing below zero, two decimals, no more than anybody spends."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= _CENTS and 0 <= value < YUAN_BOUND


def levels_for(amount: Decimal, froms: Sequence[Decimal]) -> int:
    """Return how many of the levels, whose first amounts rise, an amount needs."""
    return sum(first <= amount for first in froms)


def first_not_rising(froms: Sequence[Decimal]) -> int:
    """Return the number of the first level that does not begin above the one before; 0 when all do."""
    pairs = enumerate(pairwise(froms), start=2)
    return next((number for number, (before, this) in pairs if this <= before), 0)


def days_of(span: str, day: date) -> tuple[date, date]:
    """Return the first and last day of the year, quarter or month in which a day falls."""
    months = MONTHS[span]
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])


def is_short(quantity: Decimal, taken: Decimal) -> bool:
    """Say whether so much of a budget is taken that one should be warned."""
    return quantity > 0 and taken * 100 >= quantity * WARN_FROM


def workdays_after(day: date, last: date, off: Collection[date]) -> int:
    """Count the workdays after a day up to another."""
    return sum(day + timedelta(days=n) not in off for n in range(1, (last - day).days + 1))
