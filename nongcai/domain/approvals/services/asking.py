"""A body asks whether it may buy something, and takes it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.approvals import permissions, queries
from nongcai.domain.approvals.errors import (
    AlreadyAskedError,
    AmountUnclearError,
    RequestDecidedError,
    SubjectUnclearError,
)
from nongcai.domain.approvals.models import ApprovalRequest, ApprovalStep
from nongcai.domain.approvals.rules import is_amount
from nongcai.domain.approvals.services.telling import tell_deciders
from nongcai.domain.approvals.states import OPEN, Purpose, RequestAction, RequestState
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from decimal import Decimal

    from nongcai.domain.approvals.models import ApprovalLevel
    from nongcai.domain.organisations.actors import Actor

_SUBJECT = re.compile(r"[a-z_]{1,20}:[A-Za-z0-9-]{1,40}")
_LINES, _WORDS, _TITLE, _SUPPLIER = 20, 200, 120, 128


@dataclass(frozen=True)
class ToldRequest:
    """What whoever decides should see: who buys for which unit, what for, how much, from whom, a few plain lines.

    `asker` is whose purchase it is, by key and name, where another asks: who wants it never decides on it.
    """

    organisation_id: int
    unit_id: int
    purpose: str
    amount: Decimal
    title: str
    supplier_name: str = ""
    lines: tuple[str, ...] = ()
    asker: tuple[int, str] | None = None


@transaction.atomic
def ask(*, actor: Actor, subject: str, told: ToldRequest, at: datetime) -> ApprovalRequest | None:
    """Ask for approval of a subject, such as `order:…`; None where no level applies, and nothing stands in its way.

    :raises NotAllowedError: when the actor does not buy for this body.
    :raises AmountUnclearError: when no level could be found by the amount: it never passes unasked.
    :raises AlreadyAskedError: when the subject waits.
    """
    if not permissions.may_ask(actor, told.organisation_id, told.unit_id):
        raise NotAllowedError
    _require_told(subject, told)
    # Rows that do not exist yet cannot be locked.
    records.lock_keys([f"approval:{subject}"])
    before = list(ApprovalRequest.objects.filter(subject=subject))
    if any(one.state in OPEN for one in before):
        raise AlreadyAskedError
    levels = queries.levels_needed(told.organisation_id, told.unit_id, told.purpose, told.amount)
    if not levels:
        return None
    request = _asked(actor, subject, told, levels, at)
    request.round = len(before) + 1
    records.save(request)
    note(actor, request, RequestAction.ASK, at)
    tell_deciders([request], at)
    return request


@transaction.atomic
def withdraw(*, actor: Actor, subject: str, at: datetime) -> ApprovalRequest:
    """Take back what waits.

    :raises NotAllowedError: when the actor neither asked nor buys for the same body.
    :raises RequestDecidedError: when nothing waits.
    """
    request = locked(subject)
    if not permissions.may_withdraw(request, actor):
        raise NotAllowedError
    require_open(request)
    request.state, request.ended_at = RequestState.WITHDRAWN, at
    records.save(request, "state", "ended_at")
    note(actor, request, RequestAction.WITHDRAW, at)
    return request


def locked(subject: str) -> ApprovalRequest:
    """Hold the latest request for a subject until the end of the transaction.

    :raises NotFoundError: when it was never asked for.
    """
    found = hold([subject]).get(subject)
    if found is None:
        raise NotFoundError(what=subject)
    return found


def hold(subjects: Collection[str]) -> dict[str, ApprovalRequest]:
    """Hold the requests for subjects until the end of the transaction; return the latest of each."""
    # Locked alone, then read: whoever waited for a row that moved on would not find it beside the level of before.
    rows = ApprovalRequest.objects.filter(subject__in=subjects).order_by("subject", "round")
    list(rows.select_for_update(no_key=True).values_list("subject"))
    return {row.subject: row for row in queries.with_names(rows)}


def require_open(request: ApprovalRequest) -> None:
    """Let pass what waits.

    :raises RequestDecidedError: when it was decided or taken back.
    """
    if request.state not in OPEN:
        raise RequestDecidedError(state=request.get_state_display())


def note(actor: Actor, request: ApprovalRequest, action: str, at: datetime) -> None:
    """Record a step of whoever asks."""
    seq = ApprovalStep.objects.filter(subject=request.subject).count() + 1
    step = ApprovalStep(
        subject=request.subject,
        seq=seq,
        round=request.round,
        action=action,
        number=request.number,
        by_id=actor.user_id,
        by_label=actor.label[:64],
        at=at,
    )
    records.save(step)


def _asked(actor: Actor, subject: str, told: ToldRequest, levels: list[ApprovalLevel], at: datetime) -> ApprovalRequest:
    asker_id, asker_label = told.asker or (actor.user_id, actor.label)
    return ApprovalRequest(
        subject=subject,
        organisation_id=told.organisation_id,
        unit_id=told.unit_id,
        title=told.title[:_TITLE],
        purpose=told.purpose,
        amount=told.amount,
        supplier_name=told.supplier_name[:_SUPPLIER],
        lines=[one[:_WORDS] for one in told.lines[:_LINES]],
        state=RequestState.WAITING,
        levels=[one.pk for one in levels],
        level=levels[0],
        asked_by_id=asker_id,
        asked_by_label=asker_label[:64],
        asked_at=at,
        waits_since=at,
    )


def _require_told(subject: str, told: ToldRequest) -> None:
    if not _SUBJECT.fullmatch(subject) or told.purpose not in Purpose.values:
        raise SubjectUnclearError
    if not is_amount(told.amount) or not told.amount:
        raise AmountUnclearError
