"""An exception is settled by hand: asked about, assigned, kept as an instalment, or paid back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from nongcai.domain.payments import permissions, queries
from nongcai.domain.payments.errors import (
    BadPartError,
    BeyondTransferError,
    IssueStepError,
    NotPartialError,
    ReasonNeededError,
    RefundUnderWayError,
    TakenBackError,
)
from nongcai.domain.payments.models import Allocation, KnownPayer, TransferIssue
from nongcai.domain.payments.services.allocating import Part, allocate, lock_dues, lock_transfers
from nongcai.domain.payments.services.following import follow_transfers
from nongcai.domain.payments.services.noting import (
    close_instalments,
    move,
    note,
    open_issues,
    tell_buyer,
    tell_supplier,
)
from nongcai.domain.payments.states import IssueAction, IssueKind, StepKind
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.money import CENT, ZERO, shown
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.models import Due, Transfer

ASKED = N_("供应商请您说明一笔{amount}元的到账：{words}")
ANSWERED = N_("采购人已说明一笔{amount}元的到账：{words}")
HANDED_BACK = N_("平台已退回一笔{amount}元的到账异常：{words}")
_STEPS = {
    IssueAction.ASK: StepKind.ASKED,
    IssueAction.ANSWER: StepKind.ANSWERED,
    IssueAction.RAISE: StepKind.RAISED,
    IssueAction.HAND_BACK: StepKind.HANDED_BACK,
    IssueAction.KEEP: StepKind.KEPT,
    IssueAction.START_RETURN: StepKind.RETURN_STARTED,
}


@transaction.atomic
def pass_issue(
    *, actor: Actor, transfer_id: UUID, seq: int, action: IssueAction, words: str, at: datetime
) -> TransferIssue:
    """Ask the buyer, answer, raise it with the platform, hand it back, keep an instalment, or begin to pay back.

    :raises ReasonNeededError: without words.
    :raises IssueStepError: when it is past that.
    :raises NotPartialError: when an instalment is to be kept of which something is open.
    :raises BeyondTransferError: when nothing is left that could be paid back.
    """
    if action not in _STEPS:
        raise NotAllowedError
    issue, transfer = _locked(actor, transfer_id, seq, action)
    said = _said(words)
    if action == IssueAction.KEEP and transfer.open:
        raise NotPartialError(left=shown(transfer.open))
    if action == IssueAction.START_RETURN and not transfer.open:
        raise BeyondTransferError(left=shown(ZERO), amount=shown(transfer.amount))
    if action == IssueAction.ASK:
        issue.buyer_id = _asked(issue)
    move(issue, action, words=said, at=at)
    note(transfer_id, _STEPS[action], actor=actor, words=said, at=at)
    _tell(issue, transfer, action, said, at)
    return issue


@transaction.atomic
def assign(
    *,
    actor: Actor,
    transfer_id: UUID,
    seq: int,
    parts: Mapping[UUID, Decimal],
    words: str,
    remembers: bool = False,
    at: datetime,
) -> list[Allocation]:
    """Pay orders of the supplier from what is open of a transfer; it is settled when nothing is left.

    With `remembers`, the payer's name is taken for the buyer's from now on.

    :raises BadPartError: when there is no amount, or one that is none.
    :raises ReasonNeededError: without words.
    :raises BeyondTransferError: when less is left.
    :raises BeyondOrderError: when an order wants less.
    """
    lock_dues(parts)
    issue, transfer = _locked(actor, transfer_id, seq, IssueAction.ASSIGN)
    said = _said(words)
    dues = _named(parts, issue.supplier_id)
    total = sum(parts.values(), ZERO)
    if total > transfer.open:
        raise BeyondTransferError(left=shown(transfer.open), amount=shown(total))
    told = [Part(transfer_id, order_id, amount) for order_id, amount in parts.items()]
    rows = allocate(told, actor=actor, words=said, at=at)
    if total == transfer.open:
        move(issue, IssueAction.ASSIGN, words=said, at=at)
    close_instalments(parts, actor=actor, at=at)
    follow_transfers([transfer_id], actor=actor, at=at)
    numbers = "、".join(dues[order_id].number for order_id in parts)
    note(transfer_id, StepKind.ASSIGNED, actor=actor, words=f"{numbers}：{said}", at=at)
    if remembers:
        _remember(actor, transfer, dues, at)
    return rows


@transaction.atomic
def take_back(*, actor: Actor, order_id: UUID, seq: int, words: str, at: datetime) -> Allocation:
    """Take an allocation back by its opposite; the money is open again and somebody holds it.

    :raises ReasonNeededError: without words.
    :raises TakenBackError: when it was taken back before.
    """
    permissions.require_seller(actor)
    said = _said(words)
    due = queries.dues_visible_to(actor).filter(pk=order_id).select_for_update(no_key=True).first()
    found = Allocation.objects.filter(order_id=order_id, seq=seq).first()
    if due is None or found is None:
        raise NotFoundError(what=seq)
    if found.reverses is not None or Allocation.objects.filter(order_id=order_id, reverses=seq).exists():
        raise TakenBackError
    [row] = allocate([Part(found.transfer_id, order_id, -found.amount, seq)], actor=actor, words=said, at=at)
    note(found.transfer_id, StepKind.TAKEN_BACK, actor=actor, words=f"{due.number}：{said}", at=at)
    hold_open(found.transfer_id, due, said, at)
    return row


def take_step(
    *, actor: Actor, transfer_id: UUID, seq: int, action: IssueAction, words: str, at: datetime
) -> TransferIssue:
    """Take any step with an exception but assigning it."""
    if action == IssueAction.RETURN:
        return confirm_return(actor=actor, transfer_id=transfer_id, seq=seq, words=words, at=at)
    return pass_issue(actor=actor, transfer_id=transfer_id, seq=seq, action=action, words=words, at=at)


@transaction.atomic
def confirm_return(*, actor: Actor, transfer_id: UUID, seq: int, words: str, at: datetime) -> TransferIssue:
    """Say that what was open of a transfer was paid back to where it came from.

    :raises ReasonNeededError: without words: which voucher shows it.
    :raises RefundUnderWayError: when the institution is giving it back.
    """
    issue, transfer = _locked(actor, transfer_id, seq, IssueAction.RETURN)
    said = _said(words)
    if queries.refund_under_way(transfer_id):
        raise RefundUnderWayError
    amount = transfer.open
    transfer.returned += amount
    records.save(transfer, "returned")
    move(issue, IssueAction.RETURN, words=said, at=at)
    note(transfer_id, StepKind.RETURNED, actor=actor, words=said, at=at)
    if issue.buyer_id:
        text = _("供应商已登记退款{amount}元：{words}").format(amount=shown(amount), words=said)
        tell_buyer(issue.buyer_id, text, at=at)
    return issue


def transfer_to_return(*, actor: Actor, transfer_id: UUID, seq: int, words: str) -> tuple[Transfer, str]:
    """Return a transfer of which the actor may give back what is open, held, and the reason.

    :raises ReasonNeededError: without words.
    """
    _issue, transfer = _locked(actor, transfer_id, seq, IssueAction.RETURN)
    return transfer, _said(words)


def hold_open(transfer_id: UUID, due: Due, words: str, at: datetime) -> None:
    """Have somebody look at money that is open again, unless somebody does."""
    if TransferIssue.objects.filter(transfer_id=transfer_id, closed_at=None).exists():
        return
    issue = TransferIssue(
        transfer_id=transfer_id,
        supplier_id=due.supplier_id,
        buyer_id=due.buyer_id,
        kind=IssueKind.OVER_PAID,
        candidates=[due.pk],
        reason=_("从订单{number}撤回：{words}").format(number=due.number, words=words)[:300],
    )
    open_issues([issue], at=at)


def _locked(actor: Actor, transfer_id: UUID, seq: int, action: IssueAction) -> tuple[TransferIssue, Transfer]:
    """Return an exception within sight and its transfer, locked.

    :raises NotFoundError: when it lies outside.
    :raises NotAllowedError: when another desk takes this step.
    :raises IssueStepError: when it is past that.
    """
    transfer = lock_transfers([transfer_id]).get(transfer_id)
    issue = queries.issues_visible_to(actor).filter(transfer_id=transfer_id, seq=seq).first()
    if issue is None or transfer is None:
        raise NotFoundError(what=transfer_id)
    if action not in permissions.acts_on(issue, actor):
        if action in permissions.acts_of(actor) and not permissions.is_left_to_platform(action, issue, actor):
            raise IssueStepError(state=issue.get_state_display(), action=action.label)
        raise NotAllowedError
    return issue, transfer


def _named(parts: Mapping[UUID, Decimal], supplier_id: int) -> dict[UUID, Due]:
    if not parts or any(amount <= 0 or amount != amount.quantize(CENT) for amount in parts.values()):
        raise BadPartError
    dues = {key: due for key, due in queries.dues_of(parts).items() if due.supplier_id == supplier_id}
    for order_id in parts:
        if order_id not in dues:
            raise NotFoundError(what=order_id)
    return dues


def _asked(issue: TransferIssue) -> int:
    """Return the buyer of an exception, told by its candidates.

    :raises NotFoundError: when they are of several, or there are none.
    """
    buyers = {due.buyer_id for due in queries.dues_of(issue.candidates).values()}
    if issue.buyer_id is None and len(buyers) != 1:
        raise NotFoundError(what=_("该笔到账的采购人"))
    return issue.buyer_id or buyers.pop()


def _remember(actor: Actor, transfer: Transfer, dues: Mapping[UUID, Due], at: datetime) -> None:
    if not transfer.payer_key:
        return
    supplier_id = transfer.supplier_id
    known = set(
        KnownPayer.objects.filter(supplier_id=supplier_id, payer_key=transfer.payer_key).values_list(
            "buyer_id", flat=True
        )
    )
    fresh = {due.buyer_id for due in dues.values() if transfer.payer_key not in due.payers} - known
    records.insert_many(
        [
            KnownPayer(
                supplier_id=supplier_id,
                buyer_id=buyer_id,
                payer_key=transfer.payer_key,
                payer=transfer.payer,
                decided_by=actor.label,
                decided_at=at,
            )
            for buyer_id in sorted(fresh)
        ]
    )


def _said(words: str) -> str:
    if not words.strip():
        raise ReasonNeededError(fields={"words": [ReasonNeededError.message]})
    return words.strip()[:300]


def _tell(issue: TransferIssue, transfer: Transfer, action: IssueAction, words: str, at: datetime) -> None:
    facts = {"amount": shown(transfer.amount), "words": words}
    if action == IssueAction.ASK and issue.buyer_id:
        tell_buyer(issue.buyer_id, ASKED.format(**facts), at=at)
    elif action == IssueAction.ANSWER:
        tell_supplier(issue.supplier_id, ANSWERED.format(**facts), at=at)
    elif action == IssueAction.HAND_BACK:
        tell_supplier(issue.supplier_id, HANDED_BACK.format(**facts), at=at)
