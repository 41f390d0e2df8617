"""Reading one's messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.notifications.models import Message

if TYPE_CHECKING:
    from django.db.models import QuerySet


def messages_to(user_id: int) -> QuerySet[Message]:
    """Select a person's messages, the newest first."""
    return Message.objects.filter(recipient_id=user_id).order_by("-told_at", "-id")
