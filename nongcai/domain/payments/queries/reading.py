"""What is owed, arrived and waits, within somebody's sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from nongcai.domain.payments import permissions
from nongcai.domain.payments.models import (
    Allocation,
    Due,
    SettlementAccount,
    Statement,
    Transfer,
    TransferIssue,
    TransferStep,
)
from nongcai.domain.suppliers import queries as suppliers
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor

_NOBODY = Q(pk__in=[])
# So many orders are offered where money is assigned by hand.
ASSIGNABLE = 20


@dataclass(frozen=True)
class Totals:
    """What is owed, of that late, and what arrived that nobody has matched."""

    owed: Decimal
    late: Decimal
    late_orders: int
    unmatched: Decimal


def accounts_visible_to(actor: Actor) -> QuerySet[SettlementAccount]:
    """Select a supplier's own accounts; for the platform all. Proposed ones come first."""
    rows = SettlementAccount.objects.select_related("supplier").order_by("-proposed_at", "-pk")
    if permissions.watches(actor):
        return rows
    supplier = suppliers.supplier_of(actor)
    return rows.filter(supplier=supplier) if supplier else rows.none()


def dues_visible_to(actor: Actor) -> QuerySet[Due]:
    """Select what a buyer owes, or what a supplier is owed; for the platform all."""
    return Due.objects.filter(_dues_within(actor)).order_by("due_on", "order_id")


def dues_shown_as(actor: Actor, show: str, today: date) -> QuerySet[Due]:
    """Select what is open, late, paid, or all of it."""
    rows = dues_visible_to(actor)
    if show == "all":
        return rows
    if show == "paid":
        return rows.filter(settled_at__isnull=False).order_by("-settled_at", "order_id")
    open_ = rows.filter(settled_at=None, cancelled_at=None)
    return open_.filter(due_on__lt=today) if show == "late" else open_


def assignable(issue: TransferIssue) -> list[Due]:
    """Return the orders to which a transfer may be assigned: those it may be for, then others that are open."""
    open_ = Due.objects.filter(supplier_id=issue.supplier_id, cancelled_at=None, settled_at=None, open__gt=0)
    first = list(open_.filter(pk__in=issue.candidates).order_by("due_on", "pk"))
    others = open_.exclude(pk__in=issue.candidates)
    if issue.buyer_id:
        others = others.filter(buyer_id=issue.buyer_id)
    return [*first, *others.order_by("-pk")[: ASSIGNABLE - len(first)]]


def standing_allocations(order_id: UUID) -> list[tuple[Allocation, Transfer, bool]]:
    """Return what came for an order and went back, each with its transfer, and whether it still stands."""
    rows = list(allocations_of(order_id))
    gone = {row.reverses for row in rows if row.reverses is not None}
    transfers = transfers_of(row.transfer_id for row in rows)
    return [(row, transfers[row.transfer_id], row.reverses is None and row.seq not in gone) for row in rows]


def supplier_id_of(actor: Actor) -> int:
    """Return the key of the supplier for which the actor works.

    :raises NotAllowedError: when it works for none.
    """
    found = suppliers.supplier_of(actor)
    if found is None:
        raise NotAllowedError
    return found.pk


def seller_code(order: Order) -> str:
    """Return the credit code of an order's supplier."""
    return suppliers.supplier_with(order.supplier_id).credit_code


def statements_visible_to(actor: Actor) -> QuerySet[Statement]:
    """Select a supplier's own statements; for the platform all."""
    rows = Statement.objects.select_related("supplier", "account").order_by("-pk")
    if permissions.watches(actor):
        return rows
    supplier = suppliers.supplier_of(actor)
    return rows.filter(supplier=supplier) if supplier else rows.none()


def transfers_visible_to(actor: Actor) -> QuerySet[Transfer]:
    """Select what reached a supplier; for the platform all, for a buyer what paid its orders or is asked about."""
    rows = Transfer.objects.order_by("-paid_at", "pk")
    if permissions.watches(actor):
        return rows
    if permissions.sells(actor):
        supplier = suppliers.supplier_of(actor)
        return rows.filter(supplier_id=supplier.pk if supplier else 0)
    own = dues_visible_to(actor).order_by().values("order_id")
    paid = Allocation.objects.filter(order_id__in=own).values("transfer_id")
    asked = issues_visible_to(actor).order_by().values("transfer_id")
    return rows.filter(Q(pk__in=paid) | Q(pk__in=asked))


def issues_visible_to(actor: Actor) -> QuerySet[TransferIssue]:
    """Select a supplier's exceptions, those that a buyer is asked about; for the platform all. First due first."""
    rows = TransferIssue.objects.order_by("due_on", "transfer_id", "seq")
    if permissions.watches(actor):
        return rows
    if permissions.sells(actor):
        supplier = suppliers.supplier_of(actor)
        return rows.filter(supplier_id=supplier.pk if supplier else 0)
    return rows.filter(buyer_id=actor.organisation_id) if permissions.settles(actor) else rows.none()


def waiting_issues(actor: Actor) -> QuerySet[TransferIssue]:
    """Select the exceptions that the actor's desk holds."""
    return issues_visible_to(actor).filter(closed_at=None, holder=permissions.desk_of(actor))


def dues_of(order_ids: Iterable[UUID]) -> dict[UUID, Due]:
    """Map orders to what is owed for them."""
    return Due.objects.in_bulk(list(order_ids))


def transfers_of(keys: Iterable[UUID]) -> dict[UUID, Transfer]:
    """Map keys to transfers."""
    return Transfer.objects.in_bulk(list(keys))


def allocations_of(order_id: UUID) -> QuerySet[Allocation]:
    """Select what paid an order, in the order in which it came."""
    return Allocation.objects.filter(order_id=order_id).order_by("seq")


def allocations_from(transfer_id: UUID) -> QuerySet[Allocation]:
    """Select what a transfer paid."""
    return Allocation.objects.filter(transfer_id=transfer_id).order_by("at", "order_id", "seq")


def steps_of(transfer_id: UUID) -> QuerySet[TransferStep]:
    """Select who did what with a transfer."""
    return TransferStep.objects.filter(transfer_id=transfer_id).order_by("seq")


def totals(actor: Actor, today: date) -> Totals:
    """Sum up what the actor's page is about."""
    dues = dues_visible_to(actor).filter(settled_at=None, cancelled_at=None)
    late = dues.filter(due_on__lt=today)
    arrived = transfers_visible_to(actor).filter(open__gt=0)
    return Totals(
        owed=_sum(dues),
        late=_sum(late),
        late_orders=late.count(),
        unmatched=_sum(arrived),
    )


def _sum(rows: QuerySet[Due] | QuerySet[Transfer]) -> Decimal:
    return rows.aggregate(total=Sum("open"))["total"] or ZERO


def _dues_within(actor: Actor) -> Q:
    if permissions.watches(actor):
        return Q()
    if permissions.sells(actor):
        supplier = suppliers.supplier_of(actor)
        return Q(supplier_id=supplier.pk) if supplier else _NOBODY
    pays = permissions.settles(actor) or permissions.accepts(actor)
    return Q(buyer_id=actor.organisation_id) if pays else _NOBODY
