"""What is owed follows orders; reminders; whether the sums hold."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.payments import queries, services
from nongcai.foundation import wechat
from nongcai.interfaces.jobs.clock import daily

logger = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(name="payments.reckon", queueing_lock="payments.reckon")
def reckon(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Bring up to date what is owed for orders that have changed."""
    services.reckon_all(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="payments.ask_after", queueing_lock="payments.ask_after", lock="payments.ask_after")
def ask_after(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Ask the institution about payments and refunds of which nothing was heard."""
    services.ask_after(cashier=wechat.cashier(), at=timezone.now())


@app.periodic(cron=daily(8, 20))
@app.task(name="payments.remind", queueing_lock="payments.remind")
def remind(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Remind buyers of what is due, and whoever holds exceptions and claims past their day."""
    now = timezone.now()
    services.remind(at=now)
    services.remind_of_issues(at=now)
    services.remind_of_claims(at=now)


@app.periodic(cron=daily(3, 50))
@app.task(name="payments.check", queueing_lock="payments.check")
def check(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Compare transfers and orders with their allocations; a difference is an alarm."""
    found = queries.differences()
    if found:
        logger.error("sums of payments differ: %s", {name: len(keys) for name, keys in found.items()})
