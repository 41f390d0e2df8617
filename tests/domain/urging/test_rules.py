"""When messages may go out, and on which days one reminds."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from nongcai.domain.urging import rules
from nongcai.foundation.years import CHINA

# Friday 29 March 2024; the weekend is off, Monday 1 April is worked.
OFF = {date(2024, 3, 30), date(2024, 3, 31)}
NIGHT = (time(21), time(8))


def at(day, hour, minute=0, month=3):
    return datetime(2024, month, day, hour, minute, tzinfo=CHINA)


class TestWorkdaysUntil:
    @pytest.mark.parametrize(
        ("day", "last", "count"),
        [
            ((3, 29), (3, 29), 0),
            ((3, 29), (3, 31), 0),
            ((3, 29), (4, 1), 1),
            ((3, 25), (3, 29), 4),
            ((4, 1), (3, 29), -1),
        ],
    )
    def test_counts_after_the_first_day(self, day, last, count):
        assert rules.workdays_until(date(2024, *day), date(2024, *last), OFF) == count


class TestNextOpen:
    @pytest.mark.parametrize(
        ("moment", "opens"),
        [
            (at(29, 20, 59), at(29, 20, 59)),
            (at(29, 21), at(1, 8, month=4)),
            (at(28, 21), at(29, 8)),
            (at(29, 7, 59), at(29, 8)),
            (at(29, 8), at(29, 8)),
            (at(30, 12), at(1, 8, month=4)),
        ],
    )
    def test_is_after_the_night_and_the_days_off(self, moment, opens):
        assert rules.next_open(moment, *NIGHT, OFF) == opens

    def test_knows_quiet_hours_within_a_day_and_none_at_all(self):
        assert rules.next_open(at(29, 13), time(12), time(14), ()) == at(29, 14)
        assert rules.next_open(at(29, 3), time(8), time(8), ()) == at(29, 3)


class TestDays:
    def test_to_remind_are_two_and_to_ask_every_fifth(self):
        assert [n for n in range(10) if rules.is_day_to_remind(n, 5)] == [1, 5]
        assert [n for n in range(-3, 13) if rules.is_day_to_ask(n)] == [1, 6, 11]

    def test_after_october_are_no_longer_late(self):
        assert not rules.is_past_october(date(2024, 10, 31), 2024)
        assert rules.is_past_october(date(2024, 11, 1), 2024)


class TestBeyondCap:
    def test_counts_what_went_before_and_what_goes_now(self):
        found = rules.beyond_cap([1, 1, 2, 3], {2: (0, 3), 3: (0, 2)}, 1, 3)

        assert found == [False, True, True, False]
