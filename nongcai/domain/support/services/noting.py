"""Steps of incidents, whose turn it is until when, the order's clock, and who is told."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from nongcai.domain.notifications import services as notifications
from nongcai.domain.orders import services as orders
from nongcai.domain.orders.errors import ClockError
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.suppliers import services as suppliers
from nongcai.domain.support import queries
from nongcai.domain.support.errors import IncidentWordsError
from nongcai.domain.support.models import Incident, IncidentStep
from nongcai.domain.support.states import OPEN_INCIDENTS, PART_OF, IncidentAction, IncidentState, Part, Side
from nongcai.foundation import records
from nongcai.foundation.texts import N_
from nongcai.foundation.years import after_workdays, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.orders.services import Photo
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.support.rules import Terms

_LONGEST = 1000
STOPPED, RESUMED = N_("交易异常办理中"), N_("交易异常已办结")
# Whoever acts for a body that buys is told.
_BUYERS = (Role.BUYER, Role.ACCEPTOR, Role.ACCOUNTANT)


def lock_order(order_id: UUID) -> None:
    """Hold all incidents of an order: which of them is the last to end decides on its clock."""
    records.lock_keys([f"incidents:{order_id}"])


def require_words(words: str) -> str:
    """Want some words, not too many.

    :raises IncidentWordsError: when there are none, or more than are kept.
    """
    told = words.strip()
    if not told or len(told) > _LONGEST:
        raise IncidentWordsError
    return told


def move(incident: Incident, state: str, at: datetime) -> None:
    """Bring an incident into a state: who has it, until when, or that it has ended; its row is not written yet."""
    incident.state = state
    incident.since = at
    if state in OPEN_INCIDENTS:
        part = PART_OF[IncidentState(state)]
        incident.holder = incident.side_of(part)
        incident.due_on = _day(_days(_terms(incident, at), part), at)
        incident.ended_at = None
    else:
        incident.holder, incident.due_on, incident.ended_at = Side.NOBODY, None, at


def appeal_until(incident: Incident, at: datetime) -> date:
    """Return the last day for an appeal against what is decided now."""
    return _day(_terms(incident, at).appeal_days, at)


def note(
    incident: Incident,
    action: IncidentAction,
    *,
    actor: Actor,
    words: str,
    at: datetime,
    outcome: str = "",
    amount: Decimal | None = None,
    files: Sequence[Photo] = (),
) -> IncidentStep:
    """Write down a step that was taken as the incident's latest, with its files."""
    step = IncidentStep(
        order_id=incident.order_id,
        seq=incident.seq,
        step=incident.steps,
        action=action,
        state=incident.state,
        user_id=actor.user_id,
        by_label=actor.label[:64],
        by_office=actor.organisation_name[:128],
        outcome=outcome,
        amount=amount,
        words=words,
        at=at,
    )
    records.save(step)
    orders.keep_evidence(actor=actor, owner=step.owner, photos=files, at=at)
    return step


def stop_clock(incident: Incident, *, actor: Actor, at: datetime) -> None:
    """Let the order's clock stand still; where another incident has stopped it, it stands already."""
    with suppress(ClockError):
        orders.stop_clock(actor=actor, order_id=incident.order_id, words=STOPPED, at=at)


def resume_clock(incident: Incident, *, actor: Actor, at: datetime) -> None:
    """Let the order's clock go on, unless another incident of the order is open."""
    rows = Incident.objects.filter(order_id=incident.order_id, ended_at=None).exclude(seq=incident.seq)
    if not rows.exists():
        with suppress(ClockError):
            orders.resume_clock(actor=actor, order_id=incident.order_id, words=RESUMED, at=at)


def tell(incident: Incident, sides: Sequence[str], text: str, *, at: datetime) -> None:
    """Leave a message to the people of sides."""
    said, page = f"订单{incident.number}：{text}", f"/incidents/{incident.order_id}/{incident.seq}/"
    if Side.PLATFORM in sides:
        suppliers.tell_platform(said, at=at, page=page)
    found: list[tuple[int, int]] = []
    if Side.BUYER in sides:
        found += organisations.members_of([incident.buyer_id], _BUYERS, day_of(at))
    if Side.SELLER in sides:
        found += organisations.members_of([incident.seller_id], [Role.SUPPLIER], day_of(at))
    notifications.tell_many(told=[(user_id, said) for _place, user_id in found], at=at, path=page)


def _terms(incident: Incident, at: datetime) -> Terms:
    return queries.terms_on(day_of(at))[incident.level]


def _days(terms: Terms, part: str) -> int:
    return terms.decide_days if part == Part.PLATFORM else terms.reply_days


def _day(days: int, at: datetime) -> date:
    today = day_of(at)
    return after_workdays(today, days, programmes.days_off(today.year, today.year + 1))
