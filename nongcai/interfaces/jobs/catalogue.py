"""What like offers cost, and whose prices are above a limit."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.catalogue import services


@app.periodic(cron="35 */3 * * *")
@app.task(name="catalogue.reckon_like_prices", queueing_lock="catalogue.reckon_like_prices")
def reckon_like_prices(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Reckon anew what like offers cost."""
    services.reckon_like_prices(at=timezone.now())


@app.periodic(cron="50 5 * * *")
@app.task(name="catalogue.watch_all_prices", queueing_lock="catalogue.watch_all_prices")
def watch_all_prices(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Ask about prices that are above a limit, and end what is so no more."""
    services.watch_all_prices(at=timezone.now())
