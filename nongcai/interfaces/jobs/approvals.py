"""Reminding those for whom something waits."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.orders import services as orders
from nongcai.interfaces.jobs.clock import daily


@app.periodic(cron=daily(9))
@app.task(name="approvals.remind_late", queueing_lock="approvals.remind_late")
def remind_late(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Remind whoever lets a purchase wait for approval for some workdays."""
    orders.remind_late(at=timezone.now(), after_days=settings.APPROVAL_REMINDER_DAYS)
