"""Confirmed filings are announced to whoever listens upstairs: in the same transaction, by a job's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.foundation import queue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.shares.models import ShareFiling

AT_ONCE = 5000


def announce(rows: Sequence[ShareFiling], *, at: datetime) -> None:
    """Announce those of the filings that count as they stand."""
    counted = [[row.pk, row.version] for row in rows if row.counted_version == row.version]
    for start in range(0, len(counted), AT_ONCE):
        queue.defer("webhooks.relay", filings=counted[start : start + AT_ONCE], at=at.isoformat())
