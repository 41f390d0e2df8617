"""Whoever is named at a level, stands in, or keeps the unit agrees or refuses; one by one or many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nongcai.domain.approvals import queries
from nongcai.domain.approvals.errors import (
    NothingChosenError,
    NotYourTurnError,
    OwnRequestError,
    ReasonMissingError,
    RequestMovedError,
)
from nongcai.domain.approvals.models import ApprovalRequest, ApprovalStep
from nongcai.domain.approvals.services.asking import hold, locked, require_open
from nongcai.domain.approvals.services.telling import tell_agreed, tell_deciders, tell_refused
from nongcai.domain.approvals.states import OPEN, RequestAction, RequestState
from nongcai.foundation import records
from nongcai.foundation.errors import DomainError, NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from nongcai.domain.approvals.models import Delegation
    from nongcai.domain.organisations.actors import Actor

MOST_AT_ONCE = 200
_REASON = 500


@dataclass(frozen=True)
class Outcome:
    """What became of one of many: agreed, by the last level or not, or why not."""

    subject: str
    title: str = ""
    is_last: bool = False
    refusal: DomainError | None = None


@dataclass(frozen=True)
class _Desk:
    """What of some subjects an actor sees and decides on a day, and for whom it stands in."""

    actor: Actor
    on: date
    seen: set[str]
    turns: set[str]
    given: list[Delegation]


@transaction.atomic
def agree(*, actor: Actor, subject: str, level: int, at: datetime, reason: str = "") -> bool:
    """Agree at the level that was seen; return whether it was the last, so that the subject may go on.

    :raises OwnRequestError: when the actor asked.
    :raises NotYourTurnError: when somebody else decides at this level.
    :raises RequestDecidedError: when it does not wait any more.
    :raises RequestMovedError: when it stands at another level by now.
    """
    request = locked(subject)
    desk = _desk(actor, [subject], at)
    _require(desk, request, level)
    _go_on(desk, [request], at, reason.strip())
    return request.state == RequestState.AGREED


@transaction.atomic
def refuse(*, actor: Actor, subject: str, level: int, reason: str, at: datetime) -> ApprovalRequest:
    """Refuse at the level that was seen, with a reason; whoever asked is told.

    :raises ReasonMissingError: when there is none.
    :raises OwnRequestError: when the actor asked.
    :raises NotYourTurnError: when somebody else decides at this level.
    :raises RequestDecidedError: when it does not wait any more.
    :raises RequestMovedError: when it stands at another level by now.
    """
    words = reason.strip()[:_REASON]
    request = locked(subject)
    desk = _desk(actor, [subject], at)
    _require(desk, request, level)
    if not words:
        raise ReasonMissingError(fields={"reason": [ReasonMissingError.message]})
    step = _step(desk, request, RequestAction.REFUSE, at, words)
    request.state, request.ended_at = RequestState.REFUSED, at
    records.save(request, "state", "ended_at")
    _number([step])
    records.insert_many([step])
    tell_refused(request, words, at)
    return request


@transaction.atomic
def agree_many(*, actor: Actor, seen: Sequence[tuple[str, int]], at: datetime) -> list[Outcome]:
    """Agree to many at the levels that were seen; what cannot be is told of each, and the others are not held up.

    :raises NothingChosenError: when there is none, or more than is decided at once.
    """
    levels = dict(seen)
    if not 0 < len(levels) <= MOST_AT_ONCE:
        raise NothingChosenError(most=MOST_AT_ONCE)
    latest = hold(levels)
    desk = _desk(actor, list(levels), at)
    outcomes, good = [], []
    for subject, level in levels.items():
        request = latest.get(subject)
        try:
            if request is None:
                raise NotFoundError(what=subject)
            _require(desk, request, level)
        except DomainError as refusal:
            outcomes.append(Outcome(subject, request.title if request else "", refusal=refusal))
        else:
            good.append(request)
    _go_on(desk, good, at, "")
    done = [Outcome(one.subject, one.title, one.state == RequestState.AGREED) for one in good]
    return [*done, *outcomes]


def _go_on(desk: _Desk, requests: Sequence[ApprovalRequest], at: datetime, reason: str) -> None:
    """Agree to what was found to be the actor's turn: the last levels end it, the others hand it on."""
    last = [one for one in requests if one.is_last]
    steps = [
        _step(desk, one, RequestAction.AGREE if one.is_last else RequestAction.PASS_ON, at, reason[:_REASON])
        for one in requests
    ]
    onward: dict[int, list[ApprovalRequest]] = {}
    for one in requests:
        if one.is_last:
            one.state, one.ended_at = RequestState.AGREED, at
        else:
            one.level_id, one.waits_since = one.levels[one.number], at
            onward.setdefault(one.level_id, []).append(one)
    records.change(_waiting(last), state=RequestState.AGREED, ended_at=at)
    for level, rows in onward.items():
        records.change(_waiting(rows), level_id=level, waits_since=at, reminded_on=None)
    _number(steps)
    records.insert_many(steps)
    tell_agreed(last, at)
    moved = [one.subject for rows in onward.values() for one in rows]
    waiting = ApprovalRequest.objects.filter(subject__in=moved, state__in=OPEN)
    tell_deciders(list(queries.with_names(waiting)), at)


def _waiting(requests: Sequence[ApprovalRequest]) -> QuerySet[ApprovalRequest]:
    return ApprovalRequest.objects.filter(subject__in=[one.subject for one in requests], state__in=OPEN)


def _desk(actor: Actor, subjects: Sequence[str], at: datetime) -> _Desk:
    """Read, after the rows are held, what of them the actor sees and decides."""
    on = day_of(at)
    seen = queries.requests_visible_to(actor, on).filter(subject__in=subjects)
    turns = queries.inbox(actor, on).filter(subject__in=subjects)
    return _Desk(actor, on, _subjects(seen) | _subjects(turns), _subjects(turns), queries.standing_in(actor, on))


def _subjects(rows: QuerySet[ApprovalRequest]) -> set[str]:
    return set(rows.order_by().values_list("subject", flat=True))


def _require(desk: _Desk, request: ApprovalRequest, level: int) -> None:
    if request.subject not in desk.seen:
        raise NotFoundError(what=request.subject)
    require_open(request)
    if desk.actor.user_id is not None and desk.actor.user_id == request.asked_by_id:
        raise OwnRequestError
    if request.number != level:
        raise RequestMovedError(level=request.number)
    if request.subject not in desk.turns:
        who = [post.user.label for post in queries.deciders_of(request, desk.on)]
        raise NotYourTurnError(who=_("、").join(who) or _("管理人员"))


def _step(desk: _Desk, request: ApprovalRequest, action: str, at: datetime, reason: str) -> ApprovalStep:
    acting, for_label = queries.acting_of(desk.actor, request, desk.given)
    return ApprovalStep(
        subject=request.subject,
        round=request.round,
        action=action,
        number=request.number,
        acting=acting,
        by_id=desk.actor.user_id,
        by_label=desk.actor.label[:64],
        for_label=for_label,
        reason=reason,
        at=at,
    )


def _number(steps: Sequence[ApprovalStep]) -> None:
    rows = ApprovalStep.objects.filter(subject__in=[one.subject for one in steps]).order_by().values_list("subject")
    latest = dict(rows.annotate(Max("seq")))
    for step in steps:
        step.seq = latest.get(step.subject, 0) + 1
