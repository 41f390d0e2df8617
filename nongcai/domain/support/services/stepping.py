"""Both sides and the platform act on an incident: reply, agree, raise, add, decide, appeal, withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.support import permissions, queries, rules
from nongcai.domain.support.errors import (
    AppealPastError,
    IncidentStepError,
    OutcomeError,
    UnknownIncidentError,
)
from nongcai.domain.support.models import Incident
from nongcai.domain.support.services.noting import (
    appeal_until,
    lock_order,
    move,
    note,
    require_words,
    resume_clock,
    stop_clock,
    tell,
)
from nongcai.domain.support.states import (
    DECISIONS,
    INCIDENT_MACHINE,
    WITH_OUTCOME,
    IncidentAction,
    Outcome,
    Side,
)
from nongcai.foundation import records
from nongcai.foundation.money import shown
from nongcai.foundation.texts import N_
from nongcai.foundation.years import chinese_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.orders.services import Photo
    from nongcai.domain.organisations.actors import Actor

_A = IncidentAction
WRITTEN = ("state", "holder", "since", "due_on", "ended_at", "steps", "reminded_on")
_OUTCOMES = ("proposal", "proposed_amount", "outcome", "amount", "appeal_due")
TOLD = {
    _A.REPLY: N_("对方已答复交易异常，请于{day}前同意或者提请平台处理，逾期转平台处理。"),
    _A.SETTLE: N_("发起方同意答复，交易异常已办结。"),
    _A.RAISE: N_("交易异常已提请平台处理，平台于{day}前决定。"),
    _A.ADD: N_("交易异常有补充材料。"),
    _A.DECIDE: N_("平台已决定交易异常：{outcome}。不同意的，可在{appeal}前申请复核。"),
    _A.APPEAL: N_("交易异常已申请复核，平台于{day}前作出复核决定。"),
    _A.REVIEW: N_("平台已作出复核决定：{outcome}。"),
    _A.WITHDRAW: N_("发起方已撤回交易异常。"),
}


@dataclass(frozen=True)
class ToldStep:
    """What somebody says; with a reply and a decision also the outcome, and the amount of a refund in part."""

    words: str
    outcome: str = ""
    amount: Decimal | None = None
    files: Sequence[Photo] = ()


@transaction.atomic
def take_step(
    *, actor: Actor, order_id: UUID, seq: int, action: IncidentAction, told: ToldStep, at: datetime
) -> Incident:
    """Take any step with an incident; when it ends, the order's clock goes on.

    :raises UnknownIncidentError: when there is none within sight.
    :raises IncidentStepError: when it is past that.
    :raises OutcomeError: when an outcome is wanted and there is none, or an amount that is not its.
    :raises IncidentWordsError: without words.
    :raises AppealPastError: when the days for an appeal are over.
    """
    lock_order(order_id)
    incident = _locked(actor, order_id, seq, action)
    words = require_words(told.words)
    was_open = incident.is_open
    if action == _A.APPEAL:
        _require_appeal(incident, at)
    if action in WITH_OUTCOME:
        _require_outcome(incident, told)
    _change(incident, action, told, at)
    records.save(incident, *WRITTEN, *_OUTCOMES)
    outcome, amount = (told.outcome, told.amount) if action in WITH_OUTCOME else ("", None)
    note(incident, action, actor=actor, words=words, at=at, outcome=outcome, amount=amount, files=told.files)
    if was_open and not incident.is_open:
        resume_clock(incident, actor=actor, at=at)
    if incident.is_open and not was_open:
        stop_clock(incident, actor=actor, at=at)
    _tell(incident, action, permissions.side_of(actor), at)
    return incident


def _locked(actor: Actor, order_id: UUID, seq: int, action: IncidentAction) -> Incident:
    rows = queries.incidents_visible_to(actor).select_for_update(no_key=True)
    incident = rows.filter(order_id=order_id, seq=seq).first()
    if incident is None:
        raise UnknownIncidentError(what=seq)
    permissions.require_act(actor, incident, action)
    return incident


def _change(incident: Incident, action: IncidentAction, told: ToldStep, at: datetime) -> None:
    """Bring in what the step says, and what follows of the table."""
    step = INCIDENT_MACHINE.step(action, incident.state)
    if step is None:
        raise IncidentStepError(state=incident.get_state_display(), action=action.label)
    incident.steps += 1
    if action == _A.REPLY:
        incident.proposal, incident.proposed_amount = told.outcome, told.amount
    elif action == _A.SETTLE:
        incident.outcome, incident.amount = Outcome.SETTLED, incident.proposed_amount
    elif action in WITH_OUTCOME:
        incident.outcome, incident.amount = told.outcome, told.amount
    # What is decided after an appeal stands.
    incident.appeal_due = appeal_until(incident, at) if action == _A.DECIDE else None
    if action != _A.ADD:
        incident.reminded_on = None
        move(incident, step.target, at)


def _require_appeal(incident: Incident, at: datetime) -> None:
    if not permissions.may_be_appealed(incident, at):
        raise AppealPastError(day=incident.appeal_due)


def _require_outcome(incident: Incident, told: ToldStep) -> None:
    is_refund = told.outcome == Outcome.REFUND
    if told.outcome not in DECISIONS or not rules.fits(told.amount, incident.most, is_refund=is_refund):
        raise OutcomeError(most=shown(incident.most))


def _tell(incident: Incident, action: IncidentAction, by: str, at: datetime) -> None:
    """Tell the other side, and the platform what it now has."""
    days = {"day": incident.due_on, "appeal": incident.appeal_due}
    facts = {name: chinese_day(day) if day else "" for name, day in days.items()}
    text = TOLD[action].format(**facts, outcome=incident.get_outcome_display())
    sides = [side.value for side in (Side.BUYER, Side.SELLER) if side != by]
    if incident.holder == Side.PLATFORM:
        sides.append(Side.PLATFORM)
    tell(incident, sides, text, at=at)
