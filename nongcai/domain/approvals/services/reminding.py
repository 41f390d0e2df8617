"""Whoever lets something wait for long is reminded, once a workday."""

from __future__ import annotations

from collections import Counter
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
    from datetime import datetime


@transaction.atomic
def remind_late(*, at: datetime, after_days: int) -> int:
    """Remind those who decide of what has waited for more than so many workdays; return of how much.

    On a day off nobody is reminded; run again on the same day, it reminds of nothing more.
    """
    today = day_of(at)
    rows = ApprovalRequest.objects.filter(state__in=OPEN).filter(Q(reminded_on=None) | Q(reminded_on__lt=today))
    # Locked alone, then read: whoever waited for a row that moved on would not find it beside the level of before.
    held = list(rows.select_for_update(no_key=True).order_by("subject").values_list("subject", flat=True))
    waiting = list(rows.filter(subject__in=held).select_related("level").order_by("subject"))
    off = programmes.days_off(*{today.year, *(day_of(one.waits_since).year for one in waiting)})
    if today in off:
        return 0
    late = [one for one in waiting if workdays_after(day_of(one.waits_since), today, off) > after_days]
    counts = Counter(post.user_id for one in late for post in queries.deciders_of(one, today))
    tell_late(counts, after_days, at)
    records.change(
        ApprovalRequest.objects.filter(subject__in=[one.subject for one in late], state__in=OPEN), reminded_on=today
    )
    return len(late)
