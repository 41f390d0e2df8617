"""What the clock does with incidents and questions."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.support import services
from nongcai.interfaces.jobs.clock import daily


@app.periodic(cron=daily(1, 10))
@app.task(name="support.escalate_late", queueing_lock="support.escalate_late")
def escalate_late(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Bring to the platform what a side has not answered in time."""
    services.escalate_late(at=timezone.now())


@app.periodic(cron=daily(8, 40))
@app.task(name="support.remind_platform", queueing_lock="support.remind_platform")
def remind_platform(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Remind the platform of what it has not decided or answered in time."""
    now = timezone.now()
    services.remind_platform(at=now)
    services.remind_of_questions(at=now)


@app.periodic(cron=daily(1, 20))
@app.task(name="support.close_answered", queueing_lock="support.close_answered")
def close_answered(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Close what was answered and asked no further."""
    services.close_answered(at=timezone.now())
