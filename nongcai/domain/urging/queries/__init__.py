"""Reading announcements, who lags, and what was sent to whom."""

from nongcai.domain.urging.queries.announcing import (
    announcements_for,
    attachments_of,
    readings_of,
    unread_by,
)
from nongcai.domain.urging.queries.contacting import (
    Manner,
    contacts_of,
    contacts_visible_to,
    gone_before,
    known_keys,
    lock_due,
    manners,
    own_policy,
    rung_of,
)
from nongcai.domain.urging.queries.lagging import (
    CONFIRM,
    ENDORSE,
    FILE,
    Bureau,
    Lagging,
    Waiting,
    lagging,
    lagging_bureaus,
    waiting_by_holder,
)

__all__ = [
    "CONFIRM",
    "ENDORSE",
    "FILE",
    "Bureau",
    "Lagging",
    "Manner",
    "Waiting",
    "announcements_for",
    "attachments_of",
    "contacts_of",
    "contacts_visible_to",
    "gone_before",
    "known_keys",
    "lagging",
    "lagging_bureaus",
    "lock_due",
    "manners",
    "own_policy",
    "readings_of",
    "rung_of",
    "unread_by",
    "waiting_by_holder",
]
