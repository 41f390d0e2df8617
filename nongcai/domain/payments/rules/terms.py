"""Until when an order is to be paid, and what lateness costs.

保障中小企业款项支付条例 (国务院令第802号): 机关、事业单位 pay within 30 days of delivery, by contract within 60
at most; an approval inside the buyer does not stop the clock; who is late pays interest by agreement, not below the
1-year LPR, else 0.05 % a day. How days are counted: 民法典 articles 201 and 203.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.foundation.money import ZERO, rounded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

# Of the regulation; a programme may only shorten them.
LAWFUL_DAYS, LONGEST_DAYS = 30, 60
DAILY_RATE = Decimal("0.0005")
_YEAR_DAYS = 365


@dataclass(frozen=True)
class Terms:
    """What a programme says of paying. Days are calendar days, but for `check_days` and `refund_days`: workdays."""

    goods_first_days: int = LAWFUL_DAYS
    longest_days: int = LONGEST_DAYS
    pay_first_days: int = 30
    extension_days: int = 15
    inspection_days: int = 7
    check_days: int = 3
    refund_days: int = 7


def goods_first_days(terms: Terms, contract_days: int | None = None) -> int:
    """Return within how many days of delivery an order is to be paid, never beyond the law."""
    if contract_days is None:
        return min(terms.goods_first_days, LAWFUL_DAYS)
    return min(contract_days, terms.longest_days, LONGEST_DAYS)


def pay_first_days(terms: Terms, *, is_extended: bool = False) -> int:
    """Return within how many days of the contract an order is to be paid; it is put off (延迟付款) once."""
    return terms.pay_first_days + (terms.extension_days if is_extended else 0)


def delivered_on(shipped_on: date, accepted_on: date | None, inspection_days: int) -> date:
    """Return from which day the term runs: that of acceptance, at the latest the end of the time for inspecting.

    Whoever puts acceptance off does not put off the payment.
    """
    latest = shipped_on + timedelta(days=inspection_days)
    return latest if accepted_on is None else max(min(accepted_on, latest), shipped_on)


def due_day(start: date, days: int, off: Collection[date] = ()) -> date:
    """Return the last day of a term: its first day is not counted, and a last day off moves to the next workday."""
    day = start + timedelta(days=days)
    while day in off:
        day += timedelta(days=1)
    return day


def days_late(due: date, today: date) -> int:
    """Return for how many days something is due; nought until it is."""
    return max((today - due).days, 0)


def daily_rate(agreed_yearly: Decimal | None = None, lowest_yearly: Decimal = ZERO) -> Decimal:
    """Return by which rate a day's interest runs; what was agreed (percent a year) counts from the LPR upward."""
    if agreed_yearly is None:
        return DAILY_RATE
    return max(agreed_yearly, lowest_yearly) / 100 / _YEAR_DAYS


def late_interest(
    amount: Decimal, due: date, paid: Iterable[tuple[date, Decimal]], today: date, rate: Decimal = DAILY_RATE
) -> Decimal:
    """Return what lateness has cost until today; `paid` says when how much of the amount came."""
    payments = sorted(paid)
    open_, since, interest = amount, due, ZERO
    for day, part in payments:
        interest += max(open_, ZERO) * rate * days_late(since, min(day, today))
        open_ -= part
        since = max(since, day)
    return rounded(interest + max(open_, ZERO) * rate * days_late(since, today))
