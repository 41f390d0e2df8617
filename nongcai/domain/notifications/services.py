"""Telling people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.notifications.models import Message
from nongcai.foundation import queue, records
from nongcai.foundation.records import Part

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
def tell_many(*, told: Sequence[tuple[int, str]], at: datetime, path: str = "", renews: str = "") -> int:
    """Leave a message to each of these people, (user id, text), and queue their delivery as one job.

    What a person has not read yet and whose path ends in `renews` is written anew, so that such do not pile up.
    """
    unread = _unread([user_id for user_id, _ in told], renews) if renews else {}
    messages = [
        unread.get(user_id) or Message(recipient_id=user_id, text=text, path=path, told_at=at) for user_id, text in told
    ]
    for message, (_user, text) in zip(messages, told, strict=True):
        message.text, message.path, message.told_at, message.delivered_at = text, path, at, None
    records.update_many([one for one in messages if one.pk], "text", "path", "told_at", "delivered_at")
    records.insert_many([one for one in messages if not one.pk])
    if messages:
        queue.defer("notifications.deliver_many", message_ids=[message.pk for message in messages])
    return len(messages)


def telling(*, who: Part, text: str, path: str, at: datetime) -> Part:
    """Leave a message to each of whom a SELECT of `user_id` tells; it is there as soon as it is written."""
    return Part(
        f"""messages AS (
    INSERT INTO notifications_message (recipient_id, text, path, told_at, delivered_at)
    SELECT people.user_id, %(told_text)s, %(told_path)s, %(told_at)s::timestamptz, %(told_at)s
    FROM ({who.text}) people
)""",
        {"told_text": text, "told_path": path, "told_at": at, **who.values},
    )


def _unread(user_ids: Sequence[int], ending: str) -> dict[int, Message]:
    rows = Message.objects.select_for_update(no_key=True).filter(recipient_id__in=user_ids, read_at=None)
    return {row.recipient_id: row for row in rows.filter(path__endswith=ending).order_by("pk")}


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
