"""Amounts, weights and numbers of orders; the days of standing ones. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from nongcai.domain.orders.errors import (
    OrderKeyError,
    OrderQuantityError,
    StandingDatesError,
    StandingLeadError,
    StandingWindowError,
    TermDaysError,
    TermForPayFirstError,
    WeightBandError,
)
from nongcai.foundation.money import ZERO, rounded

_V7, _LARGEST = 7, 99_999
# How far the moment in a key may lie from the moment at which it comes.
_KEY_BEFORE, _KEY_AFTER = timedelta(days=2), timedelta(minutes=5)
PREFIX = "NC"
# What goods, delivery and service weigh in a supplier's score, in hundredths; over how many days orders count.
WEIGHTS, SCORED_DAYS = (50, 25, 25), 365
# Within how many days of delivery is paid by any contract (国务院令第802号).
LONGEST_DAYS = 60
# A standing order is looked at anew once a year; how long before delivery it may order; how many days back one still
# sees that nothing was ordered.
LONGEST, LEAD_MOST, LOOKS_BACK = timedelta(days=366), 30, 7
WEEK = range(1, 8)


@dataclass(frozen=True)
class Weighed:
    """What a sale unit costs and holds, and within which band its weight may lie."""

    price: Decimal
    net: Decimal
    band_percent: Decimal | None = None


def moment_of(key: UUID) -> int:
    """Return the milliseconds since 1970 in a key of version 7."""
    return key.int >> 80


def number_of(key: UUID) -> str:
    """Return the number of an order: a fact of its key, its moment and five digits."""
    return f"{PREFIX}{moment_of(key)}{(key.int & 0xFFFFFFFF) % 100_000:05d}"


def require_key(key: UUID, at: datetime) -> None:
    """Want a key that was made a short while ago.

    :raises OrderKeyError: when it is of another kind or time.
    """
    made = moment_of(key) / 1000
    fresh = (at - _KEY_BEFORE).timestamp() <= made <= (at + _KEY_AFTER).timestamp()
    if key.version != _V7 or not fresh:
        raise OrderKeyError


def require_quantity(quantity: int, minimum: int) -> None:
    """Want a whole number from the minimum on.

    :raises OrderQuantityError: when it is none.
    """
    if not minimum <= quantity <= _LARGEST:
        raise OrderQuantityError(minimum=minimum)


def require_term(days: int | None, *, is_goods_first: bool, most: int, rule: str) -> None:
    """Want an agreed term of paying, if any, of what is paid after delivery, and not beyond rule and law.

    :raises TermForPayFirstError: when it is paid before.
    :raises TermDaysError: when it is too long, or none.
    """
    if days is None:
        return
    if not is_goods_first:
        raise TermForPayFirstError
    if not 1 <= days <= min(most, LONGEST_DAYS):
        raise TermDaysError(most=min(most, LONGEST_DAYS), rule=rule)


def amount_of(price: Decimal, quantity: int) -> Decimal:
    """Return what so many sale units cost."""
    return rounded(price * quantity)


def bounds(goods: Weighed, quantity: int) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest weight that so many sale units may have."""
    nominal = goods.net * quantity
    margin = nominal * (goods.band_percent or ZERO) / 100
    return nominal - margin, nominal + margin


def require_weight(goods: Weighed, quantity: int, weight: Decimal | None) -> None:
    """Want the weight of goods that are paid by weight, within the band that was offered.

    :raises WeightBandError: when there is none, or it lies outside.
    """
    least, most = bounds(goods, quantity)
    if weight is None or not least <= weight <= most:
        raise WeightBandError(least=f"{least.normalize():f}", most=f"{most.normalize():f}", band=goods.band_percent)


def weighed_amount(goods: Weighed, weight: Decimal) -> Decimal:
    """Return what goods cost that are paid by weight: the price is of the nominal weight."""
    return rounded(goods.price * weight / goods.net)


