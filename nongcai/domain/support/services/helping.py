"""The platform writes what helps everybody: answers, hotlines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.regions import queries as regions
from nongcai.domain.support import permissions
from nongcai.domain.support.errors import ArticleChangedError, ArticleError, HotlineError
from nongcai.domain.support.models import FaqArticle, Hotline
from nongcai.domain.support.states import Topic
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

_NUMBER = re.compile(r"[0-9][0-9-]{4,28}[0-9]")


@dataclass(frozen=True)
class ToldArticle:
    """A question with its answer, and other words by which it is found."""

    topic: str
    question: str
    answer: str
    words: str = ""
    is_shown: bool = True


@dataclass(frozen=True)
class ToldHotline:
    """Whom to call in a region, and when."""

    region_code: str
    name: str
    number: str
    hours: str = ""


@transaction.atomic
def enter_article(*, actor: Actor, told: ToldArticle, at: datetime) -> FaqArticle:
    """Write an answer to what is often asked.

    :raises NotAllowedError: when the actor is not the platform's.
    :raises ArticleError: without topic, question or answer.
    """
    permissions.require_watcher(actor)
    row = FaqArticle(**_fields(told), by_label=actor.label[:64], at=at)
    records.save(row)
    return row


@transaction.atomic
def change_article(*, actor: Actor, article_id: int, version: int, told: ToldArticle, at: datetime) -> FaqArticle:
    """Write it anew, show it or show it no longer.

    :raises ArticleChangedError: when somebody has done so since it was read.
    """
    permissions.require_watcher(actor)
    row = FaqArticle.objects.select_for_update(no_key=True).filter(pk=article_id).first()
    if row is None:
        raise NotFoundError(what=article_id)
    if row.version != version:
        raise ArticleChangedError
    fields = _fields(told) | {"version": version + 1, "by_label": actor.label[:64], "at": at}
    for name, value in fields.items():
        setattr(row, name, value)
    records.save(row, *fields)
    return row


@transaction.atomic
def enter_hotline(*, actor: Actor, told: ToldHotline, at: datetime) -> Hotline:
    """Tell whom to call in a region.

    :raises HotlineError: without region, name or number.
    """
    permissions.require_watcher(actor)
    name, number = told.name.strip(), told.number.strip()
    if not regions.known([told.region_code]) or not name or not _NUMBER.fullmatch(number):
        raise HotlineError
    row = Hotline(
        region_id=told.region_code,
        name=name,
        number=number,
        hours=told.hours.strip(),
        by_label=actor.label[:64],
        at=at,
    )
    records.save(row)
    return row


@transaction.atomic
def end_hotline(*, actor: Actor, hotline_id: int, at: datetime) -> Hotline:
    """Show a number no longer.

    :raises NotFoundError: when there is none that is shown.
    """
    permissions.require_watcher(actor)
    row = Hotline.objects.select_for_update(no_key=True).filter(pk=hotline_id, ended_at=None).first()
    if row is None:
        raise NotFoundError(what=hotline_id)
    row.ended_at = at
    records.save(row, "ended_at")
    return row


def _fields(told: ToldArticle) -> dict[str, object]:
    question, answer = told.question.strip(), told.answer.strip()
    if told.topic not in Topic.values or not question or not answer:
        raise ArticleError
    return {
        "topic": told.topic,
        "question": question,
        "answer": answer,
        "words": told.words.strip(),
        "is_shown": told.is_shown,
    }
