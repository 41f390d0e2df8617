"""What was announced to somebody, and who has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.documents import queries as documents
from nongcai.domain.urging.models import Announcement

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.urging.models import AnnouncementReading


def announcements_for(actor: Actor) -> QuerySet[Announcement]:
    """Select what the finance departments above the actor, or its own, have announced, the newest first."""
    rows = Announcement.objects.filter(node_id__in=_line(actor), withdrawn_at=None).select_related("node")
    return rows.order_by("-published_at", "-pk")


def unread_by(actor: Actor, on: date) -> list[Announcement]:
    """Return what the actor is to be shown on a day and has not confirmed, the highest office's first."""
    rows = announcements_for(actor).filter(shown_from__lte=on, shown_until__gte=on)
    line = _line(actor)
    unread = rows.exclude(readings__user_id=actor.user_id or 0)
    return sorted(unread, key=lambda row: (line.index(row.node_id), row.published_at))


def readings_of(announcement: Announcement) -> QuerySet[AnnouncementReading]:
    """Select who has read an announcement, the latest first."""
    return announcement.readings.order_by("-read_at", "-pk")


def attachments_of(announcement: Announcement) -> QuerySet[Document]:
    """Select the files of an announcement."""
    return documents.documents_of(announcement.owner)


def _line(actor: Actor) -> list[int]:
    return [int(part) for part in actor.path.rstrip(".").split(".")]
