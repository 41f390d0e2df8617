"""What was granted to units, and on which days offices are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from nongcai.domain.programmes.models import DayOff, Exemption, Extension
from nongcai.domain.programmes.rules import workday_from
from nongcai.foundation.years import CHINA, after

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from django.db.models import QuerySet

    from nongcai.domain.programmes.models import Programme


@dataclass(frozen=True)
class Window:
    """When something may be done: from a moment, until just before another; None where no document sets one."""

    opens_at: datetime | None
    closes_at: datetime | None
    due_on: date | None

    def is_open(self, at: datetime) -> bool:
        """Say whether a moment lies within."""
        return self.has_opened(at) and not self.is_over(at)

    def has_opened(self, at: datetime) -> bool:
        """Say whether it has begun."""
        return self.opens_at is None or at >= self.opens_at

    def is_over(self, at: datetime) -> bool:
        """Say whether the last day has passed."""
        return self.closes_at is not None and at >= self.closes_at


def window_of(programme: Programme, step: str, *, extended_to: date | None = None) -> Window:
    """Return when a step of the season may be taken: file, endorse, confirm or report.

    The last day counts to its end, in China. A later day that was granted to one unit stands as it was written.
    """
    due = {
        "file": programme.files_due,
        "endorse": programme.endorse_due,
        "confirm": programme.confirm_due,
        "report": programme.report_due,
    }[step]
    if due is not None and programme.moves_to_workday:
        due = workday_from(due, days_off(due.year) | days_off(due.year + 1))
    if extended_to is not None and (due is None or extended_to > due):
        due = extended_to
    opens = programme.files_from
    return Window(
        datetime.combine(opens, time(), tzinfo=CHINA) if opens else None,
        after(due) if due else None,
        due,
    )


def days_off(year: int) -> set[date]:
    """Return the days of a year on which offices are closed; weekends alone where the year's list is missing."""
    known = set(DayOff.objects.filter(day__year=year).values_list("day", flat=True))
    return known or _weekends(year)


def has_calendar(year: int) -> bool:
    """Say whether the year's list of holidays (调休) was entered."""
    return DayOff.objects.filter(day__year=year).exists()


def exemptions(paths: Iterable[str], year: int) -> dict[int, Decimal]:
    """Map units, by the paths on which they stand, to the lowest ratio that was approved for them or above them."""
    lines = [[int(part) for part in path.rstrip(".").split(".")] for path in paths]
    wanted = {id_ for line in lines for id_ in line}
    rows = (
        exemptions_in_force(year)
        .filter(organisation_id__in=wanted)
        .values_list("organisation_id", "covers_below", "rate")
    )
    found: dict[int, Decimal] = {}
    for line in lines:
        rates = [rate for id_, below, rate in rows if id_ == line[-1] or (below and id_ in line)]
        if rates:
            found[line[-1]] = min(rates)
    return found


def exemptions_in_force(year: int) -> QuerySet[Exemption]:
    """Select what was approved for a year and not ended."""
    return Exemption.objects.filter(first_year__lte=year, last_year__gte=year, ended_at=None)


def extensions(organisation_ids: Iterable[int], year: int) -> dict[int, date]:
    """Map units to the latest day until which they may file."""
    rows = Extension.objects.filter(organisation_id__in=list(organisation_ids), year=year)
    return dict(rows.order_by("organisation_id", "due_on").values_list("organisation_id", "due_on"))


def _weekends(year: int) -> set[date]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=place) for place in range(366))
    return {day for day in days if day.year == year and day.weekday() >= 5}
