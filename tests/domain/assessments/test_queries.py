from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.assessments import queries
from nongcai.domain.organisations.models import Organisation
from nongcai.foundation.years import CHINA
from tests.domain.assessments.city import BOUGHT, EDUCATION, POLICE, SCHOOL, YEAR, buy, lived_in_city, reserve
from tests.domain.transactions.test_queries import private
from tests.domain.transactions.test_services import record
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def city():
    return lived_in_city()


def by_name(lines):
    return {line.node.shown: line for line in lines}


def in_yuan(ranked):
    return [(one.rank, one.line.node.shown, one.value) for one in ranked]


class TestLines:
    def test_stand_for_each_child_with_all_below_it(self, city):
        found = by_name(queries.lines(city.node, YEAR))

        education = found["市教育局"].figures
        assert set(found) == {"中原区", "二七区", "金水区", "市教育局", "市公安局"}
        assert (education.due, education.filed, education.buying, education.finished) == (2, 1, 2, 1)
        assert (education.reserved, education.purchased, education.individual) == (40000, 50000, 5000)

    def test_are_grouped_with_regions_first(self, city):
        groups = [line.group for line in queries.lines(city.node, YEAR)]

        assert groups == ["regions"] * 3 + ["departments"] * 2

    def test_of_a_unit_are_its_units_and_its_own(self, city):
        found = queries.lines(city.place(EDUCATION), YEAR)

        assert [(line.group, line.figures.purchased) for line in found] == [("units", 45000), ("own", 5000)]

    def test_end_with_the_data_date(self, city):
        buy(city, "201", "700", at=datetime(2023, 7, 1, tzinfo=CHINA))

        before, after = (
            by_name(queries.lines(city.node, YEAR, as_of=day))["中原区"]
            for day in (date(2023, 6, 30), date(2023, 7, 1))
        )

        assert after.figures.purchased - before.figures.purchased == 700

    def test_leave_out_what_was_learned_later(self, city):
        known = datetime(2023, 12, 1, tzinfo=CHINA)
        buy(city, "201", "700", known=datetime(2023, 12, 2, tzinfo=CHINA))

        then, now = queries.lines(city.node, YEAR, known=known), queries.lines(city.node, YEAR)

        assert by_name(now)["中原区"].figures.purchased - by_name(then)["中原区"].figures.purchased == 700

    def test_take_two_statements_whatever_stands_below(self, city):
        with CaptureQueriesContext(connection) as statements:
            queries.lines(city.node, YEAR)

        assert len(statements) == 2


class TestBoard:
    def test_reads_from_summaries_what_the_entries_say(self, city):
        board = queries.board(city.node, YEAR)

        assert board.lines == queries.lines(city.node, YEAR)
        assert board.total == queries.totals(board.lines)[0]

    def test_of_a_supervising_unit_adds_its_own(self, city):
        board = queries.board(city.place(EDUCATION), YEAR)

        assert board.lines == queries.lines(city.place(EDUCATION), YEAR)
        assert (board.total.purchased, board.total.due) == (50000, 2)

    def test_keeps_what_was_first_reserved_apart(self, city):
        reserve(city, "201", base="100000", reserved="12000", at=BOUGHT)

        board = queries.board(city.node, YEAR)

        assert (board.initially, board.total.reserved) == (100000, 92000)

    def test_merges_individuals_with_unions_while_they_are_few(self, city):
        few = queries.board(city.node, YEAR)
        buyers = [private(city.place(EDUCATION), n, f"p{n}") for n in range(5)]
        record(*buyers)

        many, of_a_day = (queries.board(city.node, YEAR, as_of=day) for day in (None, date(YEAR, 12, 31)))

        assert dict(few.channels)["union_and_individual"] == few.total.union + few.total.individual
        assert dict(many.channels)["individual"] == many.total.individual
        assert "individual" not in dict(of_a_day.channels)

    def test_of_a_past_day_comes_from_entries(self, city):
        board = queries.board(city.node, YEAR, as_of=date(2023, 3, 31))

        assert (board.total.reserved, board.total.purchased) == (100000, 0)

    def test_of_a_past_day_as_known_then_leaves_out_what_was_recorded_later(self, city):
        buy(city, "201", "700", known=datetime(2023, 12, 2, tzinfo=CHINA))
        day = date(2023, 12, 1)

        now, then = (queries.board(city.node, YEAR, as_of=day, known_then=known) for known in (False, True))

        assert now.total.purchased - then.total.purchased == 700

    def test_takes_few_statements(self, city):
        with CaptureQueriesContext(connection) as statements:
            queries.board(city.node, YEAR)

        assert len(statements) <= 6


