"""Telling people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.notifications.models import Message
from nongcai.foundation import queue, records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@transaction.atomic
def tell(*, user_id: int, text: str, at: datetime, path: str = "") -> Message:
    """Leave a message and queue its delivery."""
    message = Message(recipient_id=user_id, text=text, path=path, told_at=at)
    records.save(message)
    queue.defer("notifications.deliver", message_id=message.pk)
    return message


@transaction.atomic
def tell_many(*, told: Sequence[tuple[int, str]], at: datetime, path: str = "") -> int:
    """Leave a message to each of these people, (user id, text), and queue their delivery as one job."""
    messages = [Message(recipient_id=user_id, text=text, path=path, told_at=at) for user_id, text in told]
    kept = records.insert_many(messages)
    if kept:
        queue.defer("notifications.deliver_many", message_ids=[message.pk for message in kept])
    return len(kept)


@transaction.atomic
def deliver_many(*, message_ids: Sequence[int], at: datetime) -> None:
    """Mark messages delivered."""
    records.change(Message.objects.filter(pk__in=list(message_ids), delivered_at=None), delivered_at=at)


@transaction.atomic
def deliver(*, message_id: int, at: datetime) -> None:
    """Mark a message delivered: inside the site it is there as soon as it is written."""
    records.change(Message.objects.filter(pk=message_id, delivered_at=None), delivered_at=at)


@transaction.atomic
def mark_read(*, user_id: int, at: datetime) -> int:
    """Mark all of a person's messages read; return how many were new."""
    return records.change(Message.objects.filter(recipient_id=user_id, read_at=None), read_at=at)
