"""Payments at a licensed institution: whose order may be paid so, and what became of each attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.orders.states import PayerKind
from nongcai.domain.payments import permissions
from nongcai.domain.payments.models import OnlinePayment, OnlineRefund
from nongcai.domain.payments.queries.judging import settlement_account
from nongcai.domain.payments.states import OnlineState, RefundState
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.models import Due


def online_payments_of(order_id: UUID) -> QuerySet[OnlinePayment]:
    """Select the attempts to pay an order, in the order in which they were made."""
    return OnlinePayment.objects.filter(order_id=order_id).order_by("seq")


def online_refunds_of(order_id: UUID) -> QuerySet[OnlineRefund]:
    """Select what went back of an order's online payments, or is on its way."""
    return OnlineRefund.objects.filter(order_id=order_id).order_by("seq")


def payment_of_transfer(transfer_id: UUID) -> OnlinePayment | None:
    """Return the online payment by which a transfer came; None where it came by a bank."""
    return OnlinePayment.objects.filter(transfer_id=transfer_id).first()


def refund_under_way(transfer_id: UUID) -> OnlineRefund | None:
    """Return the refund of a transfer that the institution has not settled yet."""
    payment = payment_of_transfer(transfer_id)
    if payment is None:
        return None
    return online_refunds_of(payment.order_id).filter(payment_seq=payment.seq, state=RefundState.REQUESTED).first()


def open_online_payment(order_id: UUID, at: datetime) -> OnlinePayment | None:
    """Return the attempt of an order that can be paid now."""
    rows = online_payments_of(order_id).filter(state=OnlineState.OPENED, ends_at__gt=at).exclude(code="")
    return rows.first()


def pays_online(order: Order) -> bool:
    """Say whether an order is one that a person pays, to a supplier that is a merchant."""
    account = settlement_account(order.supplier_id) if order.payer_kind == PayerKind.PERSON else None
    return account is not None and bool(account.merchant_no)


def may_pay_online(actor: Actor, order: Order, due: Due) -> bool:
    """Say whether the actor may open a payment of an order: something is open, and the actor pays it."""
    is_open = due.cancelled_at is None and due.amount - due.paid > ZERO
    return is_open and permissions.pays(actor, order) and pays_online(order)


def payments_to_ask_after(at: datetime, most: int) -> Iterable[tuple[UUID, int]]:
    """Return the keys of payments of which nothing was heard for a while, the longest first."""
    rows = OnlinePayment.objects.filter(due_at__lte=at).order_by("due_at", "order_id", "seq")
    return [(one.order_id, one.seq) for one in rows[:most]]


def refunds_to_ask_after(at: datetime, most: int) -> Iterable[tuple[UUID, int]]:
    """Return the keys of refunds of which nothing was heard for a while, the longest first."""
    rows = OnlineRefund.objects.filter(due_at__lte=at).order_by("due_at", "order_id", "seq")
    return [(one.order_id, one.seq) for one in rows[:most]]
