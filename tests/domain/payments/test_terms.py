from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.payments import rules
from nongcai.domain.payments.rules import Terms
from nongcai.foundation.years import after_workdays

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
SOME = st.integers(0, 400)
YUAN = st.decimals(0, 1_000_000, places=2)


class TestGoodsFirst:
    def test_is_paid_within_thirty_days_of_delivery(self):
        assert rules.goods_first_days(Terms()) == 30

    @pytest.mark.parametrize(("agreed", "days"), [(15, 15), (60, 60), (61, 60), (365, 60)])
    def test_a_contract_says_otherwise_up_to_sixty(self, agreed, days):
        assert rules.goods_first_days(Terms(), agreed) == days

    @given(SOME, SOME, st.none() | SOME)
    def test_no_programme_and_no_contract_goes_beyond_the_law(self, usual, longest, agreed):
        days = rules.goods_first_days(Terms(goods_first_days=usual, longest_days=longest), agreed)

        assert days <= (30 if agreed is None else 60)

    @given(st.integers(0, 30), st.integers(0, 60), st.none() | SOME)
    def test_a_programme_only_shortens(self, usual, longest, agreed):
        own = rules.goods_first_days(Terms(goods_first_days=usual, longest_days=longest), agreed)

        assert own <= rules.goods_first_days(Terms(), agreed)


class TestPayFirst:
    def test_is_put_off_once_by_fifteen_days(self):
        assert rules.pay_first_days(Terms()) == 30
        assert rules.pay_first_days(Terms(), is_extended=True) == 45


class TestDeliveredOn:
    def test_is_the_day_of_acceptance(self):
        assert rules.delivered_on(date(2024, 3, 1), date(2024, 3, 4), 7) == date(2024, 3, 4)

    @pytest.mark.parametrize("accepted", [None, date(2024, 3, 9), date(2024, 12, 31)])
    def test_does_not_wait_for_an_acceptance_that_is_put_off(self, accepted):
        assert rules.delivered_on(date(2024, 3, 1), accepted, 7) == date(2024, 3, 8)


class TestDueDay:
    def test_does_not_count_the_first_day(self):
        assert rules.due_day(date(2024, 3, 1), 30) == date(2024, 3, 31)

    def test_moves_off_a_day_off(self):
        off = {date(2024, 3, 30), date(2024, 3, 31)}

        assert rules.due_day(date(2024, 3, 1), 30, off) == date(2024, 4, 1)

    @given(DAYS, st.integers(0, 60), st.sets(DAYS))
    def test_is_a_workday_on_or_after_the_last_day(self, start, days, off):
        due = rules.due_day(start, days, off)

        assert due not in off
        assert all(start + timedelta(days=place) in off for place in range(days, (due - start).days))


class TestAfterWorkdays:
    def test_leaves_days_off_out(self):
        off = {date(2024, 3, 2), date(2024, 3, 3)}

        assert after_workdays(date(2024, 3, 1), 3, off) == date(2024, 3, 6)


class TestLateInterest:
    def test_is_five_in_ten_thousand_a_day(self):
        interest = rules.late_interest(Decimal(10_000), date(2024, 3, 1), [], date(2024, 3, 11))

        assert interest == Decimal("50.00")

    def test_runs_on_what_is_still_open(self):
        paid = [(date(2024, 3, 6), Decimal(4_000))]

        assert rules.late_interest(Decimal(10_000), date(2024, 3, 1), paid, date(2024, 3, 11)) == Decimal("40.00")

    @given(YUAN, DAYS, st.lists(st.tuples(DAYS, YUAN)), DAYS)
    def test_is_nothing_in_time_and_never_less_than_nothing(self, amount, due, paid, today):
        interest = rules.late_interest(amount, due, paid, today)

        assert interest >= 0
        assert today > due or interest == 0

    @given(YUAN, DAYS, st.integers(0, 500))
    def test_of_what_was_paid_in_time_is_nothing(self, amount, due, later):
        assert rules.late_interest(amount, due, [(due, amount)], due + timedelta(days=later)) == 0

    def test_by_agreement_is_not_below_the_market(self):
        assert rules.daily_rate() == Decimal("0.0005")
        assert rules.daily_rate(Decimal("7.30"), Decimal("3.45")) == Decimal("0.0002")
        assert rules.daily_rate(Decimal("1.00"), Decimal("3.65")) == Decimal("0.0001")
