"""Who is late, for how long, at which cost, and how punctual buyers are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum

from nongcai.domain.payments import rules
from nongcai.domain.payments.models import Allocation, Due, Transfer
from nongcai.domain.payments.queries.reading import dues_visible_to
from nongcai.domain.payments.states import Holder, PayMode
from nongcai.foundation.money import ZERO, percent
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ShownDue:
    """What is owed as a page shows it: who is to act, since when, until when, how late, at which cost."""

    due: Due
    holder: str
    since: date | None
    late_days: int
    interest: Decimal

    @property
    def holder_label(self) -> str:
        """Who is to act, in Chinese."""
        return str(Holder(self.holder).label)


@dataclass(frozen=True)
class Punctuality:
    """Of what a buyer paid in full or is late with: how much in time, and how late on the average."""

    buyer_id: int
    buyer_name: str
    orders: int
    in_time: int
    late_open: int
    owed: Decimal

    @property
    def rate(self) -> Decimal | None:
        """Percent in time, of all that was due."""
        return percent(Decimal(self.in_time), Decimal(self.orders))


def in_arrears(today: date) -> QuerySet[Due]:
    """Select what is late."""
    return Due.objects.filter(settled_at=None, cancelled_at=None, due_on__lt=today, open__gt=0)


def shown_dues(rows: Sequence[Due], today: date) -> list[ShownDue]:
    """Return what is owed with what lateness has cost so far."""
    paid = _paid_days([due.pk for due in rows if due.due_on and due.due_on < today])
    return [_shown(due, paid.get(due.pk, []), today) for due in rows]


def punctuality(actor: Actor, today: date) -> list[Punctuality]:
    """Return how punctual the buyers within sight are, those with most late orders first."""
    rows = (
        dues_visible_to(actor)
        .filter(Q(settled_on__isnull=False) | Q(due_on__lt=today), due_on__isnull=False, cancelled_at=None)
        .order_by()
        .values("buyer_id", "buyer_name")
        .annotate(
            orders=Count("pk"),
            in_time=Count("pk", filter=Q(settled_on__lte=F("due_on"))),
            late_open=Count("pk", filter=Q(settled_on=None, due_on__lt=today)),
            owed=Sum("open", filter=Q(settled_on=None, due_on__lt=today)),
        )
    )
    found = [Punctuality(**row | {"owed": row["owed"] or ZERO}) for row in rows]
    return sorted(found, key=lambda one: (-one.late_open, one.rate or ZERO, one.buyer_name))


def _paid_days(keys: Sequence[UUID]) -> dict[UUID, list[tuple[date, Decimal]]]:
    """Map orders to what came for them, by the day on which the money arrived, not that of the statement."""
    rows = list(Allocation.objects.filter(order_id__in=keys).values_list("order_id", "transfer_id", "amount"))
    arrived = dict(Transfer.objects.filter(pk__in={row[1] for row in rows}).values_list("pk", "paid_at"))
    found: dict[UUID, list[tuple[date, Decimal]]] = {}
    for order_id, transfer_id, amount in rows:
        found.setdefault(order_id, []).append((day_of(arrived[transfer_id]), amount))
    return found


def _shown(due: Due, paid: list[tuple[date, Decimal]], today: date) -> ShownDue:
    interest, late = ZERO, 0
    if due.due_on and due.cancelled_at is None:
        interest = rules.late_interest(due.amount, due.due_on, paid, due.settled_on or today)
        late = rules.days_late(due.due_on, due.settled_on or today)
    return ShownDue(due, _holder(due), due.starts_on or day_of(due.opened_at), late, interest)


def _holder(due: Due) -> str:
    if due.settled_at or due.cancelled_at:
        return Holder.NOBODY
    # Before delivery the goods are the supplier's to send, unless money comes first.
    return Holder.BUYER if due.starts_on or due.mode == PayMode.PAY_FIRST else Holder.SUPPLIER
