"""The third rung: a letter of reminder is drafted, signed by another, numbered, issued, and signed for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from nongcai.domain.documents import services as documents
from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import require_finance
from nongcai.domain.urging import permissions, queries, rules
from nongcai.domain.urging.errors import (
    LetterDayError,
    LetterDueError,
    LetterNumberError,
    LetterNumberTakenError,
    LetterSettledError,
    LetterStepError,
    NoLetterError,
    NotCalledError,
    OwnLetterError,
    TooEarlyForNoticeError,
    UnknownLetterError,
)
from nongcai.domain.urging.models import Announcement, Contact, Letter, LetterStep
from nongcai.domain.urging.states import (
    LETTER_MACHINE,
    LETTER_OPEN,
    LETTER_SEALABLE,
    Channel,
    ContactState,
    Kind,
    LetterAction,
    LetterState,
)
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor

PAGE = "/urging/letters/{id}/"
ARRIVED = N_("收到{node}的提示函《{title}》（{number}），请签收并于{day}前办理。")
SENT = N_("提示函《{title}》（{number}），收函单位：{addressee}，办理期限：{day}。")
NAMED = N_("提示函（{number}）期限届满仍未办结，列入通报（{notice}）。")
_NAMED = 5
_SAYS = {LetterAction.ISSUE: Kind.LETTER, LetterAction.NAME: Kind.NOTICE}


@dataclass(frozen=True)
class ToldLetter:
    """What a drafter may write otherwise."""

    title: str
    text: str
    contact: str = ""


@transaction.atomic
def draft_letter(*, actor: Actor, year: int, addressee_id: int, act_by: date, at: datetime) -> Letter:
    """Draft a letter about all that lag under an addressee's hand today; its figures are frozen.

    :raises NotAllowedError: when the actor is not finance.
    :raises NoLetterError: when it is nobody whom this office writes to, or nothing lags there.
    :raises NotCalledError: when somebody whom it is about has not been called.
    :raises LetterDayError: when the last day is past.
    :raises LetterDueError: when it lies before the one that the season gives.
    """
    organisations.lock(actor.organisation_id)
    require_finance(actor)
    node, today = organisations.node(actor.organisation_id), day_of(at)
    to = next((one for one in queries.addressees(node, year) if one.id == addressee_id), None)
    if to is None:
        raise NoLetterError
    if to.uncalled:
        raise NotCalledError(names="、".join(list(to.uncalled.values())[:_NAMED]))
    if act_by <= today:
        raise LetterDayError
    if to.last_day and act_by < to.last_day:
        raise LetterDueError(day=to.last_day)
    letter = Letter(
        node_id=node.id,
        addressee_id=to.id,
        year=year,
        title=queries.LETTER_TITLE.format(year=year),
        text=queries.letter_text(to, node, year, today=today, act_by=act_by),
        act_by=act_by,
        units=to.units,
        rows=[(name, step, day.isoformat() if day else "") for name, step, day in to.rows],
        state=LetterState.DRAFTED,
        drafted_by_id=actor.user_id,
        drafted_at=at,
    )
    records.save(letter)
    _note(actor, letter, LetterAction.DRAFT, at)
    return letter


@transaction.atomic
def edit_letter(*, actor: Actor, letter_id: int, told: ToldLetter, at: datetime) -> Letter:
    """Write a draft's title, text and contact otherwise; whoever does so does not sign it.

    :raises LetterStepError: when it is no longer a draft.
    """
    letter = _own(actor, letter_id)
    if letter.state not in LETTER_OPEN:
        raise LetterStepError(state=letter.get_state_display(), action="修改")
    before = (letter.title, letter.text, letter.contact)
    letter.title, letter.text, letter.contact = told.title.strip(), told.text.strip(), told.contact.strip()
    if (letter.title, letter.text, letter.contact) != before:
        records.save(letter, "title", "text", "contact")
        _note(actor, letter, LetterAction.EDIT, at)
    return letter


@transaction.atomic
def sign_letter(*, actor: Actor, letter_id: int, at: datetime) -> Letter:
    """Sign a draft, by somebody with the right to sign who has not written it.

    :raises NotAllowedError: when the actor may not sign.
    :raises OwnLetterError: when the actor drafted it, or wrote it otherwise.
    """
    letter = _own(actor, letter_id)
    if not actor.may_sign:
        raise NotAllowedError
    if letter.was_written_by(actor.user_id):
        raise OwnLetterError
    return _stepped(actor, letter, LetterAction.SIGN, at)


@transaction.atomic
def give_back_letter(*, actor: Actor, letter_id: int, at: datetime) -> Letter:
    """Let a letter that has no number yet be written again."""
    return _stepped(actor, _own(actor, letter_id), LetterAction.GIVE_BACK, at)


@transaction.atomic
def discard_letter(*, actor: Actor, letter_id: int, at: datetime) -> Letter:
    """Give a letter up that did not go out."""
    return _stepped(actor, _own(actor, letter_id), LetterAction.DISCARD, at)


@transaction.atomic
def number_letter(*, actor: Actor, letter_id: int, number: str, dated_on: date, at: datetime) -> Letter:
    """Enter the number under which the office's registry sends a signed letter, and its day.

    :raises LetterNumberError: when it is not written as such numbers are.
    :raises LetterNumberTakenError: when the office has used it.
    """
    organisations.lock(actor.organisation_id)
    letter = _own(actor, letter_id)
    if not rules.is_number(number.strip()) or dated_on > day_of(at):
        raise LetterNumberError
    if taken := _taken(letter, number.strip()):
        raise LetterNumberTakenError(number=number.strip(), title=taken)
    letter.number, letter.dated_on = number.strip(), dated_on
    return _stepped(actor, letter, LetterAction.NUMBER, at, "number", "dated_on")


@transaction.atomic
def upload_letter_final(
    *, actor: Actor, letter_id: int, name: str, media_type: str, chunks: Iterable[bytes], at: datetime
) -> Document:
    """Keep the sealed final of a numbered letter that has not gone out yet.

    :raises LetterStepError: when it has no number yet, or went out.
    """
    letter = _own(actor, letter_id)
    if letter.state not in LETTER_SEALABLE:
        raise LetterStepError(state=letter.get_state_display(), action="上传定稿")
    return documents.store(
        owner=letter.owner, name=name, media_type=media_type, chunks=chunks, at=at, user_id=actor.user_id
    )


@transaction.atomic
def issue_letter(*, actor: Actor, letter_id: int, at: datetime) -> Letter:
    """Send a numbered letter to its addressee's desk, and write it down for each of its units that still lags.

    :raises LetterSettledError: when none does.
    """
    letter = _stepped(actor, _own(actor, letter_id), LetterAction.ISSUE, at)
    words = {"title": letter.title, "number": letter.number, "day": letter.act_by}
    _write_down(actor, letter, LetterAction.ISSUE, SENT.format(addressee=letter.addressee.name, **words), at)
    members = organisations.members_of({letter.addressee_id}, permissions.RECEIVERS, day_of(at))
    text = ARRIVED.format(node=letter.node.name, **words)
    path = PAGE.format(id=letter.pk)
    notifications.tell_many(told=[(user, text) for _unit, user in members], at=at, path=path)
    return letter


@transaction.atomic
def receive_letter(*, actor: Actor, letter_id: int, at: datetime) -> Letter:
    """Sign for a letter (签收), by the addressee's people.

    :raises UnknownLetterError: when no such letter went out to the actor's office.
    """
    letter = _locked(letter_id, addressee_id=actor.organisation_id)
    if not permissions.may_receive_letter(actor, letter):
        raise NotAllowedError
    return _stepped(actor, letter, LetterAction.RECEIVE, at)


@transaction.atomic
def note_notice(*, actor: Actor, letter_id: int, notice_number: str, at: datetime) -> Letter:
    """Write down that a notice names those of a letter's units that still lag: the last rung, after its last day.

    :raises TooEarlyForNoticeError: when the last day has not passed.
    :raises LetterNumberError: when the notice's number is not written as such numbers are.
    :raises LetterSettledError: when none lags any more.
    """
    letter = _own(actor, letter_id)
    if not rules.is_number(notice_number.strip()):
        raise LetterNumberError
    if day_of(at) <= letter.act_by:
        raise TooEarlyForNoticeError(day=letter.act_by)
    letter.notice_number = notice_number.strip()
    _stepped(actor, letter, LetterAction.NAME, at, "notice_number")
    text = NAMED.format(number=letter.number, notice=letter.notice_number)
    _write_down(actor, letter, LetterAction.NAME, text, at)
    return letter


def _own(actor: Actor, letter_id: int) -> Letter:
    require_finance(actor)
    return _locked(letter_id, node_id=actor.organisation_id)


def _locked(letter_id: int, **whose: int) -> Letter:
    rows = Letter.objects.select_for_update(of=("self",), no_key=True).select_related("node", "addressee")
    letter = rows.filter(pk=letter_id, **whose).first()
    if letter is None:
        raise UnknownLetterError
    return letter


def _stepped(actor: Actor, letter: Letter, action: str, at: datetime, *written: str) -> Letter:
    step = LETTER_MACHINE.step(action, letter.state)
    if step is None:
        raise LetterStepError(state=letter.get_state_display(), action=LetterAction(action).label)
    letter.state = step.target
    records.save(letter, "state", *written)
    _note(actor, letter, action, at)
    return letter


def _note(actor: Actor, letter: Letter, action: str, at: datetime) -> None:
    step = LetterStep(letter=letter, action=action, state=letter.state, user_id=actor.user_id, label=actor.label, at=at)
    records.save(step)


def _taken(letter: Letter, number: str) -> str:
    letters = Letter.objects.filter(node_id=letter.node_id, number=number).exclude(pk=letter.pk)
    announced = Announcement.objects.filter(node_id=letter.node_id, number=number, withdrawn_at=None)
    found = letters.values_list("title", flat=True).first()
    return found or announced.values_list("title", flat=True).first() or ""


def _write_down(actor: Actor, letter: Letter, action: LetterAction, text: str, at: datetime) -> None:
    late, kind = queries.still_lagging(letter), _SAYS[action]
    if not late:
        raise LetterSettledError(action=action.label)
    records.insert_many(
        [
            Contact(
                key=f"{kind}:{uuid4()}",
                node_id=letter.node_id,
                unit_id=unit,
                letter=letter,
                year=letter.year,
                kind=kind,
                channel=Channel.PAPER,
                text=text[:300],
                path=PAGE.format(id=letter.pk),
                state=ContactState.SENT,
                planned_at=at,
                due_at=at,
                sent_at=at,
                by_label=actor.label,
            )
            for unit in late
        ]
    )
