"""Somebody asks, the platform answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.notifications import services as notifications
from nongcai.domain.orders import services as orders
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.suppliers import services as suppliers
from nongcai.domain.support import permissions, queries
from nongcai.domain.support.errors import ArticleError, QuestionStepError, UnknownQuestionError
from nongcai.domain.support.models import Question, QuestionStep
from nongcai.domain.support.rules import ANSWER_DAYS, CLOSES_AFTER_DAYS
from nongcai.domain.support.services.noting import require_words
from nongcai.domain.support.states import QUESTION_MACHINE, QuestionAction, QuestionState, Topic
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.texts import N_
from nongcai.foundation.years import after_workdays, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from nongcai.domain.orders.services import Photo
    from nongcai.domain.organisations.actors import Actor

PAGE = "/help/questions/"
ASKED, ANSWERED = N_("有新的咨询：{title}"), N_("您的咨询已答复：{title}")
LAPSED, OVERDUE = N_("答复后未再追问，自动办结。"), N_("有{count}件咨询已超过答复期限，请尽快答复。")
_WRITTEN = ("state", "since", "due_on", "closed_at", "steps", "reminded_on")
_MOST = 500


@dataclass(frozen=True)
class ToldQuestion:
    """What somebody wants to know, with what there is to show."""

    topic: str
    title: str
    words: str
    files: Sequence[Photo] = ()


@transaction.atomic
def ask(*, actor: Actor, told: ToldQuestion, at: datetime) -> Question:
    """Ask the platform.

    :raises NotAllowedError: when nobody in particular asks.
    :raises IncidentWordsError: without words.
    :raises EvidenceError: when a file is none that is kept.
    """
    if actor.user_id is None:
        raise NotAllowedError
    title = told.title.strip()
    if not title or told.topic not in Topic.values:
        raise ArticleError
    question = Question(
        topic=told.topic,
        title=title,
        user_id=actor.user_id,
        by_label=actor.label[:64],
        by_office=actor.organisation_name[:128],
        steps=1,
        asked_at=at,
        since=at,
        due_on=_due(QuestionState.ASKED, at),
    )
    records.save(question)
    _note(question, QuestionAction.ASK, actor=actor, words=require_words(told.words), at=at, files=told.files)
    suppliers.tell_platform(ASKED.format(title=title), at=at, page=f"{PAGE}{question.pk}/")
    return question


@transaction.atomic
def step_question(
    *,
    actor: Actor,
    question_id: int,
    action: QuestionAction,
    words: str,
    files: Sequence[Photo] = (),
    at: datetime,
) -> Question:
    """Answer, ask further, close or withdraw.

    :raises UnknownQuestionError: when there is none within sight.
    :raises QuestionStepError: when it is past that.
    :raises IncidentWordsError: without words.
    """
    rows = queries.questions_visible_to(actor).select_for_update(of=("self",), no_key=True)
    question = rows.filter(pk=question_id).first()
    if question is None:
        raise UnknownQuestionError(what=question_id)
    permissions.require_act_in(actor, question, action)
    _take(question, action, actor=actor, words=require_words(words), at=at, files=files)
    _tell(question, action, at)
    return question


def close_answered(*, at: datetime) -> int:
    """Close what was answered and asked no further, each in a transaction of its own; return how many."""
    rows = Question.objects.filter(state=QuestionState.ANSWERED, due_on__lt=day_of(at)).order_by("due_on")
    return sum(close(question_id=key, at=at) for key in list(rows.values_list("pk", flat=True)[:_MOST]))


@transaction.atomic
def close(*, question_id: int, at: datetime) -> bool:
    """Close a question if it was still answered so long ago; say whether it was."""
    question = Question.objects.select_for_update(no_key=True).filter(pk=question_id).first()
    if question is None or question.due_on is None or question.due_on >= day_of(at):
        return False
    if QUESTION_MACHINE.step(QuestionAction.LAPSE, question.state) is None:
        return False
    actor = organisations.operator_of_machine()
    _take(question, QuestionAction.LAPSE, actor=actor, words=LAPSED, at=at)
    return True


@transaction.atomic
def remind_of_questions(*, at: datetime) -> int:
    """Remind the platform, once a day, of what it has not answered in time; return how many those are."""
    today = day_of(at)
    rows = Question.objects.filter(state=QuestionState.ASKED, due_on__lt=today).exclude(reminded_on=today)
    count = records.change(rows, reminded_on=today)
    if count:
        suppliers.tell_platform(OVERDUE.format(count=count), at=at, page=PAGE)
    return count


def _take(
    question: Question,
    action: QuestionAction,
    *,
    actor: Actor,
    words: str,
    at: datetime,
    files: Sequence[Photo] = (),
) -> None:
    step = QUESTION_MACHINE.step(action, question.state)
    if step is None:
        raise QuestionStepError(state=question.get_state_display(), action=action.label)
    question.state, question.since, question.reminded_on = step.target, at, None
    question.due_on = _due(step.target, at)
    question.closed_at = at if question.due_on is None else None
    question.steps += 1
    records.save(question, *_WRITTEN)
    _note(question, action, actor=actor, words=words, at=at, files=files)


def _note(
    question: Question,
    action: QuestionAction,
    *,
    actor: Actor,
    words: str,
    at: datetime,
    files: Sequence[Photo] = (),
) -> None:
    step = QuestionStep(
        question=question,
        seq=question.steps,
        action=action,
        by_label=actor.label[:64],
        by_office=actor.organisation_name[:128],
        words=words,
        at=at,
    )
    records.save(step)
    orders.keep_evidence(actor=actor, owner=step.owner, photos=files, at=at)


def _due(state: str, at: datetime) -> date | None:
    """Return by when it is answered, or until when one may ask further; nothing once it has ended."""
    today = day_of(at)
    days = {
        QuestionState.ASKED: after_workdays(today, ANSWER_DAYS, programmes.days_off(today.year, today.year + 1)),
        QuestionState.ANSWERED: today + timedelta(days=CLOSES_AFTER_DAYS),
    }
    return days.get(QuestionState(state))


def _tell(question: Question, action: QuestionAction, at: datetime) -> None:
    page = f"{PAGE}{question.pk}/"
    if action == QuestionAction.ANSWER:
        told = [(question.user_id, ANSWERED.format(title=question.title))]
        notifications.tell_many(told=told, at=at, path=page)
    elif action == QuestionAction.ASK_AGAIN:
        suppliers.tell_platform(ASKED.format(title=question.title), at=at, page=page)
