"""An order of the own hall counts, by its number, once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.ledger import services as ledger
from nongcai.domain.ledger.services import NewEntry
from nongcai.domain.transactions.models import BuyerKind, State, Transaction
from nongcai.domain.transactions.rules import BY_COMPLETION, year_of
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

_ORIGIN = "platform"
_COUNTING = (State.COMPLETED, State.PARTLY_REFUNDED)
_CORRECTED = (
    "state", "completed_at", "amount", "refund", "year_by", "unit_id", "rule", "as_of", "corrected_at", "version",
)  # fmt: skip


@dataclass(frozen=True)
class OwnOrder:
    """An order as it counts now. `completed_at` is when it first counted; None while it does not.

    Of that moment and of that of ordering, `year_by` names the one that says its year.
    """

    order_no: str
    ordered_at: datetime
    completed_at: datetime | None
    buyer_kind: str
    buyer_name: str
    buyer_code: str
    supplier: str
    origin_code: str
    product: str
    category: str
    quantity: Decimal | None
    measure: str
    amount: Decimal
    refund: Decimal
    state: str
    unit_id: int
    rule: str
    year_by: str = BY_COMPLETION


@transaction.atomic
def count_own(*, told: OwnOrder, at: datetime, undone: str = "told_later") -> bool:
    """Record an order of the own hall as it stands, and count it anew where that changes what counts.

    What had counted is undone by its opposite, in the year in which it did; `undone` says why. Nobody else is kept from
    recording: only the row of this number is locked. A number that another brought here counts as that one told.
    Returns whether anything changed.
    """
    row = Transaction(**asdict(told), origin=_ORIGIN, as_of=at)
    if records.insert_new(row):
        ledger.count(entries=_entry(row, at), at=at)
        return True
    before = Transaction.objects.select_for_update(no_key=True).get(pk=told.order_no)
    names = ("state", "completed_at", "amount", "refund", "unit_id")
    is_same = all(getattr(before, name) == getattr(row, name) for name in names)
    if before.origin != _ORIGIN or is_same:
        return False
    entries = _opposite(before, undone, at)
    row.version = before.version + 1
    row.corrected_at = at if entries or before.corrected_at else None
    records.change(Transaction.objects.filter(pk=row.pk), **{name: getattr(row, name) for name in _CORRECTED})
    ledger.count(entries=[*entries, *_entry(row, row.corrected_at or at)], at=at)
    return True


def _counts(row: Transaction) -> bool:
    return row.state in _COUNTING and row.completed_at is not None


def _entry(row: Transaction, at: datetime) -> list[NewEntry]:
    return [_new(row, 1, f"order:{row.order_no}:{row.version}", row.rule, at)] if _counts(row) else []


def _opposite(row: Transaction, why: str, at: datetime) -> list[NewEntry]:
    source = f"order:{row.order_no}:{row.version}:undone"
    return [_new(row, -1, source, why, at)] if _counts(row) else []


def _new(row: Transaction, sign: int, source: str, rule: str, at: datetime) -> NewEntry:
    assert row.completed_at is not None
    assert row.unit_id is not None
    return NewEntry(
        unit_id=row.unit_id,
        year=year_of(row.year_by, row.ordered_at, row.completed_at),
        kind="purchased",
        channel="canteen" if row.buyer_kind == BuyerKind.UNIT else row.buyer_kind,
        origin=_ORIGIN,
        amount=sign * (row.amount - row.refund),
        sign=sign,
        source=source,
        rule=rule,
        counted_at=at,
    )
