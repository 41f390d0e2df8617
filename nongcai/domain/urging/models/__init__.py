"""Tables of the room."""

from nongcai.domain.urging.models.announcement import Announcement, AnnouncementReading

__all__ = ["Announcement", "AnnouncementReading"]
