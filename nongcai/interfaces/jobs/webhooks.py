"""Confirmed filings on their way to other systems."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.webhooks import services as webhooks
from nongcai.foundation.posting import post

WHILE = timedelta(seconds=50)
# Longer than a batch can take when the receiver answers each message at the last moment.
LEASE = timedelta(minutes=15)


@app.task(name="webhooks.relay")
def relay(*, filings: list[list[int]], at: str) -> None:
    """Note what was confirmed for everybody who listens."""
    webhooks.relay(filings=[(filing, version) for filing, version in filings], at=datetime.fromisoformat(at))


@app.periodic(cron="* * * * *")
@app.task(name="webhooks.deliver", queueing_lock="webhooks.deliver", lock="webhooks.deliver")
def deliver(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Send what is due, for most of a minute."""
    begun = timezone.now()
    while timezone.now() - begun < WHILE:
        if not webhooks.deliver(post=post, clock=timezone.now, lease=LEASE):
            return
