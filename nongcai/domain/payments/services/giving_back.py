"""What went back to where it came from is taken from the transfer, and from the orders that it had paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nongcai.domain.orders.errors import OrderStepError
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.payments.models import Allocation, Due, Transfer, TransferIssue
from nongcai.domain.payments.services.allocating import Part, allocate, lock_dues, lock_transfers
from nongcai.domain.payments.services.noting import move, note, tell_buyer
from nongcai.domain.payments.services.settling import hold_open
from nongcai.domain.payments.states import ONLINE_MACHINE, IssueAction, IssueState, OnlineAction, StepKind
from nongcai.foundation import records
from nongcai.foundation.money import ZERO, of_fen, shown
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.payments.models import OnlinePayment, OnlineRefund

WORDS = N_("原路退款{amount}元")
BACK = N_("订单{number}的{amount}元已原路退回付款人。")


def give_back(refund: OnlineRefund, payment: OnlinePayment, at: datetime) -> None:
    """Take a refund that is done from what came, once; the payment is locked, and is paid."""
    assert payment.transfer_id is not None
    amount = of_fen(refund.fen)
    words = _(WORDS).format(amount=shown(amount))
    standing = _standing(payment.transfer_id)
    dues = lock_dues({payment.order_id, *(one.order_id for one in standing)})
    transfer = lock_transfers([payment.transfer_id])[payment.transfer_id]
    untold = amount - min(_told_by_hand(transfer, payment), amount)
    last = _free(transfer, untold, standing, words, at)
    records.change(Transfer.objects.filter(pk=transfer.pk), returned=F("returned") + untold)
    note(transfer.pk, StepKind.RETURNED, actor=organisations.operator_of_machine(), words=words, at=at)
    if last is not None:
        _pay_again(transfer.pk, last, words, at)
    refund.applied_at = at
    records.save(refund, "applied_at")
    payment.returned_fen += refund.fen
    step = ONLINE_MACHINE.step(OnlineAction.GIVE_BACK, payment.state)
    if step and payment.returned_fen == payment.paid_fen:
        payment.state = step.target
    records.save(payment, "returned_fen", "state")
    _close(transfer.pk, dues[payment.order_id], words, at)
    text = BACK.format(number=dues[payment.order_id].number, amount=shown(amount))
    tell_buyer(dues[payment.order_id].buyer_id, text, at=at, page=f"/payments/orders/{payment.order_id}/")


def _told_by_hand(transfer: Transfer, payment: OnlinePayment) -> Decimal:
    """Return what the supplier has said to have paid back and no refund was heard of: this one is that money."""
    return max(transfer.returned - of_fen(payment.returned_fen), ZERO)


def _standing(transfer_id: UUID) -> list[Allocation]:
    """Return what a transfer pays, the latest first."""
    rows = list(Allocation.objects.filter(transfer_id=transfer_id).order_by("-at", "-seq"))
    gone = {(one.order_id, one.reverses) for one in rows if one.reverses is not None}
    return [one for one in rows if one.reverses is None and (one.order_id, one.seq) not in gone]


def _free(
    transfer: Transfer, amount: Decimal, standing: list[Allocation], words: str, at: datetime
) -> Allocation | None:
    """Take back so many allocations that the amount is open; return the last that was taken back."""
    open_, last = transfer.open, None
    actor = organisations.operator_of_machine()
    for one in standing:
        if open_ >= amount:
            break
        part = Part(transfer.pk, one.order_id, -one.amount, one.seq)
        allocate([part], actor=actor, words=words, at=at)
        open_, last = open_ + one.amount, one
    return last


def _pay_again(transfer_id: UUID, last: Allocation, words: str, at: datetime) -> None:
    """Let what is left of a payment that was taken back pay its order again."""
    transfer, due = Transfer.objects.get(pk=transfer_id), Due.objects.get(pk=last.order_id)
    part = min(transfer.open, last.amount, max(due.open, ZERO))
    if part <= 0 or due.cancelled_at:
        return
    actor = organisations.operator_of_machine()
    try:
        with transaction.atomic():
            allocate([Part(transfer_id, last.order_id, part)], actor=actor, words=words, at=at)
    except OrderStepError:
        # It has ended meanwhile: what is left is open, and somebody holds it.
        return


def _close(transfer_id: UUID, due: Due, words: str, at: datetime) -> None:
    """End the exception of a transfer of which nothing is left; of which something is, somebody has to hold it."""
    if Transfer.objects.get(pk=transfer_id).open:
        hold_open(transfer_id, due, words, at)
        return
    for issue in TransferIssue.objects.filter(transfer_id=transfer_id, closed_at=None):
        if issue.state != IssueState.RETURNING:
            move(issue, IssueAction.START_RETURN, words=words, at=at)
        move(issue, IssueAction.RETURN, words=words, at=at)
