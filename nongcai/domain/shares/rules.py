"""Arithmetic and wording of filings: plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from nongcai.domain.shares.errors import (
    ContractorMissingError,
    FiledByHostError,
    NothingToReserveError,
    ReserveAboveTotalError,
    ReserveTwiceError,
)
from nongcai.foundation.money import CENT, ZERO, percent, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

OWN, OUTSOURCED, SHARED, NONE = "own", "outsourced", "shared", "none"
ACCOUNTS, CONTRACT, ESTIMATE = "accounts", "contract", "estimate"
TOTAL_SOURCES = (ACCOUNTS, CONTRACT, ESTIMATE)
# Beyond these a reviewer should look twice; they inform and never refuse.
JUMP, PER_DINER_LEAST, PER_DINER_MOST = Decimal("0.5"), Decimal(500), Decimal(20000)


MOST_SCANS = 10


@dataclass(frozen=True)
class SaidCanteen:
    """A canteen as the form tells it; `total` in yuan. `kind` is own, outsourced, or shared: run for others too."""

    kind: str
    name: str
    total: Decimal
    total_source: str
    diners: int | None = None
    contractor_id: int | None = None
    contractor_name: str = ""
    account_due_on: date | None = None


@dataclass(frozen=True)
class Earlier:
    """What a hint compares with; None where nothing is known."""

    total_last_year: Decimal | None = None
    reserved_last_year: Decimal | None = None
    purchased_last_year: Decimal | None = None
    per_diner_alike: Decimal | None = None


@dataclass(frozen=True)
class Hint:
    """Something to look at twice: a code, and the facts of its sentence."""

    code: str
    facts: dict[str, object]


def reserved_at(total: Decimal, ratio: Decimal) -> Decimal:
    """Return the amount that is so many percent of a total, rounded up to the cent."""
    return (total * ratio / 100).quantize(CENT, ROUND_CEILING)


def canteen_kind(canteens: Sequence[SaidCanteen], *, is_member: bool) -> str:
    """Say in one word how a unit eats: shared by another's canteen, none, outsourced throughout, or its own."""
    if is_member:
        return SHARED
    if not canteens:
        return NONE
    return OUTSOURCED if all(one.kind == OUTSOURCED for one in canteens) else OWN


def remark(canteens: Sequence[SaidCanteen], *, host_name: str) -> str:
    """Return the codified remark (domain: 无食堂, 共用食堂，由××填报, 食堂外包)."""
    if host_name:
        return f"共用食堂，由{host_name}填报"
    if not canteens:
        return "无食堂"
    contractors = [one.contractor_name for one in canteens if one.kind == OUTSOURCED and one.contractor_name]
    parts = [f"食堂外包，承包方：{'、'.join(dict.fromkeys(contractors))}" if contractors else ""]
    parts.append("代共用食堂单位填报" if any(one.kind == SHARED for one in canteens) else "")
    return "；".join(part for part in parts if part)


def require_one_reserve(total: Decimal, reserved: Decimal | None, ratio: Decimal | None) -> None:
    """Let an amount and a ratio pass together only where they come to the same, the ratio to two decimals.

    :raises ReserveTwiceError: when they do not.
    """
    if reserved is None or ratio is None:
        return
    asked = reserved_at(total, ratio)
    if reserved != asked and percent(reserved, total) != ratio:
        raise ReserveTwiceError(reserved=shown(reserved), ratio=f"{ratio.normalize():f}", asked=shown(asked))


def require_sensible(canteens: Sequence[SaidCanteen], reserved: Decimal, *, is_member: bool) -> None:
    """Let only canteens and answers pass that agree with each other.

    :raises FiledByHostError: when a member of a shared canteen files canteens of its own that are shared.
    :raises NothingToReserveError: when a unit without a canteen reserves something.
    :raises ReserveAboveTotalError: when it reserves more than it buys.
    :raises ContractorMissingError: when a contractor cannot trade and no day is named for it.
    """
    total = sum((one.total for one in canteens), ZERO)
    if is_member and any(one.kind == SHARED for one in canteens):
        raise FiledByHostError
    if not canteens and reserved:
        raise NothingToReserveError
    if reserved > total:
        raise ReserveAboveTotalError(reserved=shown(reserved), total=shown(total))
    for place, one in enumerate(canteens, start=1):
        if one.kind == OUTSOURCED and one.contractor_id is None and one.account_due_on is None:
            raise ContractorMissingError(name=one.name or f"第{place}个食堂")


def hints(canteens: Sequence[SaidCanteen], reserved: Decimal, earlier: Earlier) -> list[Hint]:
    """Say what a reviewer should look at twice."""
    return list(_hints(canteens, reserved, earlier))


def _hints(canteens: Sequence[SaidCanteen], reserved: Decimal, earlier: Earlier) -> Iterator[Hint]:
    total = sum((one.total for one in canteens), ZERO)
    before = earlier.total_last_year
    if before and abs(total - before) > before * JUMP:
        yield Hint("total_jumps", {"total": total, "before": before})
    if earlier.reserved_last_year and reserved < earlier.reserved_last_year:
        yield Hint("reserves_less", {"reserved": reserved, "before": earlier.reserved_last_year})
    if earlier.purchased_last_year and total and earlier.purchased_last_year > total:
        yield Hint("bought_more_than_total", {"total": total, "purchased": earlier.purchased_last_year})
    diners = sum(one.diners or 0 for one in canteens)
    if diners and total and not PER_DINER_LEAST <= total / diners <= PER_DINER_MOST:
        yield Hint("per_diner_odd", {"per_diner": (total / diners).quantize(CENT), "diners": diners})
    alike = earlier.per_diner_alike
    if alike and diners and total and not alike / 3 <= total / diners <= alike * 3:
        yield Hint("unlike_others", {"per_diner": (total / diners).quantize(CENT), "alike": alike})
