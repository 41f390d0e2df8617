"""The supplier says that what a buyer has shown came: it is recorded and pays the order as any other transfer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from nongcai.domain.orders import queries as orders
from nongcai.domain.payments import marking, permissions, queries
from nongcai.domain.payments.errors import ClaimRecordedError
from nongcai.domain.payments.models import PaymentClaim, Transfer, TransferIssue
from nongcai.domain.payments.services.allocating import lock_transfers
from nongcai.domain.payments.services.arriving import hold, hold_ended, pay
from nongcai.domain.payments.services.claiming import locked_claim, pass_claim
from nongcai.domain.payments.services.following import move_claim, take_transfer, tell_confirmed
from nongcai.domain.payments.services.noting import PAGE, move, note
from nongcai.domain.payments.services.reckoning import reckon
from nongcai.domain.payments.states import Channel, ClaimAction, IssueAction, IssueKind, IssueState, StepKind
from nongcai.domain.suppliers import services as supplier_services
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.money import ZERO, shown
from nongcai.foundation.texts import N_
from nongcai.foundation.years import start_of_day

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.models import Due

WORDS = N_("凭采购人付款凭证确认到账")
OF_ORDER = N_("订单{number}")
LATE = N_("订单{number}已取消或已退货，采购人所付{amount}元应退回，请办理退款。")
BEYOND = N_("订单{number}凭付款凭证确认到账{amount}元，其中{left}元多于未付金额。")
OUTSIDE = N_("采购人为订单{number}付款{amount}元，汇入末四位为{tail}的账户，不是平台核对通过的结算账户。")
# While an exception is in one of these, its money may still pay an order.
_FREE = {IssueState.OPEN, IssueState.ASKED, IssueState.RAISED}


def step_claim(
    *, actor: Actor, order_id: UUID, seq: int, action: ClaimAction, words: str, at: datetime
) -> PaymentClaim:
    """Take any step with a claim."""
    if action == ClaimAction.ARRIVE:
        return confirm_claim(actor=actor, order_id=order_id, seq=seq, words=words, at=at)
    return pass_claim(actor=actor, order_id=order_id, seq=seq, action=action, words=words, at=at)


@transaction.atomic
def confirm_claim(*, actor: Actor, order_id: UUID, seq: int, words: str = "", at: datetime) -> PaymentClaim:
    """Say that the money of a claim came: what a statement has told of already, or a transfer of its own.

    :raises ClaimStepError: when it is past that.
    :raises ClaimRecordedError: when statements have told of such money, and it went elsewhere.
    """
    permissions.require_seller(actor)
    seen = queries.claims_visible_to(actor).filter(order_id=order_id, seq=seq).first()
    if seen is None:
        raise NotFoundError(what=order_id)
    # Statements of the supplier come before or after, never at once: what one brings, the other knows.
    records.lock_keys([f"payments:{seen.supplier_id}"])
    [due] = reckon(rows=orders.contracted([order_id]), at=at)
    locked = lock_transfers(one.pk for one in queries.transfers_told_of(seen))
    claim = locked_claim(actor, order_id, seq, ClaimAction.ARRIVE)
    said = words.strip()[:300] or _(WORDS)
    known = [locked[one.pk] for one in queries.transfers_told_of(claim) if one.pk in locked]
    if known:
        transfer = _known(claim, known, due, actor=actor, words=said, at=at)
        row_id = transfer.pk
        take_transfer(claim, transfer, at)
    else:
        transfer, row_id = _recorded(claim, due, actor=actor, words=said, at=at), None
    move_claim(claim, ClaimAction.ARRIVE, actor=actor, words=said, transfer_id=transfer.pk, row_id=row_id, at=at)
    tell_confirmed(claim, at)
    return claim


def _known(claim: PaymentClaim, known: list[Transfer], due: Due, *, actor: Actor, words: str, at: datetime) -> Transfer:
    """Take the money of a claim from what a statement has told of; nothing is recorded twice."""
    if own := queries.paying(claim.order_id, known):
        return own[0]
    waiting = {
        one.transfer_id: one
        for one in TransferIssue.objects.filter(transfer_id__in=[one.pk for one in known], closed_at=None)
        if one.state in _FREE
    }
    free = [one for one in known if one.open and one.pk in waiting]
    if len(free) != 1:
        raise ClaimRecordedError(count=len(known))
    transfer = free[0]
    issue = waiting[transfer.pk]
    if transfer.account_id is None or due.cancelled_at:
        # Who has the exception goes on with it.
        return transfer
    part = min(transfer.open, max(due.amount - due.paid, ZERO))
    is_paid = pay(transfer, part, due, kind=StepKind.ASSIGNED, actor=actor, by="", words=words, at=at)
    if is_paid and part == transfer.open:
        move(issue, IssueAction.ASSIGN, words=words, at=at)
    return transfer


def _recorded(claim: PaymentClaim, due: Due, *, actor: Actor, words: str, at: datetime) -> Transfer:
    """Record the money of a claim; it pays the order as far as that goes, and somebody holds the rest."""
    account = queries.settlement_account(claim.supplier_id)
    is_settlement = account is not None and account.tail == claim.account_tail
    moment = start_of_day(claim.paid_on)
    transfer = Transfer(
        # Of one claim there is one, whoever confirms it.
        id=marking.transfer_key(moment, "claim", claim.order_id, claim.seq),
        supplier_id=claim.supplier_id,
        account_id=account.pk if account and is_settlement else None,
        account_tail=claim.account_tail,
        channel=Channel.CLAIM,
        paid_at=moment,
        amount=claim.amount,
        payer=claim.payer,
        payer_key=claim.payer_key,
        note=_(OF_ORDER).format(number=due.number),
        recorded_at=at,
    )
    records.save(transfer)
    note(transfer.pk, StepKind.RECORDED, actor=actor, words=words, at=at)
    if not is_settlement:
        _raise_outside(transfer, due, actor=actor, at=at)
        return transfer
    part = min(claim.amount, max(due.amount - due.paid, ZERO))
    facts = {"number": due.number, "amount": shown(claim.amount)}
    if due.cancelled_at or not pay(transfer, part, due, kind=StepKind.ASSIGNED, actor=actor, by="", words=words, at=at):
        hold_ended(transfer, due, LATE.format(**facts), actor=actor, at=at)
    elif part < claim.amount:
        hold(transfer, due, IssueKind.OVER_PAID, BEYOND.format(**facts, left=shown(claim.amount - part)), at)
    return transfer


def _raise_outside(transfer: Transfer, due: Due, *, actor: Actor, at: datetime) -> None:
    """Have the platform look at money that did not come to the settlement account; it alone assigns it."""
    text = OUTSIDE.format(number=due.number, amount=shown(transfer.amount), tail=transfer.account_tail)
    issue = hold(transfer, due, IssueKind.WRONG_ACCOUNT, text, at)
    move(issue, IssueAction.RAISE, words=text, at=at)
    note(transfer.pk, StepKind.RAISED, actor=actor, words=text, at=at)
    supplier_services.tell_platform(text, at=at, page=PAGE)
