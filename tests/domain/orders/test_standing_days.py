"""On which days a standing order delivers and orders."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.orders import rules
from nongcai.domain.orders.errors import StandingDatesError, StandingLeadError
from nongcai.domain.orders.rules import Plan

FRIDAY = date(2024, 3, 1)
DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))


def plan(**changes):
    told = {
        "starts_on": FRIDAY,
        "ends_on": date(2024, 12, 31),
        "lead_days": 2,
        "places_from": FRIDAY,
        "weekdays": {1, 3, 5},
    }
    return Plan(**(told | changes))


class TestDeliveries:
    def test_are_on_the_days_of_the_week_between_the_first_and_the_last(self):
        found = plan(ends_on=date(2024, 3, 8))

        days = [day for day in (FRIDAY + timedelta(days=n) for n in range(-7, 15)) if found.delivers_on(day)]

        assert days == [FRIDAY, date(2024, 3, 4), date(2024, 3, 6), date(2024, 3, 8)]

    def test_leave_out_breaks_to_the_day(self):
        found = plan(breaks=[(date(2024, 3, 4), date(2024, 3, 6))])

        assert [found.delivers_on(date(2024, 3, day)) for day in (1, 4, 6, 8)] == [True, False, False, True]

    def test_leave_out_days_off(self):
        # 清明 2024: Thursday to Saturday; Sunday the 7th is worked, which makes no delivery of it.
        off = {date(2024, 4, 4), date(2024, 4, 5), date(2024, 4, 6)}
        every = set(range(1, 6))

        assert plan(weekdays=every).next_days(date(2024, 4, 1), 4) == [date(2024, 4, day) for day in (2, 3, 4, 5)]
        assert plan(weekdays=every, days_off=off).next_days(date(2024, 4, 1), 4) == [
            date(2024, 4, day) for day in (2, 3, 8, 9)
        ]

    def test_are_ordered_so_many_days_before_across_the_ends_of_months_and_years(self):
        assert plan(lead_days=3).places_on(date(2024, 3, 1)) == date(2024, 2, 27)
        assert plan(lead_days=3).places_on(date(2025, 1, 1)) == date(2024, 12, 29)
        # Monday the 1st of April with a lead of three days is ordered on Friday the 29th.
        assert plan(lead_days=3).due_days(date(2024, 3, 29))[-1] == date(2024, 4, 1)
        assert date(2024, 4, 1) not in plan(lead_days=3).due_days(date(2024, 3, 28))

    def test_are_due_from_the_first_day_of_ordering_on(self):
        found = plan(places_from=date(2024, 3, 5))

        assert not found.is_due(date(2024, 3, 6), date(2024, 3, 5))
        assert found.is_due(date(2024, 3, 8), date(2024, 3, 6))
        assert not found.is_due(date(2024, 3, 8), date(2024, 3, 5))

    def test_that_nobody_ordered_stay_due_for_a_week_so_that_somebody_is_told(self):
        monday = date(2024, 3, 4)

        assert plan().is_due(monday, monday + timedelta(days=7))
        assert not plan().is_due(monday, monday + timedelta(days=8))

    def test_that_were_ordered_stand_among_the_next_also_where_they_would_not_be_ordered_now(self):
        monday = date(2024, 3, 4)
        found = plan(places_from=date(2024, 3, 4))

        assert found.next_days(FRIDAY, 2) == [date(2024, 3, 6), date(2024, 3, 8)]
        assert found.next_days(FRIDAY, 2, {monday}) == [monday, date(2024, 3, 6)]

    @given(
        today=DAYS,
        lead=st.integers(1, rules.LEAD_MOST),
        weekdays=st.sets(st.integers(1, 7), min_size=1),
        length=st.integers(0, 366),
    )
    def test_are_each_due_on_exactly_one_first_day(self, today, lead, weekdays, length):
        found = plan(
            starts_on=today,
            ends_on=today + timedelta(days=length),
            lead_days=lead,
            weekdays=weekdays,
            places_from=today,
        )
        ordered = []
        for number in range(length + 1):
            morning = today + timedelta(days=number)
            ordered += [day for day in found.due_days(morning) if day > morning and day not in ordered]

        days = (today + timedelta(days=number) for number in range(lead, length + 1))
        wanted = [day for day in days if day.isoweekday() in weekdays]
        assert ordered == wanted
        assert found.next_days(today, 400) == wanted


class TestDates:
    def test_begin_today_or_later_and_end_within_a_year(self):
        rules.require_dates(FRIDAY, FRIDAY, FRIDAY)
        rules.require_dates(FRIDAY, FRIDAY + timedelta(days=366), FRIDAY)
        for first, last in ((-1, 3), (3, 2), (0, 367)):
            with pytest.raises(StandingDatesError):
                rules.require_dates(FRIDAY + timedelta(days=first), FRIDAY + timedelta(days=last), FRIDAY)

    @pytest.mark.parametrize("first", [FRIDAY + timedelta(days=367), date.max])
    def test_begin_within_a_year_so_that_no_page_looks_through_centuries(self, first):
        with pytest.raises(StandingDatesError):
            rules.require_dates(first, first, FRIDAY)

    def test_may_stay_as_they_began_but_not_end_before_today(self):
        began = FRIDAY - timedelta(days=30)

        rules.require_dates(began, FRIDAY, FRIDAY, began_on=began)
        with pytest.raises(StandingDatesError):
            rules.require_dates(began, FRIDAY - timedelta(days=1), FRIDAY, began_on=began)

    @pytest.mark.parametrize("days", [0, 31])
    def test_have_some_days_before(self, days):
        rules.require_lead(1)
        with pytest.raises(StandingLeadError):
            rules.require_lead(days)
