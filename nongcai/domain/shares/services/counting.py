"""What a filing counts in the ledger: confirmed it is booked, changed it is undone and booked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.ledger.services import NewEntry
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.shares.models import ShareFiling

RULE, UNDONE = "filing_confirmed", "filing_replaced"
COUNTED = ("counted_version", "counted_reserved", "counted_total", "reserved_initially")


def let_count(filing: ShareFiling) -> None:
    """Let a filing count as it stands; the first time, that is what it reserved initially (年初预留数)."""
    filing.counted_version, filing.counted_reserved = filing.version, filing.reserved
    filing.counted_total = filing.canteen_total
    if filing.reserved_initially is None:
        filing.reserved_initially = filing.reserved


def entries(filing: ShareFiling, *, at: datetime, origin: str) -> list[NewEntry]:
    """Return the entries of what a filing counts; none when it counts nothing."""
    return _entries(filing, sign=1, at=at, origin=origin)


def taken_back(filing: ShareFiling, *, at: datetime, origin: str) -> list[NewEntry]:
    """Let a filing count nothing, and return the opposites of what it counted."""
    found = _entries(filing, sign=-1, at=at, origin=origin)
    filing.counted_version, filing.counted_reserved, filing.counted_total = None, None, None
    return found


def _entries(filing: ShareFiling, *, sign: int, at: datetime, origin: str) -> list[NewEntry]:
    if filing.counted_version is None:
        return []
    source = f"filing:{filing.pk}:{filing.counted_version}" + (":undone" if sign < 0 else "")
    amounts = {"reserved": filing.counted_reserved or ZERO, "canteen_total": filing.counted_total or ZERO}
    return [
        NewEntry(
            unit_id=filing.organisation_id,
            year=filing.year,
            kind=kind,
            channel="canteen",
            origin=origin,
            amount=amount * sign,
            sign=sign,
            source=source,
            rule=RULE if sign > 0 else UNDONE,
            counted_at=at,
        )
        for kind, amount in amounts.items()
    ]
