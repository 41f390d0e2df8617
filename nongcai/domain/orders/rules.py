"""Amounts, weights and numbers of orders. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from nongcai.domain.orders.errors import OrderKeyError, OrderQuantityError, WeightBandError
from nongcai.foundation.money import ZERO, rounded

_V7, _LARGEST = 7, 99_999
# How far the moment in a key may lie from the moment at which it comes.
_KEY_BEFORE, _KEY_AFTER = timedelta(days=2), timedelta(minutes=5)
PREFIX = "NC"
# What goods, delivery and service weigh in a supplier's score, in hundredths; over how many days orders count.
WEIGHTS, SCORED_DAYS = (50, 25, 25), 365
# Before a contract is signed.
LAPSES_AFTER = timedelta(days=15)


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
