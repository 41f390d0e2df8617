"""What was granted to units, and on which days offices are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes.models import DayOff, Exemption, Extension
from nongcai.domain.programmes.rules import WEEKEND, weekends, workday_from
from nongcai.foundation.years import CHINA, after

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.programmes.models import Programme

# The last day of each step of the season, in the order in which they are taken.
_DUE = {"file": "files_due", "endorse": "endorse_due", "confirm": "confirm_due", "report": "report_due"}


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


@dataclass(frozen=True)
class Calendar:
    """A year's holidays with their names, the weekend days worked (调休), and how many days are off in all."""

    holidays: list[tuple[date, str]]
    worked: list[date]
    count: int


def window_of(programme: Programme, step: str, *, extended_to: date | None = None) -> Window:
    """Return when a step of the season may be taken: file, endorse, confirm or report.

    The last day counts to its end, in China. A later day that was granted to one unit stands as it was written.
    """
    return _windows(programme, [step], extended_to)[step]


def windows_of(programme: Programme) -> dict[str, Window]:
    """Return when each step of the season may be taken."""
    return _windows(programme, list(_DUE))


def days_off(*years: int) -> set[date]:
    """Return the days of years on which offices are closed; weekends alone where a year's list is missing."""
    known = set(DayOff.objects.filter(day__year__in=years).values_list("day", flat=True))
    missing = set(years) - {day.year for day in known}
    return known.union(*(weekends(year) for year in missing))


def holidays(*years: int) -> dict[date, str]:
    """Map the entered holidays of years to their names, moved days off (调休) among them, plain weekends left out."""
    rows = DayOff.objects.filter(day__year__in=years).exclude(name=WEEKEND)
    return dict(rows.order_by("day").values_list("day", "name"))


def has_calendar(year: int) -> bool:
    """Say whether the year's list of holidays (调休) was entered."""
    return DayOff.objects.filter(day__year=year).exists()


def calendar_of(year: int) -> Calendar:
    """Return the entered holidays of a year, and the weekend days that are worked."""
    days = dict(DayOff.objects.filter(day__year=year).order_by("day").values_list("day", "name"))
    holidays = [(day, name) for day, name in days.items() if name != WEEKEND]
    return Calendar(holidays, sorted(weekends(year) - set(days)) if days else [], len(days))


def calendars_missing(years: Iterable[int]) -> list[int]:
    """Return those of the years whose list of holidays was not entered."""
    wanted = set(years)
    known = DayOff.objects.filter(day__year__in=wanted).values_list("day__year", flat=True).distinct()
    return sorted(wanted - set(known))


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


def exemptions_visible_to(actor: Actor, year: int) -> QuerySet[Exemption]:
    """Select what was approved for a year, and not ended, within the actor's subtree."""
    rows = exemptions_in_force(year).filter(organisation__in=organisations.visible_to(actor))
    return rows.select_related("organisation").order_by("-entered_at", "-id")


def extensions_visible_to(actor: Actor, year: int) -> QuerySet[Extension]:
    """Select what was granted for a year, and not ended, within the actor's subtree."""
    rows = Extension.objects.filter(year=year, ended_at=None, organisation__in=organisations.visible_to(actor))
    return rows.select_related("organisation").order_by("-granted_at", "-id")


def extensions(organisation_ids: Iterable[int], year: int) -> dict[int, date]:
    """Map units to the latest day until which they may file, of what was not ended."""
    rows = Extension.objects.filter(organisation_id__in=list(organisation_ids), year=year, ended_at=None)
    return dict(rows.order_by("organisation_id", "due_on").values_list("organisation_id", "due_on"))


def _windows(programme: Programme, steps: list[str], extended_to: date | None = None) -> dict[str, Window]:
    due = {step: getattr(programme, _DUE[step]) for step in steps}
    years = {day.year + more for day in due.values() if day for more in (0, 1)}
    off = days_off(*years) if years and programme.moves_to_workday else set()
    return {step: _window(programme, day and workday_from(day, off), extended_to) for step, day in due.items()}


def _window(programme: Programme, due: date | None, extended_to: date | None) -> Window:
    if extended_to is not None and (due is None or extended_to > due):
        due = extended_to
    opens = programme.files_from
    return Window(
        datetime.combine(opens, time(), tzinfo=CHINA) if opens else None,
        after(due) if due else None,
        due,
    )
