"""Reading announcements, who lags, and what was sent to whom."""

from nongcai.domain.urging.queries.announcing import (
    announcements_for,
    attachments_of,
    readings_of,
    unread_by,
)
from nongcai.domain.urging.queries.contacting import (
    Manner,
    contacts_visible_to,
    gone_before,
    lock_due,
    manners,
    own_policy,
)
from nongcai.domain.urging.queries.lagging import (
    CONFIRM,
    ENDORSE,
    FILE,
    Lagging,
    Waiting,
    lagging,
    waiting_by_holder,
)

__all__ = [
    "CONFIRM",
    "ENDORSE",
    "FILE",
    "Lagging",
    "Manner",
    "Waiting",
    "announcements_for",
    "attachments_of",
    "contacts_visible_to",
    "gone_before",
    "lagging",
    "lock_due",
    "manners",
    "own_policy",
    "readings_of",
    "unread_by",
    "waiting_by_holder",
]
