"""Amounts in yuan inside, in ten thousand yuan (万元) outside, percent with two decimals; half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
WAN = Decimal(10_000)


def rounded(value: Decimal) -> Decimal:
    """Round half up to two decimals."""
    return value.quantize(CENT, ROUND_HALF_UP)


def wan(yuan: Decimal) -> Decimal:
    """Turn yuan into 万元 with two decimals, rounded half up."""
    return rounded(yuan / WAN)


def of_fen(fen: int) -> Decimal:
    """Return in yuan what institutions count in fen."""
    return Decimal(fen).scaleb(-2)


def in_fen(yuan: Decimal) -> int:
    """Return in fen an amount in yuan with two decimals."""
    return int(rounded(yuan) * 100)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Say what percentage `part` is of `whole`, two decimals half up; None when there is no whole."""
    return rounded(part * 100 / whole) if whole else None


def shown(value: Decimal) -> str:
    """Write an amount with thousands separators and two decimals."""
    return f"{rounded(value):,}"
