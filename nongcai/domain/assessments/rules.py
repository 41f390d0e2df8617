"""Arithmetic of figures: sums, rates and ranks; plain Python."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from nongcai.foundation.money import ZERO, percent, wan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")

TOTAL, REGIONS_TOTAL, DEPARTMENTS_TOTAL = "total", "regions_total", "departments_total"
REGIONS, DEPARTMENTS, UNITS, OWN = "regions", "departments", "units", "own"
BY_PURCHASED, BY_RATIO, BY_RATE = "purchased", "ratio", "rate"
# Since 财库〔2019〕27号 units reserve a share; no year before it has sums.
FIRST_YEAR = 2019


@dataclass(frozen=True)
class Figures:
    """What is measured of a place in a year: amounts in yuan, then numbers of units and of orders."""

    canteen_total: Decimal = ZERO
    reserved: Decimal = ZERO
    canteen: Decimal = ZERO
    contractor: Decimal = ZERO
    union: Decimal = ZERO
    enterprise: Decimal = ZERO
    individual: Decimal = ZERO
    due: int = 0
    filed: int = 0
    reserving: int = 0
    buying: int = 0
    finished: int = 0
    orders: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, name) + getattr(other, name) for name in FIGURE_NAMES))

    @property
    def purchased(self) -> Decimal:
        return self.canteen + self.contractor + self.union + self.enterprise + self.individual

    @property
    def canteen_purchased(self) -> Decimal:
        """What canteens bought, themselves or through their contractors."""
        return self.canteen + self.contractor

    @property
    def ratio(self) -> Decimal | None:
        """预留比例: of sums, never a mean of ratios."""
        return percent(self.reserved, self.canteen_total)

    @property
    def exact_ratio(self) -> Fraction | None:
        """The ratio before rounding, which is what ranks compare."""
        return Fraction(self.reserved) / Fraction(self.canteen_total) if self.canteen_total else None

    @property
    def exact_rate(self) -> Fraction | None:
        """The completion rate before rounding."""
        return Fraction(self.purchased) / Fraction(self.reserved) if self.reserved else None

    @property
    def completion_rate(self) -> Decimal | None:
        """完成率（全口径）: all that counts."""
        return percent(self.purchased, self.reserved)

    @property
    def canteen_rate(self) -> Decimal | None:
        """完成率（食堂口径）: the reserve is of the canteen, so only canteens' purchases."""
        return percent(self.canteen_purchased, self.reserved)

    @property
    def canteen_total_wan(self) -> Decimal:
        return wan(self.canteen_total)

    @property
    def reserved_wan(self) -> Decimal:
        return wan(self.reserved)

    @property
    def purchased_wan(self) -> Decimal:
        return wan(self.purchased)


FIGURE_NAMES = tuple(field.name for field in fields(Figures))


def total_of(parts: Iterable[Figures]) -> Figures:
    """Add figures up, in any order."""
    return sum(parts, Figures())


def ranks(items: Sequence[T], value: Callable[[T], Any]) -> list[tuple[int, T]]:
    """Rank by value, the greatest first; equals share a rank (1, 1, 3) in their given order; None is left out."""
    valued = [(value(item), item) for item in items]
    ordered = sorted(
        ((worth, item) for worth, item in valued if worth is not None), key=lambda pair: pair[0], reverse=True
    )
    found: list[tuple[int, T]] = []
    for place, (worth, item) in enumerate(ordered, start=1):
        is_tied = place > 1 and worth == ordered[place - 2][0]
        found.append((found[-1][0] if is_tied else place, item))
    return found


def share(part: Decimal, whole: Decimal) -> Decimal:
    """Say what percentage a part is of a whole; nothing of nothing is nothing."""
    return percent(part, whole) or ZERO


def growth(now: Decimal, before: Decimal) -> Decimal | None:
    """Say by what percentage an amount grew (同比); None when there was nothing before."""
    return percent(now - before, before)
