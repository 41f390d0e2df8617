"""Drafting, editing, refreshing and correcting notices."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.assessments import services as assessments
from nongcai.domain.notices import queries
from nongcai.domain.notices.errors import (
    DrafterKnownError,
    NotFinalError,
    NotQuotableError,
    NumberGoneError,
    PrintedAndSentApartError,
    SourceFormError,
    YearWithoutDataError,
)
from nongcai.domain.notices.models import Delivery, Form, Notice, NoticeKind
from nongcai.domain.notices.rules import is_source, quote, refreshed
from nongcai.domain.notices.services import stepping
from nongcai.domain.notices.states import EDITABLE, TAKE_OVER, NoticeState
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.errors import NoProgrammeError
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from nongcai.domain.assessments.models import Snapshot
    from nongcai.domain.organisations.actors import Actor

_USUAL = ("脱贫地区", 4)
_BY_COMMAND = N_("由系统命令生成")


@dataclass(frozen=True)
class NoticeTexts:
    """What a drafter may change; None leaves it as it is."""

    title: str | None = None
    mark_issuer: str | None = None
    signer: str | None = None
    addressees: str | None = None
    body: str | None = None
    form: str | None = None
    delivery: str | None = None
    dated_on: date | None = None
    copies_to: str | None = None
    printed_by: str | None = None


@transaction.atomic
def draft_notice(
    *, actor: Actor, node_id: int, year: int, data_date: date, at: datetime, by_command: bool = False
) -> Notice:
    """Freeze the figures of the actor's department and write the draft of a year's notice from them.

    :raises NotAllowedError: when the actor does not work in that finance department.
    :raises YearWithoutDataError: when the year has no directory of units.
    :raises DataDateError: when the data date lies before the year or in the future.
    """
    if actor.organisation_id != node_id:
        raise NotAllowedError
    if year not in organisations.listed_years(organisations.node(node_id).path):
        raise YearWithoutDataError(year=year)
    snapshot = assessments.take_snapshot(actor=actor, node_id=node_id, year=year, data_date=data_date, at=at)
    zone_name, leading_count = _usage(snapshot)
    notice = _new(actor, snapshot, at)
    notice.leading_count, notice.is_by_command = leading_count, by_command
    notice.title = queries.draft_title(snapshot, zone_name)
    notice.addressees = _addressees(queries.catalogue(snapshot, leading_count))
    notice.body = queries.draft_text(snapshot, zone_name=zone_name, leading_count=leading_count)
    records.save(notice)
    stepping.record(actor, notice, "draft", at=at, words=_BY_COMMAND if by_command else "")
    return notice


@transaction.atomic
def take_over(*, actor: Actor, notice_id: int, at: datetime) -> Notice:
    """接手拟稿: the actor answers for a text that a command drafted.

    :raises NotEditableError: when it was passed on.
    :raises DrafterKnownError: when somebody answers for it already.
    """
    notice = stepping.lock(actor, notice_id)
    stepping.require_state(notice, EDITABLE)
    if notice.created_by is not None:
        raise DrafterKnownError(label=notice.created_by)
    notice.created_by_id = actor.user_id
    records.save(notice, "created_by")
    stepping.record(actor, notice, TAKE_OVER, at=at)
    return notice


@transaction.atomic
def edit_notice(*, actor: Actor, notice_id: int, texts: NoticeTexts, at: datetime) -> Notice:
    """Change the texts of a draft.

    :raises NotEditableError: when it was passed on.
    :raises PrintedAndSentApartError: when all rankings are to be printed, and also sent apart.
    """
    notice = stepping.lock(actor, notice_id)
    stepping.require_state(notice, EDITABLE)
    # Browsers post line ends of their own.
    texts = replace(texts, body=None if texts.body is None else texts.body.replace("\r\n", "\n"))
    changed = [
        field.name for field in fields(texts) if getattr(texts, field.name) not in {None, getattr(notice, field.name)}
    ]
    for name in changed:
        setattr(notice, name, getattr(texts, name))
    _require_one_way(notice, changed)
    if changed:
        records.save(notice, *changed)
        stepping.forget_secrecy_check(notice)
        stepping.record(actor, notice, "edit", at=at)
        stepping.note_check(actor, notice, at=at)
    return notice


@transaction.atomic
def quote_number(
    *, actor: Actor, notice_id: int, paragraph: int, around: str, said: str, source: str, at: datetime
) -> Notice:
    """Note the source (出处) of a number that the ledger does not hold; `around` tells which one is meant.

    :raises NotEditableError: when the text was passed on.
    :raises SourceFormError: when the source is empty or would break the field.
    :raises NumberGoneError: when no such number stands there.
    :raises NotQuotableError: when the checker finds it wrong in a way that no source mends.
    """
    notice = stepping.lock(actor, notice_id)
    stepping.require_state(notice, EDITABLE)
    if not is_source(source.strip()):
        refusal = SourceFormError()
        refusal.fields["source"] = [str(refusal)]
        raise refusal
    lines = notice.body.splitlines()
    places = [number for number, line in enumerate(lines) if line.strip()]
    place = places[paragraph - 1] if 0 < paragraph <= len(places) else None
    quoted = place is not None and quote(lines[place].strip(), around=around, said=said, source=source.strip())
    if place is None or not quoted:
        raise NumberGoneError(paragraph=paragraph, said=said)
    for one in queries.check_text(notice):
        if (one.paragraph, one.around, one.said) == (paragraph, around, said) and not one.may_be_quoted:
            raise NotQuotableError(finding=one.message)
    lines[place] = quoted
    return edit_notice(actor=actor, notice_id=notice_id, texts=NoticeTexts(body="\n".join(lines)), at=at)


@transaction.atomic
def refresh_figures(*, actor: Actor, notice_id: int, data_date: date, at: datetime) -> Notice:
    """Freeze the figures anew and give every figure in the draft its new value.

    :raises NotEditableError: when it was passed on.
    :raises DataDateError: when the data date lies before the year or in the future.
    """
    notice = stepping.lock(actor, notice_id)
    stepping.require_state(notice, EDITABLE)
    notice.snapshot = assessments.take_snapshot(
        actor=actor, node_id=notice.node_id, year=notice.year, data_date=data_date, at=at
    )
    notice.body = refreshed(notice.body, queries.catalogue_of(notice).values)
    records.save(notice, "snapshot", "body")
    stepping.forget_secrecy_check(notice)
    stepping.record(actor, notice, "refresh", at=at)
    stepping.note_check(actor, notice, at=at)
    return notice


@transaction.atomic
def correct(*, actor: Actor, notice_id: int, data_date: date, at: datetime) -> Notice:
    """Draft a correction (更正通知) that shows all that was printed and has changed, as it was and as it is.

    :raises NotFinalError: when the notice was not issued yet.
    :raises DataDateError: when the data date lies before the year or in the future.
    """
    corrected = stepping.lock(actor, notice_id)
    if not corrected.is_frozen:
        raise NotFinalError
    snapshot = assessments.take_snapshot(
        actor=actor, node_id=corrected.node_id, year=corrected.year, data_date=data_date, at=at
    )
    notice = _new(actor, snapshot, at)
    notice.kind, notice.corrects = NoticeKind.CORRECTION, corrected
    notice.leading_count = corrected.leading_count
    notice.title = f"{corrected.node.name}关于更正{corrected.number}通知有关数据的通知"
    notice.addressees, notice.copies_to = corrected.addressees, corrected.copies_to
    notice.form, notice.delivery = corrected.form, corrected.delivery
    notice.body = queries.correction_text(notice, queries.catalogue_of(notice))
    records.save(notice)
    stepping.record(actor, notice, "draft", at=at)
    stepping.note_check(actor, notice, at=at)
    return notice


def _require_one_way(notice: Notice, changed: Collection[str]) -> None:
    """Refuse to print for everybody what is sent apart; a text that holds both from of old is not stopped by this."""
    if {"form", "delivery"}.isdisjoint(changed):
        return
    if notice.form == Form.FULL and notice.delivery == Delivery.EACH:
        refusal = PrintedAndSentApartError()
        refusal.fields["delivery"] = [str(refusal)]
        raise refusal


def _new(actor: Actor, snapshot: Snapshot, at: datetime) -> Notice:
    issuer = snapshot.node.name
    return Notice(
        node_id=snapshot.node_id,
        year=snapshot.year,
        kind=NoticeKind.NOTICE,
        snapshot=snapshot,
        state=NoticeState.DRAFTING,
        mark_issuer=f"{issuer}文件",
        signer=issuer,
        printed_by=f"{issuer}办公室",
        created_by_id=actor.user_id,
        created_at=at,
    )


def _usage(snapshot: Snapshot) -> tuple[str, int]:
    try:
        programme = programmes.programme_for(snapshot.node.region_id, snapshot.year)
    except NoProgrammeError:
        return _USUAL
    return programme.zone_name, programme.leading_count


def _addressees(known: queries.Catalogue) -> str:
    words = known.words
    groups = {"departments": f"{words.departments}各预算单位", "regions": f"各{words.regions.removeprefix('各')}财政局"}
    return "，".join(name for group, name in groups.items() if any(line.group == group for line in known.frozen.lines))
