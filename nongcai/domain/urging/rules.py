"""When a message may go out, and on which days one reminds: plain Python."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# Between two messages to those who stay late, in workdays.
LATE_EVERY = 5
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}〔\d{4}〕[1-9]\d*号")
OCTOBER_ENDS = (10, 31)


def is_number(text: str) -> bool:
    """Say whether a text is written as a document's number: 郑财购函〔2024〕1号."""
    return _NUMBER.fullmatch(text) is not None


def workdays_until(day: date, last: date, off: Collection[date]) -> int:
    """Count the workdays after a day up to another; below zero when that one lies before."""
    if last < day:
        return -workdays_until(last, day, off)
    return sum(day + timedelta(days=n) not in off for n in range(1, (last - day).days + 1))


def is_day_to_remind(workdays_left: int, days_before: int) -> bool:
    """Say whether one reminds so many workdays before the last day: some days before, and on the day before."""
    return workdays_left in {days_before, 1}


def is_day_to_ask(workdays_late: int) -> bool:
    """Say whether one asks those who are late by so many workdays: on the first, then every fifth."""
    return workdays_late >= 1 and (workdays_late - 1) % LATE_EVERY == 0


def is_quiet(moment: datetime, quiet_from: time, quiet_to: time, off: Collection[date]) -> bool:
    """Say whether nobody is to be disturbed at a moment of local time: at night, or on a day off."""
    return moment.date() in off or is_night(moment.time(), quiet_from, quiet_to)


def is_night(clock: time, quiet_from: time, quiet_to: time) -> bool:
    """Say whether a time of day lies in the quiet hours, which may span midnight; equal ends are none."""
    if quiet_from <= quiet_to:
        return quiet_from <= clock < quiet_to
    return clock >= quiet_from or clock < quiet_to


def next_open(moment: datetime, quiet_from: time, quiet_to: time, off: Collection[date]) -> datetime:
    """Return a moment of local time, or the first after it at which messages go out."""
    while is_quiet(moment, quiet_from, quiet_to, off):
        if moment.date() not in off and moment.time() < quiet_to:
            moment = datetime.combine(moment.date(), quiet_to, tzinfo=moment.tzinfo)
        else:
            moment = datetime.combine(moment.date() + timedelta(days=1), time(), tzinfo=moment.tzinfo)
    return moment


def is_past_october(day: date, year: int) -> bool:
    """Say whether a year's pace is no longer a matter of being late (未达目标进度)."""
    return day > date(year, *OCTOBER_ENDS)


def beyond_cap(units: list[int], sent: dict[int, tuple[int, int]], a_day: int, a_week: int) -> list[bool]:
    """Say of each message, by its unit and in order, whether the cap holds it back.

    `sent` holds how many went to a unit today and this week before.
    """
    counted = dict(sent)
    found = []
    for unit in units:
        today, week = counted.get(unit, (0, 0))
        capped = today >= a_day or week >= a_week
        found.append(capped)
        if not capped:
            counted[unit] = (today + 1, week + 1)
    return found
