"""Whoever lets something wait for long is reminded, once a workday."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from nongcai.domain.approvals import queries
from nongcai.domain.approvals.models import ApprovalRequest
from nongcai.domain.approvals.rules import workdays_after
from nongcai.domain.approvals.services.telling import tell_late
from nongcai.domain.approvals.states import OPEN
from nongcai.domain.programmes import queries as programmes
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """What waits for approval without a request: since when, and for whom, by keys of accounts."""

    since: datetime
    who: frozenset[int]


@transaction.atomic
def remind_late(*, at: datetime, after_days: int, beside: Sequence[Waiting] = ()) -> int:
    """Remind those who decide of what has waited for more than so many workdays; return of how much.

    `beside` is what a room above lets wait: each is told of both in one figure. On a day off nobody is reminded. Run
    again on the same day, it reminds of no request once more; what waits beside them has no note of it.
    """
    today = day_of(at)
    rows = ApprovalRequest.objects.filter(state__in=OPEN)
    untold = rows.filter(Q(reminded_on=None) | Q(reminded_on__lt=today))
    # Locked alone, then read: whoever waited for a row that moved on would not find it beside the level of before.
    list(untold.select_for_update(no_key=True).order_by("subject").values_list("subject", flat=True))
    waiting = list(rows.select_related("level").order_by("subject"))
    since = {day_of(one.waits_since) for one in waiting} | {day_of(one.since) for one in beside}
    off = programmes.days_off(*{today.year, *(day.year for day in since)})
    if today in off:
        return 0
    late = {day for day in since if workdays_after(day, today, off) > after_days}
    requests = [one for one in waiting if day_of(one.waits_since) in late]
    others = [one for one in beside if day_of(one.since) in late]
    return _remind(requests, others, after_days, at)


def _remind(requests: Sequence[ApprovalRequest], others: Sequence[Waiting], after_days: int, at: datetime) -> int:
    """Tell each for whom something waits of which nobody was told today, how much waits in all."""
    today = day_of(at)
    who = {one.subject: [post.user_id for post in queries.deciders_of(one, today)] for one in requests}
    counts = Counter(user for users in who.values() for user in users) + Counter(
        user for one in others for user in one.who
    )
    new = [one.subject for one in requests if one.reminded_on != today]
    told = {user for subject in new for user in who[subject]}.union(*(one.who for one in others))
    tell_late({user: counts[user] for user in sorted(told)}, after_days, at)
    records.change(ApprovalRequest.objects.filter(subject__in=new, state__in=OPEN), reminded_on=today)
    return len(new) + len(others)
