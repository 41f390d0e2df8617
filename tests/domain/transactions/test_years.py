"""In which year an order counts, as the rule of its region says: by ordering or by completion."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.programmes.models import CountingRule
from nongcai.domain.transactions import queries, rules, services
from nongcai.domain.transactions.models import Transaction
from tests.cast import AT, YEAR
from tests.domain.transactions.test_services import order, record

# 31 December, half past eleven at night; and 3 January.
ORDERED = datetime(YEAR - 1, 12, 31, 15, 30, tzinfo=UTC)
DONE = datetime(YEAR, 1, 3, 4, 0, tzinfo=UTC)
TOLD = datetime(YEAR, 2, 1, tzinfo=UTC)


def by_order(region, first_year, last_year=None, *, year_by="ordered"):
    """Let a region say which moment says the year."""
    CountingRule.objects.create(
        region_id=region,
        first_year=first_year,
        last_year=last_year,
        year_by=year_by,
        published_at=datetime(first_year, 1, 1, tzinfo=UTC),
        document="某市口径",
        text="按下单时间计入",
    )


def turn(unit, **changes):
    """Return an order that was placed in December and completed in January."""
    return order(unit_id=unit.id, ordered_at=ORDERED, completed_at=DONE, as_of=TOLD) | changes


def counted(unit):
    """Return what stands in each year; it is what the orders say, and what the summaries say."""
    assert queries.uncounted() == []
    assert ledger.differences() == []
    found = {}
    for year, amount in Entry.objects.filter(unit_id=unit.id, kind="purchased").values_list("year", "amount"):
        found[year] = found.get(year, 0) + amount
    return {year: amount for year, amount in found.items() if amount}


@pytest.fixture
def school(cast):
    return cast.units["4101000002"]


class TestImportedOrders:
    def test_count_in_the_year_of_completion_where_nothing_else_is_said(self, school):
        record(turn(school))

        assert counted(school) == {YEAR: 300}

    def test_count_in_the_year_of_ordering_where_the_rule_says_so(self, school):
        by_order("410100", YEAR - 1)

        record(turn(school))

        assert counted(school) == {YEAR - 1: 300}

    @pytest.mark.parametrize(
        ("before", "after", "year"), [("ordered", "completed", YEAR - 1), ("completed", "ordered", YEAR)]
    )
    def test_go_by_the_rule_of_the_year_of_ordering(self, school, before, after, year):
        by_order("410100", YEAR - 1, YEAR - 1, year_by=before)
        by_order("410100", YEAR, year_by=after)

        record(turn(school))

        assert counted(school) == {year: 300}

    def test_go_by_the_rule_of_their_unit_s_region(self, cast, school):
        by_order("410105", YEAR - 1)
        district = cast.units["4101050001"]

        record(turn(school), turn(district, order_no="832002"))

        assert (counted(school), counted(district)) == ({YEAR: 300}, {YEAR - 1: 300})

    @pytest.mark.parametrize("told", [None, DONE + timedelta(days=400)])
    def test_count_in_that_of_completion_where_ordering_is_unknown_or_later(self, school, told):
        by_order("410100", YEAR - 1)

        record(turn(school, ordered_at=told))

        assert counted(school) == {YEAR: 300}

    def test_are_corrected_in_the_year_that_the_rule_says(self, school):
        by_order("410100", YEAR - 1)
        record(turn(school))
        refunded = {"state": "partly_refunded", "refund": Decimal(100), "as_of": TOLD + timedelta(days=360)}

        record(turn(school) | refunded)

        rows = Entry.objects.filter(unit_id=school.id, kind="purchased").order_by("id").values_list("year", "amount")
        assert sorted(rows) == [(YEAR - 1, -300), (YEAR - 1, 200), (YEAR - 1, 300)]
        assert counted(school) == {YEAR - 1: 200}

    def test_are_taken_back_where_they_stand_though_the_rule_is_another_by_now(self, school):
        record(turn(school))
        by_order("410100", YEAR - 1)

        record(turn(school, amount=Decimal(310), as_of=TOLD + timedelta(days=1)))

        assert counted(school) == {YEAR - 1: 310}

    def test_do_not_move_because_a_rule_does(self, school):
        record(turn(school))
        by_order("410100", YEAR - 1)

        record(turn(school, as_of=TOLD + timedelta(days=1)))

        assert counted(school) == {YEAR: 300}

    def test_move_to_the_other_unit_s_year(self, cast, school):
        by_order("410105", YEAR - 1)
        record(turn(school))
        district = cast.units["4101050001"]

        services.attribute(orders=Transaction.objects.all(), unit_id=district.id, rule="settled", at=AT)

        assert (counted(school), counted(district)) == ({}, {YEAR - 1: 300})

    def test_that_waited_for_their_unit_count_by_its_rule(self, school):
        by_order("410100", YEAR - 1)
        record(turn(school, unit_id=None))

        services.attribute(orders=queries.waiting([1]), unit_id=school.id, rule="settled", at=AT)

        assert counted(school) == {YEAR - 1: 300}

    def test_learn_the_moment_of_ordering_with_a_correction(self, school):
        by_order("410100", YEAR - 1)
        record(turn(school, ordered_at=None))

        record(turn(school, amount=Decimal(310), as_of=TOLD + timedelta(days=1)))

        assert counted(school) == {YEAR - 1: 310}

    def test_of_two_moments_of_ordering_the_first_that_was_told_holds(self, school):
        by_order("410100", YEAR - 1)
        record(turn(school))

        record(turn(school, ordered_at=DONE, amount=Decimal(310), as_of=TOLD + timedelta(days=1)))

        assert counted(school) == {YEAR - 1: 310}


class TestSums:
    def test_of_origins_are_those_of_the_year_in_which_orders_count(self, school):
        by_order("410100", YEAR - 1)
        record(turn(school))
        units = Transaction.objects.values("unit_id")

        assert queries.sums_by_origin(units, YEAR - 1) == [("410225", 1, Decimal(300))]
        assert queries.sums_by_origin(units, YEAR) == []

    def test_of_persons_are_those_of_the_year_in_which_orders_count(self, school):
        by_order("410100", YEAR - 1)
        record(turn(school, buyer_kind="individual", person_key="p1"))
        units = Transaction.objects.values("unit_id")

        assert (queries.persons_under(units, YEAR - 1), queries.persons_under(units, YEAR)) == (1, 0)


MOMENTS = st.datetimes(datetime(2022, 12, 30), datetime(2024, 1, 3), timezones=st.just(UTC))  # noqa: DTZ001


class TestYearOf:
    @given(st.sampled_from(["completed", "ordered"]), st.none() | MOMENTS, MOMENTS)
    def test_is_never_later_than_completion(self, year_by, ordered_at, completed_at):
        latest = rules.year_of("completed", ordered_at, completed_at)

        assert rules.year_of(year_by, ordered_at, completed_at) <= latest

    @pytest.mark.django_db
    @pytest.mark.parametrize("year_by", ["completed", "ordered"])
    @pytest.mark.parametrize("ordered_at", [None, ORDERED, ORDERED + timedelta(minutes=30), DONE + timedelta(days=400)])
    def test_is_what_the_database_says(self, year_by, ordered_at):
        facts = {"buyer_kind": "unit", "amount": 1, "state": "completed", "origin": "export", "as_of": TOLD}
        row = Transaction.objects.create(
            order_no="1", ordered_at=ordered_at, completed_at=DONE, year_by=year_by, **facts
        )
        row.refresh_from_db()

        assert row.counts_in == rules.year_of(year_by, ordered_at, DONE)
