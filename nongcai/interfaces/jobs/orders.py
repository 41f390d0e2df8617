"""What the clock does with orders."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.orders import services


@app.periodic(cron="*/10 * * * *")
@app.task(name="orders.run_clocks", queueing_lock="orders.run_clocks")
def run_clocks(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Let lapse what nobody signed, and accept what nobody looked at, when the time is up."""
    services.run_clocks(at=timezone.now())
