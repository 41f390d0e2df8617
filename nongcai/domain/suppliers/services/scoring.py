"""What buyers thought of suppliers is written down; who knows the orders reckons it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.suppliers.models import Score
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal


@dataclass(frozen=True)
class ToldScore:
    """A supplier's score with its parts, and of how many orders and buyers."""

    supplier_id: int
    value: Decimal
    goods: Decimal
    delivery: Decimal
    service: Decimal
    orders: int
    buyers: int


@transaction.atomic
def note_scores(*, told: Sequence[ToldScore], since: date, at: datetime) -> int:
    """Write down the scores of all suppliers anew; whoever is not told of has none. Return how many there are."""
    records.lock_keys(["suppliers:scores"])
    records.remove(Score.objects.all())
    records.insert_many([Score(**vars(one), since=since, reckoned_at=at) for one in told])
    return len(told)
