"""Acts of the room."""

from nongcai.domain.urging.services.announcing import (
    AttachedFile,
    ToldAnnouncement,
    acknowledge,
    announce,
    withdraw_announcement,
)

__all__ = ["AttachedFile", "ToldAnnouncement", "acknowledge", "announce", "withdraw_announcement"]
