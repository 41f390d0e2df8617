"""What came for one order pays it as far as it goes; what is beyond it, or comes too late, somebody holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.orders.errors import OrderStepError
from nongcai.domain.payments.models import TransferIssue
from nongcai.domain.payments.services.allocating import Part, allocate
from nongcai.domain.payments.services.noting import (
    close_instalments,
    move,
    note,
    note_many,
    open_issues,
    tell_buyer,
    tell_supplier,
)
from nongcai.domain.payments.states import IssueAction, IssueKind, StepKind

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.models import Due, Transfer


def pay(
    transfer: Transfer, part: Decimal, due: Due, *, kind: StepKind, actor: Actor, by: str, words: str = "", at: datetime
) -> bool:
    """Pay an order by a part of what came; say whether it could be paid."""
    if not part:
        return True
    try:
        with transaction.atomic():
            allocate([Part(transfer.pk, due.pk, part)], actor=actor, by=by, words=words, at=at)
    except OrderStepError:
        # It has ended since it was looked at.
        return False
    note_many([(transfer.pk, kind, due.number)], actor=actor, at=at)
    close_instalments([due.pk], actor=actor, at=at)
    return True


def hold(transfer: Transfer, due: Due, kind: IssueKind, reason: str, at: datetime) -> TransferIssue:
    """Have the supplier look at what is open of a transfer that came for an order."""
    issue = TransferIssue(
        transfer_id=transfer.pk,
        supplier_id=transfer.supplier_id,
        buyer_id=due.buyer_id,
        kind=kind,
        candidates=[due.pk],
        reason=reason[:300],
    )
    open_issues([issue], at=at)
    return issue


def hold_ended(transfer: Transfer, due: Due, text: str, *, actor: Actor, at: datetime) -> None:
    """Hold what came for an order that has ended; its refund waits for the supplier."""
    issue = hold(transfer, due, IssueKind.ORDER_ENDED, text, at)
    move(issue, IssueAction.START_RETURN, words=text, at=at)
    note(transfer.pk, StepKind.RETURN_STARTED, actor=actor, words=text, at=at)
    tell_supplier(due.supplier_id, text, at=at)
    tell_buyer(due.buyer_id, text, at=at, page=f"/payments/orders/{due.pk}/")
