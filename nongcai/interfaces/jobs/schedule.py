"""What runs when, by China's clock."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.accounts import services as accounts
from nongcai.domain.documents import services as documents
from nongcai.domain.holds import queries as hold_queries
from nongcai.domain.holds import services as holds
from nongcai.domain.imports import services as imports
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.repeats import services as repeats
from nongcai.domain.transactions import queries as transactions
from nongcai.interfaces.jobs.clock import daily

REPLIES_KEPT_DAYS = 30

logger = logging.getLogger(__name__)


@app.periodic(cron=daily(3, 10))
@app.task(name="documents.delete_expired", queueing_lock="documents.delete_expired")
def delete_expired(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Delete originals whose day has passed."""
    documents.delete_expired(at=timezone.now())


@app.periodic(cron=daily(3, 20))
@app.task(name="imports.clear_staging", queueing_lock="imports.clear_staging")
def clear_staging(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Clear staged rows that nobody waits for."""
    now = timezone.now()
    imports.clear_staging(at=now, unloaded_before=now - timedelta(days=settings.UNLOADED_KEPT_DAYS))


@app.periodic(cron=daily(3, 25))
@app.task(name="repeats.forget", queueing_lock="repeats.forget")
def forget_replies(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Forget what programs were answered a month ago: nobody makes such a call again."""
    repeats.forget(before=timezone.now() - timedelta(days=REPLIES_KEPT_DAYS))


@app.periodic(cron=daily(3, 30))
@app.task(name="ledger.check", queueing_lock="ledger.check")
def check_ledger(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Recompute the summaries; a difference is an alarm."""
    found = len(ledger.differences()) + len(transactions.uncounted())
    if found:
        logger.error("the ledger's summaries differ from its entries in %s places: run `nongcai ledger check`", found)


@app.periodic(cron=daily(3, 35))
@app.task(name="holds.check", queueing_lock="holds.check")
def check_holds(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Hold balances against the sums of what is held and taken; a difference is an alarm."""
    found = len(hold_queries.reconciliation())
    if found:
        logger.error("the balances of %s resources differ from what is held and taken of them", found)


@app.periodic(cron="* * * * *")
@app.task(name="holds.expire", queueing_lock="holds.expire")
def expire_holds(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Free what was held until a moment that has come."""
    holds.expire(at=timezone.now())


@app.periodic(cron=daily(3, 40))
@app.task(name="accounts.rest_idle", queueing_lock="accounts.rest_idle")
def rest_idle(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Mark the accounts that nobody has signed in with for long."""
    now = timezone.now()
    accounts.rest_idle(at=now, unused_since=now - timedelta(days=settings.IDLE_AFTER_DAYS))
