from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.assessments import queries, services
from nongcai.domain.assessments.errors import OpeningYearError, YearHasEntriesError
from nongcai.domain.assessments.models import OpeningSum
from nongcai.domain.assessments.services import ToldYear
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger import services as booking
from nongcai.domain.ledger.services import NewEntry
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.foundation.errors import InvalidError, NotAllowedError
from tests.domain.assessments.city import EAST, EDUCATION, NOW, YEAR, lived_in_city
from tests.worlds import world

pytestmark = pytest.mark.django_db

BEFORE = YEAR - 1
TOLD = ToldYear(BEFORE, Decimal("800000.00"), Decimal("80000.00"), Decimal("100000.00"), "郑财购〔2023〕3号")
SPRING, LATER = date(2023, 4, 1), date(2026, 11, 23)


@world
def city():
    return lived_in_city()


def entered(city, *, actor=None, node_id=None, at=NOW, **changes):
    return services.enter_opening_sum(
        actor=actor or city.actor, node_id=node_id or city.node.id, told=replace(TOLD, **changes), at=at
    )


class TestEnterOpeningSum:
    def test_keeps_what_a_document_says(self, city):
        row = entered(city)

        assert queries.opening_sums(city.node) == [row]
        assert (row.reserved, row.source_document, row.entered_at) == (TOLD.reserved, TOLD.source_document, NOW)

    def test_need_not_know_the_canteen_total(self, city):
        row = entered(city, canteen_total=None)

        assert row.canteen_total is None

    def test_corrects_by_a_further_version_that_stands(self, city):
        first = entered(city)

        second = entered(city, reserved=Decimal("81000.00"))

        assert queries.opening_sums(city.node) == [second]
        assert list(queries.opening_versions(city.node)) == [second, first]

    def test_changes_nothing_when_told_the_same_again(self, city):
        first = entered(city)

        again = entered(city)

        assert again == first
        assert queries.opening_versions(city.node).count() == 1

    def test_leaves_a_year_with_entries_to_the_ledger(self, city):
        with pytest.raises(YearHasEntriesError, match="2023年度已有明细台账，不能登记期初汇总数"):
            entered(city, year=YEAR)

        assert queries.opening_sums(city.node) == []

    @pytest.mark.parametrize("year", [2018, NOW.year, NOW.year + 1])
    def test_wants_a_year_of_the_policy_that_is_over(self, city, year):
        with pytest.raises(OpeningYearError, match="2019年至2023年"):
            entered(city, year=year)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"reserved": Decimal("-1.00")}, "不能为负"),
            ({"purchased": Decimal("-1.00")}, "不能为负"),
            ({"canteen_total": Decimal("79999.99")}, "不能大于年度食堂食材采购总额"),
        ],
    )
    def test_says_in_words_which_sums_cannot_be(self, city, changes, said):
        with pytest.raises(InvalidError) as refusal:
            entered(city, **changes)

        assert said in str(refusal.value.fields)

    def test_wants_a_source(self, city):
        with pytest.raises(InvalidError) as refusal:
            entered(city, source_document="")

        assert "source_document" in refusal.value.fields

    def test_is_not_for_the_bureau_above(self, city):
        with pytest.raises(NotAllowedError):
            entered(city, node_id=organisations.finance_node(EAST).id)

    def test_is_not_for_auditors(self, city):
        with pytest.raises(NotAllowedError):
            entered(city, actor=replace(city.actor, role=Role.AUDITOR))

    def test_leaves_figures_ledger_and_snapshots_alone(self, city):
        before = queries.board(city.node, YEAR)
        entered(city)

        assert queries.board(city.node, YEAR) == before
        assert queries.board(city.node, BEFORE).total == queries.Figures()
        assert ledger.differences() == []


