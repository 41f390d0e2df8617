"""What the institution says is recorded: once, in whichever order it comes, whatever the order looks like by then."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from nongcai.domain.orders import queries as orders
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.payments.models import CashierNotice, Due, OnlinePayment, OnlineRefund, Transfer
from nongcai.domain.payments.services.arriving import hold, hold_ended, pay
from nongcai.domain.payments.services.giving_back import give_back
from nongcai.domain.payments.services.noting import note, tell_supplier
from nongcai.domain.payments.services.reckoning import reckon
from nongcai.domain.payments.states import (
    ONLINE_MACHINE,
    REFUND_MACHINE,
    Channel,
    IssueKind,
    NoticeOutcome,
    OnlineAction,
    RefundAction,
    StepKind,
)
from nongcai.domain.payments.states import RefundState as OurState
from nongcai.foundation import cashing, records
from nongcai.foundation.money import ZERO, of_fen, shown
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from nongcai.foundation.cashing import Notice, Refund, Trade

logger = logging.getLogger(__name__)

PAYER = N_("微信支付")
BY_ITSELF = N_("微信支付核对")
ARRIVED = N_("订单{number}收到微信支付{amount}元。")
LATE = N_("订单{number}已取消或已退货，收到的微信支付{amount}元应原路退回，请办理退款。")
DIFFERS = N_("订单{number}的支付单应付{asked}元，实付{amount}元，未记到订单。")
BEYOND = N_("订单{number}收到微信支付{amount}元，其中{left}元多于未付金额。")
NOT_BACK = N_("订单{number}的{amount}元原路退款未成功，请在微信支付商户平台核实后再办理。")
_FACTS = ("state", "serial", "paid_fen", "paid_at", "transfer_id", "due_at")


@transaction.atomic
def take_notice(*, notice: Notice, at: datetime) -> bool:
    """Take what the institution tells, once; say whether it was new.

    It was signed, so it is so; what it means for the order is decided here.
    """
    told = notice.trade or notice.refund
    trade_no = told.trade_no if told else ""
    found = _payment_with(trade_no, told.merchant_no) if told else None
    outcome = NoticeOutcome.TAKEN if found else NoticeOutcome.UNKNOWN
    row = CashierNotice(id=notice.id[:64], kind=notice.kind, trade_no=trade_no[:64], outcome=outcome, at=at)
    if not records.insert_new(row):
        return False
    if found is None:
        logger.error("a notice of a payment that is not ours: %s %s %s", notice.kind, notice.id, trade_no)
    elif notice.trade:
        record_trade(order_id=found.order_id, seq=found.seq, trade=notice.trade, at=at)
    elif notice.refund:
        record_refund(order_id=found.order_id, payment_seq=found.seq, told=notice.refund, at=at)
    return True


@transaction.atomic
def record_trade(*, order_id: UUID, seq: int, trade: Trade, at: datetime) -> OnlinePayment:
    """Record that a payment was paid; its order is paid by it, or an exception holds the money."""
    due, payment = lock_payment(order_id, seq, at)
    if trade.state != cashing.TradeState.PAID:
        return payment
    step = ONLINE_MACHINE.step(OnlineAction.PAY, payment.state)
    if step is None:
        if payment.serial != trade.serial:
            logger.error("payment %s was paid twice: %s and %s", payment.trade_no, payment.serial, trade.serial)
        return payment
    transfer = _transfer(payment, due, trade, at)
    payment.state, payment.serial, payment.due_at = step.target, trade.serial, None
    payment.paid_fen, payment.paid_at, payment.transfer_id = trade.fen, trade.paid_at, transfer.pk
    records.save(payment, *_FACTS)
    _settle(payment, due, transfer, at)
    for refund in _unapplied(payment):
        give_back(refund, payment, at)
    return payment


@transaction.atomic
def record_refund(*, order_id: UUID, payment_seq: int, told: Refund, at: datetime) -> OnlineRefund:
    """Record what became of a refund, ours or one that the supplier made by itself at the institution."""
    due, payment = lock_payment(order_id, payment_seq, at)
    known = OnlineRefund.objects.filter(order_id=order_id, refund_no=told.refund_no).first()
    refund = known or _foreign(payment, told, at)
    actions = {cashing.RefundState.DONE: RefundAction.FINISH, cashing.RefundState.FAILED: RefundAction.FAIL}
    action = actions.get(told.state)
    step = REFUND_MACHINE.step(action, refund.state) if action else None
    if step is None:
        return refund
    if refund.fen != told.fen:
        logger.error("refund %s came to %s fen, not %s", refund.refund_no, told.fen, refund.fen)
        refund.fen = told.fen
    refund.state, refund.serial, refund.due_at = step.target, told.serial, None
    refund.done_at = told.done_at if action == RefundAction.FINISH else None
    records.save(refund, "state", "serial", "due_at", "done_at", "fen")
    if action == RefundAction.FAIL:
        text = NOT_BACK.format(number=due.number, amount=shown(of_fen(refund.fen)))
        tell_supplier(due.supplier_id, text, at=at)
    elif payment.transfer_id:
        give_back(refund, payment, at)
    return refund


def lock_payment(order_id: UUID, seq: int, at: datetime) -> tuple[Due, OnlinePayment]:
    """Return what is owed for an order, up to date, and an attempt to pay it, both held; always in this order."""
    [due] = reckon(rows=orders.contracted([order_id]), at=at)
    return due, OnlinePayment.objects.select_for_update(no_key=True).get(order_id=order_id, seq=seq)


def last_refund(order_id: UUID) -> int:
    """Return the number of an order's last refund."""
    return OnlineRefund.objects.filter(order_id=order_id).aggregate(last=Max("seq"))["last"] or 0


