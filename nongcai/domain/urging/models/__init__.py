"""The tables of the room."""

from nongcai.domain.urging.models.announcement import Announcement, AnnouncementReading
from nongcai.domain.urging.models.contact import Contact, ReminderPolicy

__all__ = ["Announcement", "AnnouncementReading", "Contact", "ReminderPolicy"]