class TestOpeningSum:
    @pytest.mark.parametrize("act", [lambda rows: rows.update(reserved=0), lambda rows: rows.delete()])
    def test_is_never_edited(self, city, act):
        entered(city)

        with pytest.raises(DatabaseError, match="assessments_openingsum"), transaction.atomic():
            act(OpeningSum.objects.all())


class TestEarlierYears:
    def test_are_opening_sums_where_there_is_no_detail(self, city):
        entered(city)
        entered(city, year=2021, canteen_total=None)

        found = queries.earlier_years(city.node, YEAR)

        assert [(one.year, one.has_detail, one.ratio) for one in found] == [
            (2022, False, Decimal("10.00")),
            (2021, False, None),
        ]
        assert found[0].completion_rate == Decimal("125.00")

    def test_are_summed_from_entries_where_there_are(self, city):
        found = queries.earlier_years(city.node, YEAR + 1)

        total = queries.board(city.node, YEAR).total
        assert [(one.year, one.has_detail) for one in found] == [(YEAR, True)]
        assert (found[0].canteen_total, found[0].reserved, found[0].purchased) == (
            total.canteen_total, total.reserved, total.purchased,
        )  # fmt: skip

    def test_are_told_as_last_corrected(self, city):
        entered(city)
        entered(city, reserved=Decimal("81000.00"))

        found = queries.earlier_years(city.node, YEAR)

        assert [one.reserved for one in found] == [Decimal("81000.00")]

    @pytest.mark.parametrize(("kind", "has_detail"), [("reserved", True), ("purchased", False)])
    def test_are_the_ledgers_once_its_units_filed_and_not_for_a_stray_order(self, city, kind, has_detail):
        entered(city)
        old = NewEntry(
            unit_id=city.unit(EDUCATION),
            year=BEFORE,
            kind=kind,
            channel="canteen",
            origin="export",
            amount=Decimal("7.00"),
            sign=1,
            source="told:1:1",
            rule="unit_code",
            counted_at=NOW,
        )

        booking.count(entries=[old], at=NOW)

        found = queries.earlier_years(city.node, YEAR)
        assert [one.has_detail for one in found] == [has_detail]

    def test_of_a_unit_are_summed_from_its_own_and_those_below(self, city):
        education = city.place(EDUCATION)

        found = queries.earlier_years(education, YEAR + 1)

        total = queries.board(education, YEAR).total
        assert [(one.reserved, one.purchased) for one in found] == [(total.reserved, total.purchased)]

    def test_end_before_the_year(self, city):
        entered(city)

        assert queries.earlier_years(city.node, BEFORE) == []

    def test_of_a_district_are_not_the_citys(self, city):
        entered(city)

        assert queries.earlier_years(organisations.finance_node(EAST), YEAR) == []


class TestYearOnYear:
    def compared(self, city, **of):
        board = queries.board(city.node, YEAR, as_of=of.get("as_of"))
        return queries.year_on_year(board, queries.earlier_years(city.node, YEAR), of.get("on", LATER))

    def test_is_growth_once_the_year_is_over(self, city):
        entered(city)

        found = self.compared(city)

        assert found.is_whole
        assert (found.reserved, found.purchased) == (Decimal("25.00"), Decimal("50.00"))

    def test_is_the_part_reached_while_the_year_runs(self, city):
        entered(city)

        running, as_of = self.compared(city, on=date(YEAR, 12, 30)), self.compared(city, as_of=SPRING)

        assert (running.is_whole, running.purchased) == (False, Decimal("150.00"))
        assert (as_of.is_whole, as_of.reserved, as_of.purchased) == (False, Decimal("125.00"), Decimal("0.00"))

    def test_is_not_told_where_nothing_was_before(self, city):
        entered(city, reserved=Decimal("0.00"))

        found = self.compared(city)

        assert (found.reserved, found.purchased) == (None, Decimal("50.00"))

    def test_wants_the_very_year_before(self, city):
        entered(city, year=2021)

        assert self.compared(city) is None
