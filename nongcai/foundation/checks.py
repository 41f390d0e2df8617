"""Checks of a table in few words: the database reads each anew with every statement that writes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F, Value
from django.db.models.functions import Least
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

# Of a sum; the database would make one of a whole number each time.
ZERO = Decimal("0.0")


def none_below_zero(*values: str | Combinable, zero: Decimal | int = ZERO) -> GreaterThanOrEqual:
    """Want that columns, or what is reckoned of them, are not below zero; none of them may be empty."""
    return GreaterThanOrEqual(_least(values), Value(zero))


def all_above_zero(*values: str | Combinable) -> GreaterThan:
    """Want that columns of sums, or what is reckoned of them, are above zero; none of them may be empty."""
    return GreaterThan(_least(values), Value(ZERO))


def _least(values: tuple[str | Combinable, ...]) -> Combinable:
    told = [F(one) if isinstance(one, str) else one for one in values]
    return Least(*told) if len(told) > 1 else told[0]
