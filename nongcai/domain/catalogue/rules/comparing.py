"""Prices held against each other. Plain Python."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from nongcai.domain.catalogue.errors import UnitWordError
from nongcai.domain.catalogue.rules.pricing import UNITS, unit_price

# So many like offers, of so many suppliers, are compared; fewer say nothing.
FEWEST_OFFERS, FEWEST_SUPPLIERS = 5, 3
# A reference price speaks for so many days, a proof of a price elsewhere for so many.
REFERENCE_DAYS, PROOF_DAYS = 30, 90
# Where no rule says how long a supplier has for its reply.
REPLY_DAYS = 5
_HUNDREDTH, _TENTH, _WHOLE = Decimal("0.0001"), Decimal("0.1"), Decimal(1)
_HUNDRED = 100
# What lists of markets write after 元, as so much of a unit of content.
_PER: dict[str, tuple[Decimal, str]] = {
    **dict.fromkeys(("千克", "公斤", "kg"), (Decimal(1), "kg")),
    **dict.fromkeys(("斤", "市斤", "500克", "500g"), (Decimal(500), "g")),
    **dict.fromkeys(("克", "g"), (Decimal(1), "g")),
    **dict.fromkeys(("100克", "百克", "100g"), (Decimal(100), "g")),
    "吨": (Decimal(1000), "kg"),
    **dict.fromkeys(("升", "l"), (Decimal(1), "l")),
    **dict.fromkeys(("500毫升", "500ml"), (Decimal(500), "ml")),
    **dict.fromkeys(("个", "枚", "只"), (Decimal(1), "piece")),
}


def above(price: Decimal, base: Decimal) -> Decimal:
    """Return by how many percent a price is above another; below it is less than zero."""
    percent = (price / base - 1) * _HUNDRED
    return percent.quantize(_WHOLE if abs(percent) >= _WHOLE else _TENTH, ROUND_HALF_UP)


def read_unit(words: str) -> tuple[Decimal, str]:
    """Read what a price is for, as lists of markets write it: 元/公斤, 元/斤, 元/500克; return how much of which unit.

    :raises UnitWordError: when that is no unit that is known.
    """
    plain = words.strip().lower().replace("／", "/").replace(" ", "").removeprefix("元/").removeprefix("每")
    found = _PER.get(plain)
    if found is None:
        raise UnitWordError(words=words)
    return found


def by_measure(price: Decimal, quantity: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return what a kilogram, litre or piece costs where a quantity of a unit costs so much, and by which measured."""
    measured, share = UNITS[unit]
    return unit_price(price, quantity * share), measured
