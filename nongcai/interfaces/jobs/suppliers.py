"""Warning of papers that end."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.suppliers import services
from nongcai.interfaces.jobs.clock import daily


@app.periodic(cron=daily(8))
@app.task(name="suppliers.warn_of_ends", queueing_lock="suppliers.warn_of_ends")
def warn_of_ends(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Warn suppliers, and their counties, of papers that end soon or have ended."""
    services.warn_of_ends(at=timezone.now())
