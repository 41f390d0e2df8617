"""What an invoice must agree with: seller, buyer, its own sums, what the order came to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.foundation.money import CENT, ZERO, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# What each line's rounding may come to.
_SLACK = CENT
_NUMBER = re.compile(r"[0-9]{20}")

NUMBER, SELLER, BUYER, SUM, LINES, TOTAL, DAY = "number", "seller", "buyer", "sum", "lines", "total", "day"


@dataclass(frozen=True)
class ToldLine:
    """A line of an invoice."""

    name: str
    net: Decimal
    tax: Decimal
    specification: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    rate: str = ""


@dataclass(frozen=True)
class ToldInvoice:
    """An invoice as its file has it, or as somebody typed it from a file that is a picture."""

    number: str
    issued_on: date
    seller_name: str
    seller_code: str
    buyer_name: str
    buyer_code: str
    net: Decimal
    tax: Decimal
    total: Decimal
    lines: tuple[ToldLine, ...] = field(default=())


@dataclass(frozen=True)
class Ordered:
    """What an invoice is held against; `invoiced` is what other invoices of the order come to."""

    seller_code: str
    buyer_name: str
    buyer_code: str
    amount: Decimal
    invoiced: Decimal
    ordered_on: date


def is_number(text: str) -> bool:
    """Say whether it is the number of a 数电票: twenty digits."""
    return bool(_NUMBER.fullmatch(text))


def faults_of(told: ToldInvoice) -> list[str]:
    """Return what makes an invoice none, whatever the order: its number and its sums."""
    found = [] if is_number(told.number) else [NUMBER]
    if told.net + told.tax != told.total or told.total <= 0:
        found.append(SUM)
    if told.lines and not _add_up(told):
        found.append(LINES)
    return found


def differences(told: ToldInvoice, order: Ordered) -> list[str]:
    """Return where an invoice does not agree with its order."""
    found = []
    if told.seller_code != order.seller_code:
        found.append(SELLER)
    is_same_code = not order.buyer_code or told.buyer_code == order.buyer_code
    if not is_same_code or _plain(told.buyer_name) != _plain(order.buyer_name):
        found.append(BUYER)
    if told.total + order.invoiced > order.amount:
        found.append(TOTAL)
    if told.issued_on < order.ordered_on:
        found.append(DAY)
    return found


def open_of(amount: Decimal, totals: Iterable[Decimal]) -> Decimal:
    """Return how much of an order has no invoice yet."""
    return rounded(amount - sum(totals, ZERO))


def _add_up(told: ToldInvoice) -> bool:
    slack = _SLACK * len(told.lines)
    nets = sum((line.net for line in told.lines), ZERO)
    taxes = sum((line.tax for line in told.lines), ZERO)
    return abs(nets - told.net) <= slack and abs(taxes - told.tax) <= slack


def _plain(name: str) -> str:
    return re.sub(r"[\s()（）]", "", name)