class TestTotals:
    def test_are_the_sum_of_both_groups(self, city):
        total, regions, departments = queries.totals(queries.lines(city.node, YEAR))

        assert regions + departments == total
        assert (total.purchased, regions.purchased, departments.purchased) == (150000, 60000, 90000)


class TestRankings:
    def test_rank_each_group_apart(self, city):
        found = queries.rankings(queries.lines(city.node, YEAR), "purchased")

        assert in_yuan(found["regions"]) == [(1, "中原区", 30000), (2, "二七区", 20000), (3, "金水区", 10000)]
        assert in_yuan(found["departments"]) == [(1, "市教育局", 50000), (2, "市公安局", 40000)]

    def test_share_a_rank_in_official_order(self, city):
        found = queries.rankings(queries.lines(city.node, YEAR), "ratio")

        assert in_yuan(found["regions"]) == [(1, "中原区", 20), (2, "二七区", 10), (2, "金水区", 10)]

    def test_leave_out_organs_that_are_never_ranked(self, city):
        Organisation.objects.filter(name="市教育局").update(is_ranked=False)

        found = queries.rankings(queries.lines(city.node, YEAR), "purchased")

        assert in_yuan(found["departments"]) == [(1, "市公安局", 40000)]

    def test_lead_with_all_who_tie_for_the_last_place(self, city):
        found = queries.rankings(queries.lines(city.node, YEAR), "ratio")["regions"]

        assert [len(queries.leading(found, count)) for count in (1, 2)] == [1, 3]


class TestFiguresJson:
    def test_says_the_same_from_a_line_as_from_a_total(self, city):
        lines = queries.lines(city.place(EDUCATION), YEAR)

        told = queries.figures_json(YEAR, lines, leading_count=4)

        assert (told["city"]["completed_yuan"], told["city"]["completed_wan"]) == ("50000.00", "5.00")
        assert told["city"]["ratio"] == "16.00"
        assert told["rankings"]["districts_by_ratio"] == []

    def test_has_no_ratio_without_a_base(self, city):
        told = queries.figures_json(YEAR + 1, queries.lines(city.node, YEAR + 1), leading_count=4)

        assert told["city"]["ratio"] is None
        assert told["rankings"]["districts_by_ratio"] == []


class TestUnitCard:
    def test_merges_individuals_while_they_are_few(self, city):
        card = queries.unit_card(city.place(EDUCATION), YEAR)

        assert not card.shows_individuals
        assert dict(zip(card.channels, card.amounts, strict=True))["union_and_individual"] == 5000
        assert [row.total for row in card.months] == [5000]

    def test_shows_months_and_filing(self, city):
        card = queries.unit_card(city.place(SCHOOL), YEAR)

        assert [(row.month, row.total) for row in card.months] == [(date(2023, 6, 1), 45000)]
        assert card.filing.reserved == Decimal(40000)

    def test_adds_the_units_below_to_its_own(self, city):
        card = queries.unit_card(city.place(EDUCATION), YEAR)

        assert (card.own.purchased, card.total.purchased) == (5000, 50000)


class TestWaiting:
    def test_is_nothing_where_every_buyer_is_known(self, city):
        assert queries.waiting(city.node) == queries.Waiting()


def test_a_police_bureau_may_be_marked_sensitive(city):
    Organisation.objects.filter(pk=city.unit(POLICE)).update(is_sensitive=True)

    found = by_name(queries.lines(city.node, YEAR))

    assert [name for name, line in found.items() if line.node.is_sensitive] == ["市公安局"]
