"""Reading announcements."""

from nongcai.domain.urging.queries.announcing import (
    announcements_for,
    attachments_of,
    readings_of,
    unread_by,
)

__all__ = ["announcements_for", "attachments_of", "readings_of", "unread_by"]
