"""A season that runs today, and a form as people type it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.domain.shares.season import Season, open_season

if TYPE_CHECKING:
    from tests.cast import Cast

_DUES = ("files_due", "endorse_due", "confirm_due", "report_due")


def running(cast: Cast, *, closed: bool = False, **changes: object) -> Season:
    """Open a season whose window is open today, or has just closed."""
    today = timezone.localdate()
    first = -5 if closed else 5
    dates = {name: today + timedelta(days=first + place) for place, name in enumerate(_DUES)}
    return open_season(cast, **(dates | {"finish_by": today + timedelta(days=60)} | changes))


def canteen(place: int, **typed: str) -> dict[str, str]:
    """Return a canteen's row of the form."""
    usual = {"kind": "own", "total_source": "accounts", "diners": ""}
    return {f"canteens-{place}-{name}": text for name, text in (usual | typed).items()}


TYPED = {
    "eats": "own",
    "reserved": "60000",
    "ratio": "",
    "contact_name": "填报岗",
    "contact_phone": "0371-12345678",
    "seen_version": "0",
    "canteens-TOTAL_FORMS": "1",
    "canteens-INITIAL_FORMS": "0",
    **canteen(0, name="职工食堂", total="500000", diners="200"),
}
