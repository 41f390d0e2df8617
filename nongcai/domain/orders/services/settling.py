"""Facts beside the state: money, invoice, evaluation; and what follows when the last of them is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from nongcai.domain.orders.errors import (
    AcceptedAlreadyError,
    MarksError,
    OrderStepError,
    PaymentNoteError,
    UnknownOrderError,
)
from nongcai.domain.orders.models import Evaluation, Order
from nongcai.domain.orders.services import counting, stepping
from nongcai.domain.orders.states import PAYABLE, OrderAction, OrderState
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def note_invoice_shown(*, actor: Actor, order_id: UUID, words: str = "", at: datetime) -> Order:
    """Note that the supplier has shown an invoice: the buyer is to look at it. Whose act it is, payments decide."""
    order = _locked(order_id)
    shown_at = order.invoice_shown_at or at
    return stepping.step(order, actor, OrderAction.SHOW_INVOICE, at, words=words[:500], invoice_shown_at=shown_at)


@transaction.atomic
def note_invoice_struck(
    *, actor: Actor, order_id: UUID, is_another_there: bool, words: str = "", at: datetime
) -> Order:
    """Note that the supplier struck an invoice; where no other stands, it is to show one again."""
    order = _locked(order_id)
    shown_at = order.invoice_shown_at if is_another_there else None
    return stepping.step(order, actor, OrderAction.STRIKE_INVOICE, at, words=words[:500], invoice_shown_at=shown_at)


@transaction.atomic
def accept_invoice(*, actor: Actor, order_id: UUID, words: str = "", at: datetime) -> Order:
    """Accept the invoice (验票), before or after the goods.

    :raises AcceptedAlreadyError: when it was accepted.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.ACCEPT_INVOICE)
    if order.invoice_accepted_at:
        raise AcceptedAlreadyError
    stepping.step(order, actor, OrderAction.ACCEPT_INVOICE, at, words=words.strip()[:500], invoice_accepted_at=at)
    return settle(order, actor, at)


@transaction.atomic
def evaluate(
    *, actor: Actor, order_id: UUID, goods: int, delivery: int, service: int, words: str = "", at: datetime
) -> Order:
    """Say what the buyer thinks of goods, delivery and service, each from one to five.

    :raises MarksError: when a mark is none.
    :raises AcceptedAlreadyError: when that was said.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.EVALUATE)
    if order.evaluated_at:
        raise AcceptedAlreadyError
    if not all(1 <= mark <= 5 for mark in (goods, delivery, service)):
        raise MarksError
    told = words.strip()[:500]
    records.save(
        Evaluation(
            order_id=order.pk,
            goods=goods,
            delivery=delivery,
            service=service,
            words=told,
            user_id=actor.user_id,
            at=at,
        )
    )
    stepping.step(order, actor, OrderAction.EVALUATE, at, words=told, evaluated_at=at)
    return settle(order, actor, at)


@transaction.atomic
def note_paid(*, actor: Actor, order_id: UUID, amount: Decimal, words: str = "", at: datetime) -> Order:
    """Note that so much was paid; less than zero is what went back. Whose act it is, payments decide.

    :raises OrderStepError: when there is no contract to pay for.
    :raises PaymentNoteError: when it comes to nothing, or more goes back than came.
    """
    order = _locked(order_id)
    action = OrderAction.PAY if amount > 0 else OrderAction.UNPAY
    if amount > 0 and order.state not in PAYABLE:
        raise OrderStepError(state=OrderState(order.state).label, action=action.label)
    if not amount or order.paid + amount < 0:
        raise PaymentNoteError
    facts: dict[str, Any] = {"paid": order.paid + amount}
    is_paid = facts["paid"] >= order.due
    facts["paid_at"] = (order.paid_at or at) if is_paid else None
    stepping.step(order, actor, action, at, words=words.strip()[:500], sum_=amount, **facts)
    return settle(order, actor, at)


def settle(order: Order, actor: Actor, at: datetime) -> Order:
    """Draw what follows from an order's facts: it is paid when less is due, completed, and counts.

    An order is completed when goods and invoice were accepted and all was paid.
    """
    if order.is_paid and order.paid_at is None and order.state in PAYABLE:
        order.paid_at = at
        records.save(order, "paid_at")
    elif order.paid_at and not order.is_paid:
        order.paid_at = None
        records.save(order, "paid_at")
    if order.state == OrderState.ACCEPTED and order.paid_at and order.invoice_accepted_at:
        stepping.step(order, actor, OrderAction.COMPLETE, at, completed_at=at)
    counting.recount(order, at)
    return order


def _locked(order_id: UUID) -> Order:
    order = Order.objects.select_for_update(no_key=True).filter(pk=order_id).first()
    if order is None:
        raise UnknownOrderError(what=order_id)
    return order
