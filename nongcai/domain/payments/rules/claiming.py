"""Whether a row of a statement tells of money that a buyer has shown by a voucher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from nongcai.domain.payments.rules.coding import codes_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

# Banks book by the next workday at the latest what is sent before a weekend.
SLACK = timedelta(days=3)


@dataclass(frozen=True)
class Claimed:
    """What a buyer says that it has paid: how much, when, by whom, to which account, for the order of which code."""

    key: tuple[UUID, int]
    amount: Decimal
    day: date
    tail: str
    code: str
    payers: frozenset[str]


@dataclass(frozen=True)
class Told:
    """What a bank's statement says that came."""

    amount: Decimal
    day: date
    tail: str
    payer: str
    note: str


def is_same_money(claimed: Claimed, told: Told) -> bool:
    """Say whether both may speak of the same money.

    The amount and the account are the same, the day nearly; a code decides where there is one, else the payer's name.
    """
    if (claimed.amount, claimed.tail) != (told.amount, told.tail) or abs(told.day - claimed.day) > SLACK:
        return False
    codes = codes_in(told.note)
    return claimed.code in codes if codes else bool(told.payer) and told.payer in claimed.payers


def claim_told_of(claims: Iterable[Claimed], told: Told) -> Claimed | None:
    """Return the claim of which a row tells, that of the nearest day first."""
    fitting = [one for one in claims if is_same_money(one, told)]
    return min(fitting, key=lambda one: (abs(told.day - one.day), one.day, one.key), default=None)
