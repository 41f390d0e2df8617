"""Years and days as people in China count them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Collection

CHINA = ZoneInfo("Asia/Shanghai")


def after(day: date) -> datetime:
    """Return the first moment after a day."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=CHINA)


def start_of_day(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time.min, CHINA)


def day_of(moment: datetime) -> date:
    """Return the day on which a moment falls."""
    return moment.astimezone(CHINA).date()


def after_workdays(day: date, count: int, off: Collection[date]) -> date:
    """Return the day that so many workdays after a day is."""
    while count:
        day += timedelta(days=1)
        count -= day not in off
    return day


def chinese_day(day: date) -> str:
    """Write a day as documents do: 2024年3月25日."""
    return f"{day.year}年{day.month}月{day.day}日"


def last_day(year: int) -> date:
    """Return 31 December."""
    return date(year, 12, 31)


def same_day_of(day: date, year: int) -> date:
    """Return the same day of another year; 29 February becomes 28 where the year has none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def start_of_month(day: date, *, later: int = 0) -> datetime:
    """Return the first moment of a day's month, or of one so many months later."""
    months = day.year * 12 + day.month - 1 + later
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=CHINA)
