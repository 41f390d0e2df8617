"""What the clock does with orders."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.orders import services
from nongcai.interfaces.jobs.clock import daily


@app.periodic(cron="*/10 * * * *")
@app.task(name="orders.run_clocks", queueing_lock="orders.run_clocks")
def run_clocks(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Let lapse what nobody signed, and accept what nobody looked at, when the time is up."""
    services.run_clocks(at=timezone.now())


@app.periodic(cron=daily(2, 30))
@app.task(name="orders.score_suppliers", queueing_lock="orders.score_suppliers")
def score_suppliers(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Reckon what buyers thought of suppliers in the last year."""
    services.score_suppliers(at=timezone.now())
