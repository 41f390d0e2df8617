"""Incidents whose day has passed: what a side leaves lying goes to the platform, and the platform is reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.suppliers import services as suppliers
from nongcai.domain.support.models import Incident
from nongcai.domain.support.services.noting import lock_order, move, note, tell
from nongcai.domain.support.services.stepping import WRITTEN
from nongcai.domain.support.states import INCIDENT_MACHINE, IncidentAction, Side
from nongcai.foundation import records
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

ESCALATED = N_("交易异常逾期未办理，已转平台处理。")
OVERDUE = N_("有{count}项交易异常已超过决定期限，请尽快办理。")
_MOST = 500
_WAITING = [
    state for one in INCIDENT_MACHINE.transitions if one.action == IncidentAction.ESCALATE for state in one.sources
]


def escalate_late(*, at: datetime) -> int:
    """Bring to the platform what was not answered in time, each in a transaction of its own; return how many."""
    rows = Incident.objects.filter(ended_at=None, state__in=_WAITING, due_on__lt=day_of(at))
    late = list(rows.order_by("due_on", "order_id").values_list("order_id", "seq")[:_MOST])
    return sum(escalate(order_id=order_id, seq=seq, at=at) for order_id, seq in late)


@transaction.atomic
def escalate(*, order_id: UUID, seq: int, at: datetime) -> bool:
    """Bring an incident to the platform if its day has still passed; say whether it has."""
    lock_order(order_id)
    incident = Incident.objects.select_for_update(no_key=True).filter(order_id=order_id, seq=seq).first()
    if incident is None or incident.due_on is None or incident.due_on >= day_of(at):
        return False
    step = INCIDENT_MACHINE.step(IncidentAction.ESCALATE, incident.state)
    if step is None:
        return False
    incident.steps += 1
    move(incident, step.target, at)
    records.save(incident, *WRITTEN)
    actor = organisations.operator_of_machine()
    note(incident, IncidentAction.ESCALATE, actor=actor, words=ESCALATED, at=at)
    tell(incident, [Side.BUYER, Side.SELLER, Side.PLATFORM], ESCALATED, at=at)
    return True


@transaction.atomic
def remind_platform(*, at: datetime) -> int:
    """Remind the platform, once a day, of what it has not decided in time; return how many those are."""
    today = day_of(at)
    late = Incident.objects.filter(ended_at=None, holder=Side.PLATFORM, due_on__lt=today).exclude(reminded_on=today)
    count = records.change(late, reminded_on=today)
    if count:
        suppliers.tell_platform(OVERDUE.format(count=count), at=at, page="/incidents/?show=waiting")
    return count