def _payment_with(trade_no: str, merchant_no: str) -> OnlinePayment | None:
    return OnlinePayment.objects.filter(trade_no=trade_no, merchant_no=merchant_no).first()


def _unapplied(payment: OnlinePayment) -> list[OnlineRefund]:
    rows = OnlineRefund.objects.filter(order_id=payment.order_id, payment_seq=payment.seq, state=OurState.DONE)
    return list(rows.filter(applied_at=None).order_by("seq"))


def _foreign(payment: OnlinePayment, told: Refund, at: datetime) -> OnlineRefund:
    """Write down a refund that was not asked for here."""
    return OnlineRefund(
        order_id=payment.order_id,
        seq=last_refund(payment.order_id) + 1,
        payment_seq=payment.seq,
        refund_no=told.refund_no[:64],
        fen=told.fen,
        words=_("供应商在微信支付商户平台办理"),
        by_label=_(PAYER),
        requested_at=at,
    )


def _transfer(payment: OnlinePayment, due: Due, trade: Trade, at: datetime) -> Transfer:
    assert trade.paid_at is not None
    transfer = Transfer(
        id=uuid7(),
        supplier_id=payment.supplier_id,
        account_tail=payment.merchant_no[-4:],
        channel=Channel.WECHAT,
        paid_at=trade.paid_at,
        amount=of_fen(trade.fen),
        payer=_(PAYER),
        note=_("订单{number}").format(number=due.number),
        serial=trade.serial,
        recorded_at=at,
    )
    records.save(transfer)
    note(transfer.pk, StepKind.RECORDED, actor=organisations.operator_of_machine(), words=_(PAYER), at=at)
    return transfer


def _settle(payment: OnlinePayment, due: Due, transfer: Transfer, at: datetime) -> None:
    """Pay the order by what came; what cannot, an exception holds."""
    amount = transfer.amount
    part = min(amount, max(due.amount - due.paid, ZERO))
    text = ARRIVED.format(number=due.number, amount=shown(amount))
    machine = organisations.operator_of_machine()
    if payment.paid_fen != payment.fen:
        text = DIFFERS.format(number=due.number, asked=shown(of_fen(payment.fen)), amount=shown(amount))
        hold(transfer, due, IssueKind.AMOUNT_DIFFERS, text, at)
    elif due.cancelled_at or not pay(transfer, part, due, kind=StepKind.MATCHED, actor=machine, by=_(BY_ITSELF), at=at):
        hold_ended(transfer, due, LATE.format(number=due.number, amount=shown(amount)), actor=machine, at=at)
        return
    elif part < amount:
        text = BEYOND.format(number=due.number, amount=shown(amount), left=shown(amount - part))
        hold(transfer, due, IssueKind.OVER_PAID, text, at)
    tell_supplier(due.supplier_id, text, at=at, page=f"/payments/orders/{due.pk}/")
