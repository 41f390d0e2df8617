"""Which questions somebody may see, and what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from nongcai.domain.support import permissions
from nongcai.domain.support.models import Question, QuestionStep
from nongcai.domain.support.states import QuestionState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor


def questions_visible_to(actor: Actor) -> QuerySet[Question]:
    """Select what a person has asked, for the platform all; open ones first."""
    rows = Question.objects.order_by(F("closed_at").desc(nulls_first=True), "due_on", "pk")
    if permissions.watches(actor):
        return rows
    return rows.filter(user_id=actor.user_id) if actor.user_id is not None else rows.none()


def questions_to_answer(actor: Actor) -> QuerySet[Question]:
    """Select what waits for an answer of the platform."""
    rows = questions_visible_to(actor).filter(state=QuestionState.ASKED)
    return rows if permissions.watches(actor) else rows.none()


def question_steps(question: Question) -> QuerySet[QuestionStep]:
    """Select what was asked and answered, from the beginning on."""
    return QuestionStep.objects.filter(question=question).order_by("seq")
