"""The ladder of measures (处理措施): notice, reply, decision, appeal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.suppliers import permissions, queries
from nongcai.domain.suppliers.errors import (
    DayNotYetError,
    DayPastError,
    MeasureStandsError,
    ReplyTimeError,
    StepNotPermittedError,
    WordsMissingError,
)
from nongcai.domain.suppliers.models import Measure, MeasureStep, Supplier
from nongcai.domain.suppliers.services.spanning import respan
from nongcai.domain.suppliers.services.stepping import tell_county, tell_platform, tell_supplier
from nongcai.domain.suppliers.states import (
    FORCED,
    MEASURE_MACHINE,
    OPEN_MEASURES,
    MeasureAction,
    MeasureKind,
    MeasureState,
)
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_
from nongcai.foundation.years import chinese_day, day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor

PAGE = "/suppliers/measures/"
NOTIFIED = N_("平台拟作出处理措施“{kind}”：{cause}。可在{day}前陈述申辩。")
DECIDED = N_("平台已作出处理措施“{kind}”。对决定有异议的，可在{day}前申诉。")
ENDED = N_("处理措施“{kind}”：{state}。")
TOLD_COUNTY = N_("平台对“{name}”{state}处理措施“{kind}”。")
HEARD = N_("“{name}”对处理措施“{kind}”提交了{what}。")


@dataclass(frozen=True)
class Decision:
    """From when to when a measure is in force, and until when the supplier may appeal."""

    since: date
    until: date | None
    appeal_due: date
    words: str


@transaction.atomic
def notify(*, actor: Actor, supplier_id: int, kind: MeasureKind, cause: str, reply_due: date, at: datetime) -> Measure:
    """Tell a supplier, and its county, which measure is intended and why; it may reply until a day.

    :raises NotAllowedError: when the actor is not the platform's.
    :raises WordsMissingError: without the cause.
    :raises ReplyTimeError: when the last day for the reply is not after today.
    :raises MeasureStandsError: when one of this kind is open or in force.
    """
    permissions.require_admitter(actor)
    supplier = (
        Supplier.objects.select_for_update(of=("self",), no_key=True)
        .select_related("county")
        .filter(pk=supplier_id)
        .first()
    )
    if supplier is None:
        raise NotFoundError(what=supplier_id)
    if not cause.strip():
        raise WordsMissingError(what="事由和依据")
    if reply_due <= day_of(at):
        raise ReplyTimeError
    if Measure.objects.filter(supplier=supplier, kind=kind, state__in=(*OPEN_MEASURES, *FORCED)).exists():
        raise MeasureStandsError(kind=kind.label)
    measure = Measure(supplier=supplier, kind=kind, cause=cause, reply_due=reply_due, notified_at=at)
    records.save(measure)
    _note(measure, MeasureAction.NOTIFY, actor, cause, at)
    facts = {"kind": kind.label, "cause": cause, "day": chinese_day(reply_due)}
    tell_supplier(supplier, NOTIFIED.format(**facts), at=at, page=PAGE)
    _tell_county(measure, at)
    return measure


@transaction.atomic
def reply(*, actor: Actor, measure_id: int, words: str, at: datetime) -> Measure:
    """Say something to a measure that is intended (陈述申辩).

    :raises DayPastError: when the days for it are over.
    """
    measure = _locked(actor, measure_id, MeasureAction.REPLY)
    if day_of(at) > measure.reply_due:
        raise DayPastError(what="陈述申辩", day=measure.reply_due)
    _take(measure, MeasureAction.REPLY, actor, _worded(words, "陈述申辩的内容"), at)
    facts = {"name": measure.supplier.name, "kind": measure.get_kind_display(), "what": "陈述申辩"}
    tell_platform(HEARD.format(**facts), at=at, page=PAGE)
    return measure


@transaction.atomic
def decide(*, actor: Actor, measure_id: int, decision: Decision, at: datetime) -> Measure:
    """Take a measure, after the supplier has replied or the days for it are over.

    :raises DayNotYetError: when the supplier may still reply.
    """
    measure = _locked(actor, measure_id, MeasureAction.DECIDE)
    if MEASURE_MACHINE.step(MeasureAction.REPLY, measure.state) and day_of(at) <= measure.reply_due:
        raise DayNotYetError(what="陈述申辩期限", day=measure.reply_due)
    measure.since, measure.until, measure.appeal_due = decision.since, decision.until, decision.appeal_due
    _take(measure, MeasureAction.DECIDE, actor, _worded(decision.words, "处理决定的理由"), at)
    facts = {"kind": measure.get_kind_display(), "day": chinese_day(decision.appeal_due)}
    tell_supplier(measure.supplier, DECIDED.format(**facts), at=at, page=PAGE)
    _tell_county(measure, at)
    return measure


@transaction.atomic
def drop(*, actor: Actor, measure_id: int, words: str, at: datetime) -> Measure:
    """Leave an intended measure."""
    return _end(actor, measure_id, MeasureAction.DROP, words, at)


@transaction.atomic
def appeal(*, actor: Actor, measure_id: int, words: str, at: datetime) -> Measure:
    """Ask that a measure in force be looked at again; it stays in force meanwhile.

    :raises DayPastError: when the days for it are over.
    """
    measure = _locked(actor, measure_id, MeasureAction.APPEAL)
    if measure.appeal_due is not None and day_of(at) > measure.appeal_due:
        raise DayPastError(what="申诉", day=measure.appeal_due)
    _take(measure, MeasureAction.APPEAL, actor, _worded(words, "申诉的理由"), at)
    facts = {"name": measure.supplier.name, "kind": measure.get_kind_display(), "what": "申诉"}
    tell_platform(HEARD.format(**facts), at=at, page=PAGE)
    return measure


@transaction.atomic
def uphold(*, actor: Actor, measure_id: int, words: str, at: datetime) -> Measure:
    """Leave a measure as it was decided after an appeal."""
    return _end(actor, measure_id, MeasureAction.UPHOLD, words, at)


@transaction.atomic
def lift(*, actor: Actor, measure_id: int, words: str, at: datetime) -> Measure:
    """End a measure: the supplier has everything that it had."""
    return _end(actor, measure_id, MeasureAction.LIFT, words, at)


def _end(actor: Actor, measure_id: int, action: MeasureAction, words: str, at: datetime) -> Measure:
    measure = _locked(actor, measure_id, action)
    _take(measure, action, actor, _worded(words, "办理的理由"), at)
    facts = {"kind": measure.get_kind_display(), "state": measure.get_state_display()}
    tell_supplier(measure.supplier, ENDED.format(**facts), at=at, page=PAGE)
    _tell_county(measure, at)
    return measure


def _locked(actor: Actor, measure_id: int, action: MeasureAction) -> Measure:
    rows = queries.measures_visible_to(actor).select_for_update(of=("self",), no_key=True)
    measure = rows.filter(pk=measure_id).first()
    if measure is None:
        raise NotFoundError(what=measure_id)
    if action not in permissions.acts_on_measure(measure, actor):
        if not any(one.action == action and one.role == actor.role for one in MEASURE_MACHINE.transitions):
            raise NotAllowedError
        raise StepNotPermittedError(state=measure.get_state_display(), action=action.label)
    return measure


def _take(measure: Measure, action: MeasureAction, actor: Actor, words: str, at: datetime) -> None:
    step = MEASURE_MACHINE.step(action, measure.state)
    if step is None:
        raise StepNotPermittedError(state=measure.get_state_display(), action=action.label)
    measure.state = MeasureState(step.target)
    records.save(measure, "state", "since", "until", "appeal_due")
    respan(measure.supplier_id)
    _note(measure, action, actor, words, at)


def _note(measure: Measure, action: MeasureAction, actor: Actor, words: str, at: datetime) -> None:
    records.save(
        MeasureStep(
            measure=measure,
            action=action,
            state=measure.state,
            user_id=actor.user_id,
            by_label=actor.label,
            by_office=actor.organisation_name,
            words=words,
            at=at,
        )
    )


def _worded(words: str, what: str) -> str:
    if not words.strip():
        raise WordsMissingError(what=what)
    return words.strip()


def _tell_county(measure: Measure, at: datetime) -> None:
    facts = {"name": measure.supplier.name, "kind": measure.get_kind_display(), "state": measure.get_state_display()}
    tell_county(measure.supplier, TOLD_COUNTY.format(**facts), at=at, page=PAGE)