def given_back(goods: Weighed, weight: Decimal | None, accepted: int, returned: int) -> Decimal:
    """Return what goods cost that were accepted and given back."""
    if weight is None:
        return amount_of(goods.price, returned)
    kept = weight * (accepted - returned) / accepted
    return weighed_amount(goods, weight) - weighed_amount(goods, kept)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add amounts."""
    return sum(amounts, ZERO)


def media_type_of(data: bytes) -> str:
    """Say by its first bytes what a file of evidence is; nothing where it is none that is kept."""
    known = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}
    return next((kind for begins, kind in known.items() if data.startswith(begins)), "")


def score(goods: Decimal, delivery: Decimal, service: Decimal) -> Decimal:
    """Return the score of three means: goods 50 %, delivery 25 %, service 25 %, unrounded."""
    return sum((mark * weight for mark, weight in zip((goods, delivery, service), WEIGHTS, strict=True)), ZERO) / 100


def mark(mean: Decimal) -> Decimal:
    """Write a mean as marks are shown, with one decimal, halves up."""
    return mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Plan:
    """When a standing order delivers; it orders from the day `places_from` on. Days of the week are 1 to 7."""

    starts_on: date
    ends_on: date
    lead_days: int
    places_from: date
    weekdays: Collection[int]
    breaks: Collection[tuple[date, date]] = ()
    days_off: Collection[date] = ()

    def delivers_on(self, day: date) -> bool:
        """Say whether something is delivered on a day."""
        return (
            self.starts_on <= day <= self.ends_on
            and day.isoweekday() in self.weekdays
            and day not in self.days_off
            and not any(first <= day <= last for first, last in self.breaks)
        )

    def places_on(self, day: date) -> date:
        """Return on which day a delivery is ordered."""
        return day - timedelta(days=self.lead_days)

    def is_due(self, day: date, today: date) -> bool:
        """Say whether a delivery is to be ordered by today; also one that was not, some days after it."""
        is_near = self.places_from <= self.places_on(day) <= today <= day + timedelta(days=LOOKS_BACK)
        return is_near and self.delivers_on(day)

    def due_days(self, today: date) -> list[date]:
        """Return the deliveries that are to be ordered by today."""
        days = (today + timedelta(days=ahead) for ahead in range(-LOOKS_BACK, self.lead_days + 1))
        return [day for day in days if self.is_due(day, today)]

    def next_days(self, today: date, most: int, ordered: Collection[date] = ()) -> list[date]:
        """Return the next deliveries after today: those that were ordered, and those that will be."""
        length = max((self.ends_on - today).days, 0)
        days = (today + timedelta(days=ahead) for ahead in range(1, length + 1))
        found = (
            day for day in days if day in ordered or (self.places_on(day) >= self.places_from and self.delivers_on(day))
        )
        return [day for day, _place in zip(found, range(most), strict=False)]


def require_dates(starts_on: date, ends_on: date, today: date, *, began_on: date | None = None) -> None:
    """Want a time from today on, at most a year, beginning within one; what runs may keep the day on which it began.

    :raises StandingDatesError: when it is none.
    """
    is_new = starts_on >= today or starts_on == began_on
    is_short = ends_on - starts_on <= LONGEST and starts_on - today <= LONGEST
    if not (is_new and is_short and max(starts_on, today) <= ends_on):
        raise StandingDatesError(fields={"ends_on": [StandingDatesError.message]})


def require_lead(days: int) -> None:
    """Want some days between order and delivery.

    :raises StandingLeadError: when there are too few or too many.
    """
    if not 0 < days <= LEAD_MOST:
        raise StandingLeadError(most=LEAD_MOST)


def require_window(earliest: time, latest: time) -> None:
    """Want hours of a day.

    :raises StandingWindowError: when they stand the wrong way round.
    """
    if earliest >= latest:
        raise StandingWindowError(fields={"latest": [StandingWindowError.message]})
