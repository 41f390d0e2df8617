"""Delivery of messages."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.notifications import services as notifications


@app.task(name="notifications.deliver")
def deliver(*, message_id: int) -> None:
    """Deliver one message."""
    notifications.deliver(message_id=message_id, at=timezone.now())
