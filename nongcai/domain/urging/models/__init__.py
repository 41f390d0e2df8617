"""The tables of the room."""

from nongcai.domain.urging.models.announcement import Announcement, AnnouncementReading
from nongcai.domain.urging.models.contact import Contact, ReminderPolicy
from nongcai.domain.urging.models.letter import Letter, LetterStep

__all__ = ["Announcement", "AnnouncementReading", "Contact", "Letter", "LetterStep", "ReminderPolicy"]
