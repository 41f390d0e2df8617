"""A person pays an order at a licensed institution: opened, asked after, closed; what is open is given back.

Each act writes what is intended, asks the institution outside of any transaction, and writes what it said.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.states import PayerKind
from nongcai.domain.payments import permissions, queries, rules
from nongcai.domain.payments.errors import (
    CashierRefusedError,
    CashierSilentError,
    NoMerchantError,
    NothingToPayError,
    NotOnlineTransferError,
    NotPaidOnlineError,
    RefundUnderWayError,
)
from nongcai.domain.payments.models import Due, OnlinePayment, OnlineRefund
from nongcai.domain.payments.services import recording, settling
from nongcai.domain.payments.services.reckoning import reckon
from nongcai.domain.payments.states import ONLINE_MACHINE, OnlineAction, OnlineState
from nongcai.foundation import cashing, records
from nongcai.foundation.cashing import CashierError
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.money import in_fen
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor
    from nongcai.foundation.cashing import Cashier, Trade

logger = logging.getLogger(__name__)

DESCRIBED = N_("订单{number}货款")
# How long a code can be paid; one that ends sooner than this is not shown again.
LASTS, TOO_SHORT = timedelta(minutes=30), timedelta(minutes=2)
# After how long without a word the institution is asked, and asked again.
ASKED_AFTER = timedelta(minutes=3)
AT_ONCE = 50


def open_payment(*, actor: Actor, order_id: UUID, cashier: Cashier | None, at: datetime) -> OnlinePayment:
    """Open a payment of what is open of an order, or return the one that is open.

    :raises NotPaidOnlineError: when a body pays the order.
    :raises NoMerchantError: when the supplier is no merchant, or nothing is configured.
    :raises NothingToPayError: when nothing is open.
    :raises CashierSilentError: when the institution does not answer; asking again is asking for the same.
    """
    order = _order_to_pay(actor, order_id)
    if cashier is None:
        raise NoMerchantError
    due, payment = _begun(actor, order, at)
    if payment.code:
        return payment
    try:
        code = cashier.open(
            trade_no=payment.trade_no,
            merchant_no=payment.merchant_no,
            fen=payment.fen,
            words=_(DESCRIBED).format(number=due.number),
            ends_at=payment.ends_at,
        )
    except CashierError as error:
        logger.warning("payment %s was not opened: %s", payment.trade_no, error)
        if error.is_final:
            # With another number it may go; what became of this one is asked.
            _closed(order_id, payment.seq, at, due_at=at)
        raise CashierSilentError from error
    return _coded(order_id, payment.seq, code)


def check_payment(*, actor: Actor, order_id: UUID, seq: int, cashier: Cashier | None, at: datetime) -> OnlinePayment:
    """Ask now what became of a payment, for somebody who says that it was paid.

    :raises CashierSilentError: when the institution does not answer.
    """
    _order_to_pay(actor, order_id)
    payment = queries.online_payments_of(order_id).filter(seq=seq).first()
    if payment is None:
        raise NotFoundError(what=seq)
    if cashier is None:
        raise NoMerchantError
    try:
        return _asked(payment, cashier, at)
    except CashierError as error:
        raise CashierSilentError from error


def refund(
    *, actor: Actor, transfer_id: UUID, seq: int, words: str, cashier: Cashier | None, at: datetime
) -> OnlineRefund:
    """Give what is open of an online payment back to where it came from; the exception waits for the outcome.

    :raises NotOnlineTransferError: when the money came by a bank.
    :raises RefundUnderWayError: when that was asked for already.
    :raises CashierRefusedError: when the institution does not do it.
    :raises CashierSilentError: when it does not answer; it is asked again by itself.
    """
    permissions.require_seller(actor)
    if cashier is None:
        raise NoMerchantError
    payment, asked = _refund_asked(actor, transfer_id, seq, words, at)
    try:
        return _sent(asked, payment, cashier, at)
    except CashierError as error:
        logger.warning("refund %s was not taken: %s", asked.refund_no, error)
        if not error.is_final:
            raise CashierSilentError from error
        _refused(asked, payment, at)
        raise CashierRefusedError(why=str(error)) from error


def ask_after(*, cashier: Cashier | None, at: datetime) -> int:
    """Ask what became of payments and refunds of which nothing was heard; return after how many."""
    if cashier is None:
        return 0
    payments = queries.payments_to_ask_after(at, AT_ONCE)
    for order_id, seq in payments:
        payment = OnlinePayment.objects.get(order_id=order_id, seq=seq)
        try:
            _asked(payment, cashier, at)
        except CashierError as error:
            logger.warning("payment %s cannot be asked after: %s", payment.trade_no, error)
            _put_off(payment, at)
    refunds = queries.refunds_to_ask_after(at, AT_ONCE)
    for order_id, seq in refunds:
        one = OnlineRefund.objects.get(order_id=order_id, seq=seq)
        payment = OnlinePayment.objects.get(order_id=order_id, seq=one.payment_seq)
        try:
            _refund_asked_after(one, payment, cashier, at)
        except CashierError as error:
            logger.warning("refund %s cannot be asked after: %s", one.refund_no, error)
            _put_off(one, at)
    return len(list(payments)) + len(list(refunds))


def _order_to_pay(actor: Actor, order_id: UUID) -> Order:
    order = orders.orders_visible_to(actor).filter(pk=order_id, signed_at__isnull=False).first()
    if order is None:
        raise NotFoundError(what=order_id)
    permissions.require_payer(actor, order)
    return order


@transaction.atomic
def _begun(actor: Actor, order: Order, at: datetime) -> tuple[Due, OnlinePayment]:
    order_id = order.pk
    [due] = reckon(rows=orders.contracted([order_id]), at=at)
    merchant_no, fen = _merchant_of(order), in_fen(due.amount - due.paid)
    if due.cancelled_at or fen <= 0:
        raise NothingToPayError(number=due.number)
    rows = queries.online_payments_of(order_id)
    before = rows.filter(state=OnlineState.OPENED).select_for_update(no_key=True).first()
    if before and (before.fen, before.merchant_no) == (fen, merchant_no) and before.ends_at > at + TOO_SHORT:
        return due, before
    if before:
        _close(before, at, due_at=at)
    seq = (rows.aggregate(last=Max("seq"))["last"] or 0) + 1
    payment = OnlinePayment(
        order_id=order_id,
        seq=seq,
        trade_no=rules.trade_no_of(order_id, seq),
        supplier_id=due.supplier_id,
        merchant_no=merchant_no,
        fen=fen,
        opened_by=actor.label,
        opened_at=at,
        ends_at=at + LASTS,
        due_at=at + ASKED_AFTER,
    )
    records.save(payment)
    return due, payment


def _merchant_of(order: Order) -> str:
    if order.payer_kind != PayerKind.PERSON:
        raise NotPaidOnlineError
    account = queries.settlement_account(order.supplier_id)
    if account is None or not account.merchant_no:
        raise NoMerchantError
    return account.merchant_no


@transaction.atomic
def _coded(order_id: UUID, seq: int, code: str) -> OnlinePayment:
    payment = OnlinePayment.objects.select_for_update(no_key=True).get(order_id=order_id, seq=seq)
    payment.code = code
    records.save(payment, "code")
    return payment


def _asked(payment: OnlinePayment, cashier: Cashier, at: datetime) -> OnlinePayment:
    """Ask what became of a payment; one that nobody can pay any more is closed."""
    named = {"trade_no": payment.trade_no, "merchant_no": payment.merchant_no}
    trade = cashier.query(**named)
    if trade.state == cashing.TradeState.PAID:
        return _recorded(payment, trade, at)
    is_over = payment.state == OnlineState.CLOSED or payment.ends_at <= at
    if not is_over:
        _put_off(payment, at)
        return payment
    if trade.state == cashing.TradeState.WAITING:
        cashier.close(**named)
    return _closed(payment.order_id, payment.seq, at)


def _recorded(payment: OnlinePayment, trade: Trade, at: datetime) -> OnlinePayment:
    return recording.record_trade(order_id=payment.order_id, seq=payment.seq, trade=trade, at=at)


@transaction.atomic
def _closed(order_id: UUID, seq: int, at: datetime, *, due_at: datetime | None = None) -> OnlinePayment:
    payment = OnlinePayment.objects.select_for_update(no_key=True).get(order_id=order_id, seq=seq)
    _close(payment, at, due_at=due_at)
    return payment


def _close(payment: OnlinePayment, at: datetime, *, due_at: datetime | None) -> None:
    """Close a payment that was not paid meanwhile."""
    if payment.serial:
        return
    step = ONLINE_MACHINE.step(OnlineAction.CLOSE, payment.state)
    if step:
        payment.state, payment.closed_at = step.target, at
    payment.due_at = due_at
    records.save(payment, "state", "closed_at", "due_at")


def _put_off(row: OnlinePayment | OnlineRefund, at: datetime) -> None:
    """Ask again later, unless it was heard of meanwhile."""
    rows: QuerySet[Any] = type(row).objects.filter(order_id=row.order_id, seq=row.seq, due_at__isnull=False)
    records.change(rows, due_at=at + ASKED_AFTER)


@transaction.atomic
def _refund_asked(
    actor: Actor, transfer_id: UUID, seq: int, words: str, at: datetime
) -> tuple[OnlinePayment, OnlineRefund]:
    found = queries.payment_of_transfer(transfer_id)
    if found is not None:
        _due, found = recording.lock_payment(found.order_id, found.seq, at)
    transfer, said = settling.transfer_to_return(actor=actor, transfer_id=transfer_id, seq=seq, words=words)
    if found is None:
        raise NotOnlineTransferError
    if queries.refund_under_way(transfer_id):
        raise RefundUnderWayError
    number = recording.last_refund(found.order_id) + 1
    asked = OnlineRefund(
        order_id=found.order_id,
        seq=number,
        payment_seq=found.seq,
        refund_no=rules.refund_no_of(found.trade_no, number),
        fen=in_fen(transfer.open),
        words=said,
        by_label=actor.label,
        requested_at=at,
        due_at=at + ASKED_AFTER,
    )
    records.save(asked)
    return found, asked


def _sent(asked: OnlineRefund, payment: OnlinePayment, cashier: Cashier, at: datetime) -> OnlineRefund:
    assert payment.paid_fen is not None
    told = cashier.refund(
        refund_no=asked.refund_no,
        trade_no=payment.trade_no,
        merchant_no=payment.merchant_no,
        fen=asked.fen,
        of_fen=payment.paid_fen,
        words=asked.words,
    )
    return recording.record_refund(order_id=asked.order_id, payment_seq=asked.payment_seq, told=told, at=at)


def _refused(asked: OnlineRefund, payment: OnlinePayment, at: datetime) -> OnlineRefund:
    failed = cashing.RefundState.FAILED
    told = cashing.Refund(asked.refund_no, payment.trade_no, payment.merchant_no, failed, "", asked.fen)
    return recording.record_refund(order_id=asked.order_id, payment_seq=asked.payment_seq, told=told, at=at)


def _refund_asked_after(asked: OnlineRefund, payment: OnlinePayment, cashier: Cashier, at: datetime) -> None:
    """Ask what became of a refund; one that the institution never got is sent again, under the same number."""
    told = cashier.query_refund(refund_no=asked.refund_no, merchant_no=payment.merchant_no)
    if told.state == cashing.RefundState.UNKNOWN:
        try:
            _sent(asked, payment, cashier, at)
        except CashierError as error:
            if not error.is_final:
                raise
            _refused(asked, payment, at)
        return
    recording.record_refund(order_id=asked.order_id, payment_seq=asked.payment_seq, told=told, at=at)
    if told.state == cashing.RefundState.UNDER_WAY:
        _put_off(asked, at)
