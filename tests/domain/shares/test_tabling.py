from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.models import Organisation
from nongcai.domain.programmes import services as programmes
from nongcai.domain.programmes.services import ToldTargets
from nongcai.domain.shares import queries
from nongcai.domain.shares.queries import TableSums
from tests.cast import AT, DISTRICT, UNITS, unit
from tests.domain.shares.season import OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, own


def table(season, by="city_finance"):
    return queries.share_table(season.actor(by), YEAR)


def rows_of(season, by="city_finance"):
    return {row.listing.code: row for row in queries.all_table_rows(season.actor(by), YEAR)}


def hand(season, amounts, by="city_finance"):
    told = ToldTargets(YEAR, "郑财购〔2024〕3号", date(YEAR, 4, 1))
    sums = [(code, Decimal(amount)) for code, amount in amounts.items()]
    programmes.hand_down_by_code(actor=season.actor(by), told=told, amounts=sums, at=AT)


def listed(season, *more):
    actor = season.actor("city_finance")
    organisation_services.list_units(actor=actor, year=YEAR, rows=(*UNITS, *more), at=AT)


class TestResidents:
    BODY = unit("4101050009", "市直驻金水区中学", region_code=DISTRICT, supervisor_code=OFFICE, level=2)

    def test_are_shown_where_they_reside_and_summed_where_they_stand(self, season):
        before = table(season, "district_finance").total.due
        listed(season, self.BODY)

        shown = list(queries.resident_rows(season.actor("district_finance"), YEAR))

        assert [(row.listing.name, row.supervisor) for row in shown] == [(self.BODY.name, "郑州市教育局")]
        assert table(season, "district_finance").total.due == before
        assert self.BODY.code not in rows_of(season, "district_finance")
        assert self.BODY.code in rows_of(season)

    @pytest.mark.parametrize("name", ["city_finance", "supervisor", "unit", "district_supervisor"])
    def test_are_shown_to_nobody_else(self, season, name):
        listed(season, self.BODY)

        assert list(queries.resident_rows(season.actor(name), YEAR)) == []


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
        team = "4101000009"
        station = unit("4101000008", "看守所", supervisor_code=POLICE, level=2)
        below = unit(team, "看守所医务室", supervisor_code=station.code, level=3)
        listed(season, station, below)
        places = organisations.units_by_code([team], YEAR, season.cast.city.path)
        Organisation.objects.filter(pk=season.unit(POLICE)).update(is_sensitive=True)

        assert [row.is_withheld for row in queries.table_rows(places, YEAR)] == [True]
        assert rows_of(season)[SCHOOL].is_withheld is False

    def test_shows_what_was_handed_down_apart(self, season):
        hand(season, {SCHOOL: 70_000, OFFICE: 5_000, DISTRICT: 900_000})
        hand(season, {PRIMARY: 1_000_000}, by="district_finance")
        season.confirmed(SCHOOL)

        found, row = table(season), rows_of(season)[SCHOOL]
        of_district, of_office = table(season, "district_finance"), table(season, "supervisor")

        assert [group.sums.target for group in (*found.departments, *found.regions)] == [75_000, None, 900_000]
        assert (found.total.target, found.own_target, found.total.ratio) == (975_000, None, Decimal(12))
        assert (row.target, row.ratio) == (70_000, Decimal(12))
        assert (of_district.own_target, of_district.total.target) == (900_000, 1_000_000)
        assert (of_office.own_target, of_office.total.target) == (5_000, 75_000)

    def test_sums_no_last_year_where_no_unit_has_a_figure(self, season):
        assert table(season).total.reserved_last_year == 107_000
        later = queries.share_table(season.actor("city_finance"), YEAR + 3)

        assert later.total.reserved_last_year is None
        assert TableSums(reserved_last_year=None) + TableSums(reserved_last_year=Decimal(5)) == TableSums(
            reserved_last_year=Decimal(5)
        )

    @pytest.mark.parametrize("name", ["city_finance", "supervisor"])
    def test_takes_a_constant_number_of_statements(self, season, name, django_assert_num_queries):
        season.confirmed(SCHOOL)
        actor = season.actor(name)

        with django_assert_num_queries(7):
            queries.share_table(actor, YEAR)
        with django_assert_num_queries(7):
            list(queries.all_table_rows(actor, YEAR))
