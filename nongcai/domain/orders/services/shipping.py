"""The supplier sends the goods, in one or several parcels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.orders import queries, rules
from nongcai.domain.orders.errors import NotPaidYetError, ParcelError, SentTooMuchError
from nongcai.domain.orders.models import Parcel, ParcelLine
from nongcai.domain.orders.services import stepping
from nongcai.domain.orders.states import OrderAction, PaymentMode
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.orders.models import Order, OrderLine
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ToldParcelLine:
    """So many sale units of a line, and what they weigh where they are paid by weight."""

    line: int
    quantity: int
    weight: Decimal | None = None


@dataclass(frozen=True)
class ToldParcel:
    """What goes on its way at once, by whom, under which number."""

    carrier: str
    tracking_number: str
    lines: tuple[ToldParcelLine, ...]


@transaction.atomic
def ship(*, actor: Actor, order_id: UUID, told: ToldParcel, at: datetime) -> Order:
    """Send a parcel; what is paid by weight is weighed.

    :raises NotPaidYetError: when the goods are to be paid first.
    :raises ParcelError: when nothing is in it.
    :raises SentTooMuchError: when more is than is still to be sent.
    :raises WeightBandError: when a weight lies outside of what was offered.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.SHIP)
    if order.payment_mode == PaymentMode.PAY_FIRST and order.paid_at is None:
        raise NotPaidYetError
    lines = stepping.lines_by_seq(order)
    _require(told, lines)
    seq = Parcel.objects.filter(order_id=order.pk).count() + 1
    carrier, number = told.carrier.strip(), told.tracking_number.strip()
    records.save(Parcel(order_id=order.pk, seq=seq, carrier=carrier, tracking_number=number, at=at))
    records.insert_many(
        [
            ParcelLine(order_id=order.pk, seq=seq, line=one.line, quantity=one.quantity, weight=one.weight)
            for one in told.lines
        ]
    )
    for one in told.lines:
        lines[one.line].sent += one.quantity
        records.save(lines[one.line], "sent")
    words = f"{carrier} {number}".strip()
    until = _until(order, lines.values(), at)
    stepping.step(order, actor, OrderAction.SHIP, at, words=words, shipped_at=order.shipped_at or at, waits_until=until)
    stepping.tell_buyer(order, f"供应商已发货（{words}），请及时验收。", at)
    return order


def _until(order: Order, lines: Collection[OrderLine], at: datetime) -> datetime | None:
    """Say when the goods are accepted by themselves: so many days after the last parcel."""
    days = queries.counting_of(order.region_code, at).accepts_after_days
    if days is None or any(line.unsent for line in lines):
        return None
    return at + timedelta(days=days)


def _require(told: ToldParcel, lines: Mapping[int, OrderLine]) -> None:
    if not told.carrier.strip() or not told.lines or _is_twice(told.lines):
        raise ParcelError
    for one in told.lines:
        line = lines.get(one.line)
        if line is None or one.quantity <= 0:
            raise ParcelError
        if one.quantity > line.unsent:
            raise SentTooMuchError(what=line.product_name, unit=line.unit, left=line.unsent, told=one.quantity)
        if line.is_weighed:
            rules.require_weight(line.weighed, one.quantity, one.weight)


def _is_twice(lines: Sequence[ToldParcelLine]) -> bool:
    return len({one.line for one in lines}) != len(lines)
