"""Reading one's messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.notifications.models import Message
from nongcai.foundation import planned

if TYPE_CHECKING:
    from django.db.models import QuerySet

_UNREAD = "SELECT count(*) FROM notifications_message WHERE recipient_id = %s AND read_at IS NULL"


def messages_to(user_id: int) -> QuerySet[Message]:
    """Select a person's messages, the newest first."""
    return Message.objects.filter(recipient_id=user_id).order_by("-told_at", "-id")


def unread_by(user_id: int) -> int:
    """Count the messages that a person has not read; asked with every page."""
    ((count,),) = planned.rows(_UNREAD, [user_id])
    return int(count)
