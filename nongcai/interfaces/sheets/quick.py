"""Reading a whole batch of a column at once where every cell is in good order.

Each function gives exactly what its neighbour in `cells` would give cell by cell, or None when one cell needs a
closer look: then the batch is read cell by cell. Tests hold the two against each other.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from nongcai.foundation.years import CHINA

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.interfaces.sheets.columns import Column, ColumnType

# Since 1992 the clocks of China stand at this offset all year; reading it costs a third of looking the zone up.
_OFFSET = "+08:00"
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=CHINA), datetime(2100, 1, 1, tzinfo=CHINA)
_DAY_ONLY = len("2023-01-05")
_LARGEST = 1e12


def codes(found: tuple[Any, ...], column: Column) -> list[Any] | None:
    """Read codes and order numbers of plain letters and digits."""
    if set(map(type, found)) != {str} or (column.required and "" in found):
        return None
    joined = "".join(found)
    if not joined.isascii() or not joined.isalnum() or max(map(len, found)) > column.length:
        return None
    return list(found) if column.type == "order_no" or joined == joined.upper() else None


def moments(found: tuple[Any, ...], column: Column) -> list[Any] | None:
    """Read dates and times written as 2023-01-05 10:22:00, which is how exports write them."""
    if set(map(type, found)) != {str} or (column.required and "" in found):
        return None
    if min(map(len, filter(None, found)), default=0) <= _DAY_ONLY:
        return None  # the offset would be taken for the time of the day
    try:
        read = [datetime.fromisoformat(cell + _OFFSET) if cell else None for cell in found]
    except ValueError:
        return None  # a zone of its own, or another way to write a date
    said = [moment for moment in read if moment]
    return read if said and min(said) >= _FIRST and max(said) < _LAST else None


def amounts(found: tuple[Any, ...], _column: Column) -> list[Any] | None:
    """Read numbers that have no more than two decimals."""
    if set(map(type, found)) != {float} or max(found) > _LARGEST or min(found) < -_LARGEST:
        return None
    shown = [f"{cell:.2f}" for cell in found]
    if "-0.00" in shown or tuple(map(float, shown)) != found:
        return None
    return list(map(Decimal, shown))


def figures(found: tuple[Any, ...], _column: Column) -> list[Any] | None:
    """Read numbers with any decimals."""
    if set(map(type, found)) != {float} or max(found) > _LARGEST or min(found) <= 0:
        return None
    return [Decimal(f"{cell:.15g}") for cell in found]


QUICK: dict[ColumnType, Callable[[tuple[Any, ...], Column], list[Any] | None]] = {
    "code": codes,
    "order_no": codes,
    "moment": moments,
    "money": amounts,
    "price": figures,
}
