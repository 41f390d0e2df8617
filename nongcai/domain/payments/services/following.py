"""Claims follow what statements tell: one row, one claim, counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from nongcai.domain.payments import queries
from nongcai.domain.payments.errors import ClaimStepError
from nongcai.domain.payments.models import Allocation, ClaimedRow, ClaimStep, PaymentClaim
from nongcai.domain.payments.services.noting import day_by_which, tell_buyer
from nongcai.domain.payments.states import (
    CLAIM_ENDED,
    CLAIM_HOLDER_OF,
    CLAIM_MACHINE,
    ClaimAction,
    ClaimState,
)
from nongcai.foundation import records
from nongcai.foundation.money import shown
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.models import Transfer
    from nongcai.domain.payments.queries import JudgedTransfer

BY_STATEMENT = N_("银行对账单已核对到该笔到账。")
CONFIRMED = N_("供应商已确认收到您提交凭证的{amount}元。")


def move_claim(
    claim: PaymentClaim,
    action: ClaimAction,
    *,
    actor: Actor,
    words: str = "",
    transfer_id: UUID | None = None,
    row_id: UUID | None = None,
    at: datetime,
) -> None:
    """Take a step with a claim: its holder changes, and a new clock begins.

    :raises ClaimStepError: when the table has no such step.
    """
    step = CLAIM_MACHINE.step(action, claim.state)
    if step is None:
        raise ClaimStepError(state=claim.get_state_display(), action=action.label)
    state = ClaimState(step.target)
    claim.state, claim.holder, claim.since = state, CLAIM_HOLDER_OF[state], at
    claim.answer = words[:300]
    claim.closed_at = at if state in CLAIM_ENDED else None
    claim.due_on = None if state in CLAIM_ENDED else day_by_which(claim.order_id, at)
    claim.transfer_id, claim.row_id = transfer_id, row_id
    records.save(claim, "state", "holder", "since", "answer", "closed_at", "due_on", "transfer_id", "row_id")
    note_claim(claim, action, actor=actor, words=words, at=at)


def note_claim(claim: PaymentClaim, action: ClaimAction, *, actor: Actor, words: str = "", at: datetime) -> None:
    """Write down what was done with a claim."""
    last = queries.claim_steps(claim).aggregate(last=Max("seq"))["last"] or 0
    step = ClaimStep(
        order_id=claim.order_id,
        claim_seq=claim.seq,
        seq=last + 1,
        action=action,
        by_label=actor.label,
        by_office=actor.organisation_name[:128],
        words=words[:300],
        at=at,
    )
    records.save(step)


def note_rows(judged: Sequence[JudgedTransfer], *, statement_id: int, at: datetime) -> None:
    """Write down which rows of a statement tell of money that was confirmed before.

    By its key a row stands here once, whoever comes first; what a claim has, no other row becomes.
    """
    for one in judged:
        assert one.key is not None
        assert one.claim is not None
        order_id, seq = one.claim
        row = ClaimedRow(
            id=one.key,
            order_id=order_id,
            claim_seq=seq,
            statement_id=statement_id,
            likeness=one.likeness,
            serial=one.said.serial,
            at=at,
        )
        records.save(row)
        records.change(PaymentClaim.objects.filter(order_id=order_id, seq=seq), row_id=one.key)


def take_transfer(claim: PaymentClaim, transfer: Transfer, at: datetime) -> None:
    """Write down that what a statement has told of is the money of a claim, and of no other."""
    assert transfer.statement_id is not None
    row = ClaimedRow(
        id=transfer.pk,
        order_id=claim.order_id,
        claim_seq=claim.seq,
        statement_id=transfer.statement_id,
        likeness=transfer.likeness,
        serial=transfer.serial,
        at=at,
    )
    records.save(row)


def follow_transfers(keys: Iterable[UUID], *, actor: Actor, at: datetime) -> None:
    """Confirm the claims that wait on orders which these transfers have just paid, where it is the same money."""
    paid = Allocation.objects.filter(transfer_id__in=list(keys)).values_list("order_id", flat=True)
    waiting = PaymentClaim.objects.filter(order_id__in=set(paid)).exclude(state__in=CLAIM_ENDED)
    for claim in waiting.select_for_update(no_key=True).order_by("order_id", "seq"):
        found = queries.paying(claim.order_id, queries.transfers_told_of(claim))
        if found:
            key, words = found[0].pk, _(BY_STATEMENT)
            take_transfer(claim, found[0], at)
            move_claim(claim, ClaimAction.MATCH, actor=actor, words=words, transfer_id=key, row_id=key, at=at)
            tell_confirmed(claim, at)


def tell_confirmed(claim: PaymentClaim, at: datetime) -> None:
    """Tell a buyer that its money came."""
    page = f"/payments/orders/{claim.order_id}/"
    tell_buyer(claim.buyer_id, CONFIRMED.format(amount=shown(claim.amount)), at=at, page=page)
