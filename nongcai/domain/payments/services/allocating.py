"""What a transfer pays: written once, taken back by its opposite. All that writes an allocation passes here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, Max

from nongcai.domain.orders import services as orders
from nongcai.domain.payments.errors import BeyondOrderError, BeyondTransferError
from nongcai.domain.payments.models import Allocation, Due, Transfer
from nongcai.foundation import records
from nongcai.foundation.money import ZERO, shown
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class Part:
    """So much of a transfer for an order; below zero when it is taken back, then `reverses` says which."""

    transfer_id: UUID
    order_id: UUID
    amount: Decimal
    reverses: int | None = None


def lock_dues(order_ids: Iterable[UUID]) -> dict[UUID, Due]:
    """Map orders to what is owed for them, held until the end of the transaction; always before transfers."""
    rows = Due.objects.select_for_update(no_key=True).filter(pk__in=set(order_ids)).order_by("pk")
    return {row.pk: row for row in rows}


def lock_transfers(keys: Iterable[UUID]) -> dict[UUID, Transfer]:
    """Map keys to transfers, held until the end of the transaction."""
    rows = Transfer.objects.select_for_update(no_key=True).filter(pk__in=set(keys)).order_by("pk")
    return {row.pk: row for row in rows}


def allocate(parts: Sequence[Part], *, actor: Actor, by: str = "", words: str = "", at: datetime) -> list[Allocation]:
    """Write parts of transfers to orders, all or none, bring the sums on both sides up to date, and tell the orders.

    :raises BeyondOrderError: when an order wants less.
    :raises BeyondTransferError: when less is left of a transfer.
    """
    dues = lock_dues(part.order_id for part in parts)
    by_order, by_transfer = _sums(parts)
    for order_id, amount in by_order.items():
        if amount > max(dues[order_id].open, ZERO):
            raise BeyondOrderError(number=dues[order_id].number, left=shown(dues[order_id].open), amount=shown(amount))
    _take(by_transfer)
    rows = _written(parts, by or actor.label, words, at)
    _count(dues, by_order, at)
    for order_id in sorted(by_order):
        orders.note_paid(actor=actor, order_id=order_id, amount=by_order[order_id], words=words, at=at)
    return rows


def _take(told: dict[UUID, Decimal]) -> None:
    """Take amounts from what is open of transfers, in the order of their keys.

    The condition stands in the statement: what somebody else took a moment ago is not taken again.
    """
    for key in sorted(told):
        amount = told[key]
        rows = Transfer.objects.filter(pk=key, allocated__gte=-amount)
        left = rows.filter(amount__gte=F("allocated") + F("returned") + amount)
        if not records.change(left, allocated=F("allocated") + amount):
            found = Transfer.objects.get(pk=key)
            raise BeyondTransferError(left=shown(found.open), amount=shown(amount))


def _written(parts: Sequence[Part], by: str, words: str, at: datetime) -> list[Allocation]:
    last = dict(
        Allocation.objects.filter(order_id__in={part.order_id for part in parts})
        .values_list("order_id")
        .annotate(last=Max("seq"))
    )
    rows = []
    for part in parts:
        seq = last[part.order_id] = last.get(part.order_id, 0) + 1
        rows.append(
            Allocation(
                order_id=part.order_id,
                seq=seq,
                transfer_id=part.transfer_id,
                amount=part.amount,
                reverses=part.reverses,
                by_label=by,
                words=words[:300],
                at=at,
            )
        )
    return records.insert_many(rows)


def _count(dues: dict[UUID, Due], by_order: dict[UUID, Decimal], at: datetime) -> None:
    last = _last_days(by_order)
    for order_id, amount in by_order.items():
        due = dues[order_id]
        due.paid += amount
        if due.paid >= due.amount and due.cancelled_at is None:
            # Who paid in time is not late because the statement came late.
            due.settled_at, due.settled_on = at, last.get(order_id, day_of(at))
        else:
            due.settled_at = due.settled_on = None
    records.update_many(list(dues.values()), "paid", "settled_at", "settled_on")


def _last_days(order_ids: Iterable[UUID]) -> dict[UUID, date]:
    """Map orders to the day on which the last money for them arrived."""
    rows = list(Allocation.objects.filter(order_id__in=list(order_ids)).values_list("order_id", "transfer_id"))
    arrived = dict(Transfer.objects.filter(pk__in={key for _order, key in rows}).values_list("pk", "paid_at"))
    found: dict[UUID, date] = {}
    for order_id, key in rows:
        found[order_id] = max(day_of(arrived[key]), found.get(order_id, date.min))
    return found


def _sums(parts: Sequence[Part]) -> tuple[dict[UUID, Decimal], dict[UUID, Decimal]]:
    by_order: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    by_transfer: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    for part in parts:
        by_order[part.order_id] += part.amount
        by_transfer[part.transfer_id] += part.amount
    return dict(by_order), dict(by_transfer)
