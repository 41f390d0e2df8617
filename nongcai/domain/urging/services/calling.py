"""A clerk writes down a call (电话记录): whom, when, what was said, and what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import require_finance
from nongcai.domain.organisations.services import strike_number
from nongcai.domain.urging import queries
from nongcai.domain.urging.errors import (
    CallPersonError,
    CallTimeError,
    DialledError,
    NoNumberError,
    NotBelowError,
    NotRemindedError,
    PastBureauError,
    ReminderWaitsError,
)
from nongcai.domain.urging.models import Contact
from nongcai.domain.urging.queries import Known
from nongcai.domain.urging.states import LADDER_MACHINE, Answer, Channel, ContactState, Kind
from nongcai.foundation import records
from nongcai.foundation.years import CHINA, day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node


@dataclass(frozen=True)
class ToldCall:
    """Who answered, when, what was said, and by when it is to be done, where that was promised.

    `number` is the key of the number that was called; `dialled` is one that is not on the list.
    """

    person: str
    called_at: datetime
    said: str
    promised_on: date | None = None
    answer: str = Answer.REACHED
    number: str = ""
    dialled: str = ""


@transaction.atomic
def log_call(*, actor: Actor, unit_id: int, year: int, told: ToldCall, at: datetime) -> Contact:
    """Keep a call to a unit of one's own, or to a finance department right below.

    :raises NotAllowedError: when the actor is not finance.
    :raises NotBelowError: when it lies outside the actor's subtree.
    :raises PastBureauError: when a finance department stands in between.
    :raises NotRemindedError: when no reminder has gone out before.
    :raises ReminderWaitsError: when one waits until people may be disturbed.
    :raises DialledError: when another number was called than those known, and it is not said.
    :raises CallTimeError: when the days make no sense.
    :raises CallPersonError: when it got through and nobody is named.
    :raises NoNumberError: when a number is dead and none is known.
    """
    organisations.lock(unit_id)
    require_finance(actor)
    place, own = organisations.node(unit_id), organisations.node(actor.organisation_id)
    if not place.path.startswith(own.path) or place.id == own.id:
        raise NotBelowError
    below = int(place.home_path.removeprefix(own.path).partition(".")[0] or 0)
    if below not in {0, unit_id}:
        raise PastBureauError(name=place.name, bureau=organisations.node(below).name)
    _require_reminded(place, own.id, year)
    if told.called_at > at or (told.promised_on and told.promised_on < day_of(told.called_at)):
        raise CallTimeError
    if told.answer == Answer.REACHED and not told.person:
        raise CallPersonError
    called = _called(told, queries.numbers_of(unit_id, year, day_of(at)))
    if told.answer == Answer.DEAD:
        _strike(actor, place, called, at)
    elif called is None and told.number:
        raise DialledError
    call = Contact(
        key=f"call:{uuid4()}",
        node_id=own.id,
        unit_id=unit_id,
        year=year,
        kind=Kind.CALL,
        channel=Channel.PHONE,
        text=told.said,
        state=ContactState.SENT,
        planned_at=at,
        due_at=told.called_at,
        sent_at=told.called_at,
        number=called.masked if called else "",
        person=told.person,
        answer=told.answer,
        promised_on=told.promised_on,
        by_label=actor.label,
    )
    records.save(call)
    return call


def _require_reminded(place: Node, node_id: int, year: int) -> None:
    if LADDER_MACHINE.step("call", queries.rung_of(place.id, node_id, year)) is not None:
        return
    due = queries.reminder_due(place.id, node_id, year)
    if due is None:
        raise NotRemindedError(name=place.name)
    raise ReminderWaitsError(name=place.name, due=f"{due.astimezone(CHINA):%Y-%m-%d %H:%M}")


def _called(told: ToldCall, known: list[Known]) -> Known | None:
    if told.dialled:
        other = None if told.answer == Answer.DEAD else Known(told.dialled)
        return next((one for one in known if one.number == told.dialled), other)
    # Where it is not said which number is dead, it is the one to be called first.
    first = known[0] if known and told.answer == Answer.DEAD else None
    return next((one for one in known if one.key == told.number), None) if told.number else first


def _strike(actor: Actor, place: Node, called: Known | None, at: datetime) -> None:
    if called is None:
        raise NoNumberError(name=place.name)
    strike_number(actor=actor, organisation_id=place.id, phone=called.number, at=at)
