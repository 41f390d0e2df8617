"""Delivery of messages."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.notifications import services as notifications


@app.task(name="notifications.deliver")
def deliver(*, message_id: int) -> None:
    """Deliver one message."""
    notifications.deliver(message_id=message_id, at=timezone.now())


@app.task(name="notifications.deliver_many")
def deliver_many(*, message_ids: list[int]) -> None:
    """Deliver messages that were left together."""
    notifications.deliver_many(message_ids=message_ids, at=timezone.now())
