"""Answers to what only a person can decide, remembered for the next import."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.imports.errors import (
    BadAnswerError,
    DecisionOfItemError,
    RequiredColumnError,
    UnknownDecisionError,
)
from nongcai.domain.imports.models import Decision, ItemKind, Question
from nongcai.domain.imports.services.receiving import owner_of
from nongcai.domain.imports.services.running import advance, lock_own
from nongcai.domain.organisations import permissions
from nongcai.foundation import queue, records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nongcai.domain.imports.models import ImportRun
    from nongcai.domain.organisations.actors import Actor

# Where a heading goes is the same next year; when a file was exported is not.
REMEMBERED = ("column", "amount_unit")
_YEAR = re.compile(r"20\d\d")
_MOMENTS = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d")


@transaction.atomic
def answer(*, actor: Actor, run_id: int, answers: Mapping[int, str], at: datetime, queued: bool = True) -> None:
    """Answer questions of a run, by their ids, for the first time or anew; the run is then checked again.

    :raises NotAllowedError: when the actor is not finance of the run's bureau.
    :raises BadAnswerError: when an answer is not one of those permitted.
    :raises RequiredColumnError: when no heading is left for a required column.
    :raises RunStepError: when the run is past being checked.
    """
    run = lock_own(actor, run_id)
    run.moved_at = at
    advance(run, "check", "moved_at")
    for question in Question.objects.filter(run=run, pk__in=answers).select_for_update(no_key=True):
        text = answers[question.pk].strip()
        if text:
            _answer(actor, question, _permitted(question, text), at)
            _remember(actor, run, question, at)
    _require_columns(run)
    if queued:
        queue.defer("imports.check", run_id=run_id, lock=owner_of(run_id))


@transaction.atomic
def accept_certain(*, actor: Actor, run_id: int, at: datetime, queued: bool = False) -> int:
    """Accept every proposal that is certain; return how many. `queued` has the run checked again in the background.

    :raises NotAllowedError: when the actor is not finance of the run's bureau.
    :raises RunStepError: when the run is past being checked.
    """
    run = lock_own(actor, run_id)
    questions = Question.objects.filter(run_id=run_id, is_certain=True, answer="").exclude(proposal="")
    count = 0
    for question in questions.select_for_update(no_key=True):
        _answer(actor, question, question.proposal, at)
        _remember(actor, run, question, at)
        count += 1
    if count and queued:
        advance(run, "check")
        queue.defer("imports.check", run_id=run_id, lock=owner_of(run_id))
    return count


def _answer(actor: Actor, question: Question, text: str, at: datetime) -> None:
    question.answer, question.answered_at, question.answered_by_id = text, at, actor.user_id
    records.save(question, "answer", "answered_at", "answered_by")


def _remember(actor: Actor, run: ImportRun, question: Question, at: datetime) -> None:
    if question.kind not in REMEMBERED:
        return
    remember(actor=actor, node_id=run.node_id, kind=question.kind, key=question.key, text=question.answer, at=at)


def remember(*, actor: Actor, node_id: int, kind: str, key: str, text: str, at: datetime) -> None:
    """Keep a decision for a bureau's next imports; a later one takes its place."""
    known = Decision.objects.filter(node_id=node_id, kind=kind, key=key[:250]).first()
    decision = known or Decision(node_id=node_id, kind=kind, key=key[:250])
    decision.answer, decision.decided_at, decision.decided_by_id = text, at, actor.user_id
    records.save(decision, "answer", "decided_at", "decided_by")


def forget(*, actor: Actor, node_id: int, kind: str, key: str, at: datetime) -> None:
    """Have the next imports ask again; that somebody forgot is kept as a decision without an answer."""
    known = Decision.objects.filter(node_id=node_id, kind=kind, key=key[:250])
    records.change(known, answer="", decided_at=at, decided_by_id=actor.user_id)


@transaction.atomic
def forget_decision(*, actor: Actor, decision_id: int, at: datetime) -> None:
    """Forget a remembered answer.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownDecisionError: when the actor's bureau remembers nothing of that number.
    :raises DecisionOfItemError: when it says whose a buyer is.
    """
    known = _lock_decision(actor, decision_id)
    forget(actor=actor, node_id=known.node_id, kind=known.kind, key=known.key, at=at)


@transaction.atomic
def decide_anew(*, actor: Actor, decision_id: int, text: str, at: datetime) -> None:
    """Remember another answer about a column or a unit of amounts, for the next imports.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownDecisionError: when the actor's bureau remembers nothing of that number.
    :raises DecisionOfItemError: when it says whose a buyer is.
    :raises BadAnswerError: when it is empty, or is about a unit.
    """
    known = _lock_decision(actor, decision_id)
    if known.kind not in REMEMBERED or not text.strip():
        raise BadAnswerError(answer=text)
    remember(actor=actor, node_id=known.node_id, kind=known.kind, key=known.key, text=text.strip(), at=at)


def _lock_decision(actor: Actor, decision_id: int) -> Decision:
    permissions.require_finance(actor)
    own = Decision.objects.filter(node_id=actor.organisation_id).exclude(answer="")
    known = own.select_for_update(no_key=True).filter(pk=decision_id).first()
    if known is None:
        raise UnknownDecisionError(what=decision_id)
    if known.kind == ItemKind.BUYER:
        raise DecisionOfItemError
    return known


def _require_columns(run: ImportRun) -> None:
    asked: dict[str, list[Question]] = {}
    for question in Question.objects.filter(run=run, kind="column").exclude(wanted="").order_by("id"):
        asked.setdefault(question.place, []).append(question)
    for place, questions in asked.items():
        answers = {question.answer.partition(":")[0] for question in questions}
        lacking = [column for column in questions[0].lacking if column[0] not in answers]
        if lacking and "" not in answers:
            _, label, purpose = lacking[0]
            raise RequiredColumnError(sheet=place.replace("|", " ").strip(), column=label, purpose=purpose)


def _permitted(question: Question, text: str) -> str:
    if question.kind == "exported_at":
        return _moment(text)
    if question.kind == "year" and not _YEAR.fullmatch(text):
        raise BadAnswerError(answer=text)
    if question.options and text not in {value for value, _ in question.options}:
        raise BadAnswerError(answer=text)
    return text


def _moment(text: str) -> str:
    for form in _MOMENTS:
        try:
            return datetime.strptime(text, form).strftime("%Y-%m-%d %H:%M")  # noqa: DTZ007  a text, read as Chinese time later
        except ValueError:
            continue
    raise BadAnswerError(answer=text)
