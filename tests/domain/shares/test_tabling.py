from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nongcai.domain.organisations.services.placing import place_below
from nongcai.domain.programmes import services as programmes
from nongcai.domain.programmes.services import ToldTargets
from nongcai.domain.shares import queries
from tests.cast import AT
from tests.domain.shares.season import OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, own


def table(season, by="city_finance"):
    return queries.share_table(season.actor(by), YEAR)


def rows_of(season, by="city_finance"):
    return {row.listing.code: row for row in queries.all_table_rows(season.actor(by), YEAR)}


class TestShareTable:
    def test_sums_by_supervising_unit_and_district(self, season):
        season.confirmed(SCHOOL)
        filing = season.decide(season.file(PRIMARY, by="primary"), "endorse", "district_supervisor")
        season.decide(filing, "confirm", "district_finance")

        found = table(season)

        assert [group.node.name for group in found.departments] == ["郑州市教育局", "郑州市公安局"]
        assert [group.node.id for group in found.regions] == [season.cast.district.id]
        assert (found.departments_total.reserved, found.regions_total.reserved) == (60_000, 60_000)
        assert (found.total.due, found.total.confirmed, found.total.canteen_total) == (5, 2, 1_000_000)
        assert found.total.ratio == Decimal(12)
        assert found.total.reserved_last_year == 107_000

    def test_sums_only_what_finance_confirmed(self, season):
        season.decide(season.file(SCHOOL), "endorse", "supervisor")

        assert (table(season).total.confirmed, table(season).total.reserved) == (0, 0)
        assert (rows_of(season)[SCHOOL].reserved, rows_of(season)[SCHOOL].filing.state) == (None, "endorsed")

    def test_tells_what_counts_while_a_change_climbs(self, season):
        said = own(has_union_funds=True, union_members=20, union_planned=Decimal(6_000))
        filing = season.confirmed(SCHOOL, said)
        changed = replace(said, union_members=30, union_planned=Decimal(9_000))
        season.file(SCHOOL, changed, seen=filing.version)

        row, total = rows_of(season)[SCHOOL], table(season).total

        assert (row.union_members, row.union_planned) == (20, 6_000)
        assert (total.union_members, total.union_planned) == (20, 6_000)

    def test_keeps_what_was_reserved_initially_apart(self, season):
        filing = season.confirmed(SCHOOL)
        again = season.file(SCHOOL, own(reserved=70_000), seen=filing.version)
        again = season.decide(again, "endorse", "supervisor")
        season.decide(again, "confirm", "city_finance")

        row = rows_of(season)[SCHOOL]

        assert (row.reserved_initially, row.reserved, row.reserved_last_year) == (60_000, 70_000, 60_000)
        assert (row.supervisor, row.ratio) == ("郑州市教育局", Decimal(14))
        assert table(season).total.reserved_initially == 60_000

    def test_shows_supervising_units_their_own(self, season):
        season.confirmed(SCHOOL)

        found = table(season, "supervisor")

        assert [group.node.name for group in found.departments] == ["郑州市教育局", "郑州市第一中学"]
        assert found.total.reserved == 60_000
        assert set(rows_of(season, "supervisor")) == {OFFICE, SCHOOL}

    def test_withholds_what_sensitive_bodies_reserve(self, season):
        units = season.cast.units
        type(season.confirmed(SCHOOL).organisation).objects.filter(pk=units[POLICE].id).update(is_sensitive=True)
        filing = season.file(POLICE, by="police")
        season.decide(filing, "confirm", "city_finance")

        row, found = rows_of(season)[POLICE], table(season)

        assert (row.is_withheld, row.reserved, row.reserved_last_year) == (True, None, None)
        assert [group.is_withheld for group in found.departments] == [False, True]
        assert found.total.reserved == 120_000

    def test_withholds_what_stands_anywhere_below_a_sensitive_body(self, season):
        filing = season.confirmed(SCHOOL)
        office = season.cast.units[OFFICE].id
        type(filing.organisation).objects.filter(pk=office).update(is_sensitive=True)
        place_below({season.unit(POLICE): season.unit(SCHOOL)}, since=date(YEAR, 2, 1))

        assert [rows_of(season)[code].is_withheld for code in (OFFICE, SCHOOL, POLICE)] == [True, True, True]

    def test_knows_no_last_year_where_nobody_filed_one(self, season):
        found = queries.share_table(season.actor("city_finance"), YEAR + 5)

        assert (found.total.reserved_last_year, found.total.target) == (None, None)

    def test_puts_what_was_handed_down_beside_it(self, season):
        bureau, told = season.actor("city_finance"), ToldTargets(YEAR, "郑财购〔2024〕3号", date(YEAR, 2, 1))
        amounts = {
            season.unit(SCHOOL): Decimal(70_000),
            season.unit(POLICE): Decimal(30_000),
            season.cast.district.id: Decimal(200_000),
        }
        programmes.hand_down(actor=bureau, told=told, amounts=amounts, at=AT)

        found, rows = table(season), rows_of(season)

        assert [group.sums.target for group in found.departments] == [70_000, 30_000]
        assert [group.sums.target for group in found.regions] == [200_000]
        assert (found.departments_total.target, found.total.target) == (100_000, 300_000)
        assert (rows[SCHOOL].target, rows[OFFICE].target, rows[SCHOOL].reserved) == (70_000, None, None)

    @pytest.mark.parametrize(("name", "statements"), [("city_finance", 7), ("supervisor", 6)])
    def test_takes_a_constant_number_of_statements(self, season, name, statements, django_assert_num_queries):
        season.confirmed(SCHOOL)
        actor = season.actor(name)

        with django_assert_num_queries(statements):
            queries.share_table(actor, YEAR)
        with django_assert_num_queries(7):
            list(queries.all_table_rows(actor, YEAR))
