"""Lines of invoices held against lines of the order: names as tax offices write them, quantities, amounts."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.foundation.money import CENT, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from nongcai.domain.payments.rules.invoicing import ToldLine

UNORDERED, QUANTITY, AMOUNT = "unordered", "quantity", "amount"
FREIGHT = "运费"
# A 数电票 puts the short name of the tax category before the name: *水果*苹果.
_CATEGORY = re.compile(r"^\*[^*]*\*")
_NOISE = re.compile(r"[\s()（）【】\[\]·.,，、_\-]+")
_CARRIED = re.compile(r"运费|运输|配送|快递|物流")


@dataclass(frozen=True)
class OrderedLine:
    """What an order has of one of its goods; carriage has no unit and no quantity."""

    name: str
    unit: str
    quantity: Decimal | None
    amount: Decimal


@dataclass(frozen=True)
class LineDifference:
    """Where the lines of invoices do not agree with the order; of an unordered name there is nothing ordered."""

    kind: str
    name: str
    told: Decimal
    ordered: Decimal


def line_differences(
    lines: Sequence[ToldLine], ordered: Iterable[OrderedLine], before: Iterable[ToldLine] = ()
) -> list[LineDifference]:
    """Return where the lines of an invoice, with those of the order's invoices before it, go beyond the order.

    Less than ordered is none: another invoice may follow. Of an order whose lines are not known nothing is said.
    """
    goods = _by_name(ordered)
    if not goods:
        return []
    sums: dict[str, list[ToldLine]] = defaultdict(list)
    found = []
    for line in lines:
        name = _ordered_name(line.name, goods)
        if name is None:
            found.append(LineDifference(UNORDERED, line.name, line.net + line.tax, ZERO))
        else:
            sums[name].append(line)
    for line in before:
        name = _ordered_name(line.name, goods)
        if name in sums:
            sums[name].append(line)
    for name, told in sums.items():
        found += _beyond(told, goods[name])
    return found


def _by_name(ordered: Iterable[OrderedLine]) -> dict[str, list[OrderedLine]]:
    goods: dict[str, list[OrderedLine]] = defaultdict(list)
    for one in ordered:
        goods[_plain(one.name)].append(one)
    return dict(goods)


def _ordered_name(name: str, goods: Iterable[str]) -> str | None:
    """Return as what an order has a good of an invoice: of several names that fit, the longest."""
    plain = _plain(name)
    if plain in goods:
        return plain
    fitting = [one for one in goods if one and plain and (one in plain or plain in one)]
    if not fitting and _CARRIED.search(plain) and FREIGHT in goods:
        return FREIGHT
    return max(fitting, key=len, default=None)


def _beyond(told: Sequence[ToldLine], ordered: Sequence[OrderedLine]) -> list[LineDifference]:
    name, found = ordered[0].name, []
    units = {one.unit for one in told} | {one.unit for one in ordered}
    quantities = [one.quantity for one in told if one.quantity is not None]
    known = [one.quantity for one in ordered if one.quantity is not None]
    # Pieces and kilograms are not compared.
    if len(units) == 1 and len(quantities) == len(told) and known and sum(quantities) > sum(known):
        found.append(LineDifference(QUANTITY, name, sum(quantities, ZERO), sum(known, ZERO)))
    amount, due = sum((one.net + one.tax for one in told), ZERO), sum((one.amount for one in ordered), ZERO)
    if amount > due + CENT * len(told):
        found.append(LineDifference(AMOUNT, name, amount, due))
    return found


def _plain(name: str) -> str:
    return _NOISE.sub("", _CATEGORY.sub("", unicodedata.normalize("NFKC", name.strip()))).lower()
