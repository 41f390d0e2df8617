"""What the clock does with orders."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.orders import services
from nongcai.interfaces.jobs.clock import daily


@app.periodic(cron="*/10 * * * *")
@app.task(name="orders.run_clocks", queueing_lock="orders.run_clocks")
def run_clocks(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Let lapse what nobody signed, and accept what nobody looked at, when the time is up."""
    services.run_clocks(at=timezone.now())


@app.periodic(cron="5 * * * *")
@app.task(name="orders.count_fulfilled", queueing_lock="orders.count_fulfilled", lock="orders.count_fulfilled")
def count_fulfilled(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Count what a rule lets count that was put in force after the last step."""
    services.count_fulfilled(at=timezone.now())


@app.periodic(cron=daily(2, 30))
@app.task(name="orders.score_suppliers", queueing_lock="orders.score_suppliers")
def score_suppliers(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Reckon what buyers thought of suppliers in the last year."""
    services.score_suppliers(at=timezone.now())


@app.periodic(cron=daily(6, 10))
@app.task(name="orders.queue_standing", queueing_lock="orders.queue_standing")
def queue_standing(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Queue what standing orders order today."""
    services.queue_standing(at=timezone.now())


@app.task(name="orders.place_standing")
def place_standing(*, standing_id: int, day: str, supplier_id: int) -> None:
    """Order one supplier's goods of a delivery."""
    services.place_standing(
        standing_id=standing_id, day=date.fromisoformat(day), supplier_id=supplier_id, at=timezone.now()
    )
