from dataclasses import replace
from datetime import date

import pytest

from nongcai.domain.organisations import queries, services
from nongcai.domain.organisations.errors import OutsideSubtreeError, SupervisorCycleError, UnknownSupervisorError
from nongcai.domain.organisations.models import ListingCount, Organisation, Placement, Relation
from nongcai.domain.organisations.services import BuyerAccount
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, CITY, DISTRICT, UNITS, YEAR, unit

BUREAU, SCHOOL, POLICE, OFFICE, PRIMARY = (row.code for row in UNITS)


def list_again(cast, rows, year=YEAR, actor="city_finance"):
    return services.list_units(actor=cast.actor(actor), year=year, rows=rows, at=AT)


def row_of(code, **changes):
    return replace(next(row for row in UNITS if row.code == code), **changes)


def hang_below(cast, lower, upper, year):
    return list_again(cast, [row_of(lower, supervisor_code=upper)], year=year)


def standing_wrong(on):
    """Return who does not stand below its parent on a day."""
    rows = Placement.objects.filter(period__contains=on)
    paths = {row.organisation_id: row.path for row in rows}
    homes = {row.organisation_id: row.home_path for row in rows}
    units = rows.filter(organisation__kind="unit")
    return [
        row.organisation.name
        for row in units
        if row.path != f"{paths[row.parent_id]}{row.organisation_id}." or row.home_path != homes[row.parent_id]
    ]


class TestFoundFinanceNodes:
    def test_founds_the_chain_from_the_nation_down(self, cast):
        chain = [*queries.ancestors_of(cast.city), cast.city]

        assert [node.region_code for node in chain] == ["000000", "410000", CITY]
        assert all(node.is_finance and node.home_path == node.path for node in chain)

    def test_founds_each_once(self, cast):
        services.found_finance_nodes(region_codes=[CITY], at=AT)

        assert Organisation.objects.filter(kind="finance", region_id=CITY).count() == 1


class TestListUnits:
    def test_places_units_under_their_supervisor_and_finance(self, cast):
        bureau, school = cast.units["4101000001"], cast.units["4101000002"]

        assert bureau.parent_id == cast.city.id
        assert school.parent_id == bureau.id
        assert school.home_path == cast.city.path
        assert cast.units["4101050002"].home_path == cast.district.path

    def test_counts_who_owes_a_filing_at_every_node(self, cast):
        due = dict(queries.due_counts([cast.city.id, cast.district.id], YEAR).values_list("node_id", "due"))

        assert due == {cast.city.id: len(UNITS), cast.district.id: 2}

    def test_changes_nothing_the_second_time(self, cast):
        before = set(Placement.objects.values_list("id", "path", "period"))

        outcome = list_again(cast, UNITS)

        assert (outcome.created, outcome.changed, outcome.moved) == (0, 0, 0)
        assert set(Placement.objects.values_list("id", "path", "period")) == before

    def test_renames_a_unit_that_keeps_its_code(self, cast):
        outcome = list_again(cast, [replace(UNITS[1], name="郑州市第一高级中学")])

        assert outcome.changed == 1
        assert queries.node(cast.units["4101000002"].id).name == "郑州市第一高级中学"

    def test_does_not_bring_an_old_name_back(self, cast):
        list_again(cast, [replace(UNITS[1], name="旧名称")], year=YEAR - 1)

        assert queries.node(cast.units["4101000002"].id).name == "郑州市第一中学"

    def test_moves_a_unit_from_the_year_s_first_day(self, cast):
        school = cast.units["4101000002"]

        outcome = list_again(cast, [replace(UNITS[1], supervisor_code="4101000003")], year=YEAR + 1)

        assert outcome.moved == 1
        assert queries.node(school.id, date(YEAR, 12, 31)).parent_id == cast.units["4101000001"].id
        assert queries.node(school.id, date(YEAR + 1, 1, 1)).parent_id == cast.units["4101000003"].id

    def test_keeps_today_s_tree_when_an_older_year_comes_late(self, cast):
        school = cast.units["4101000002"]

        list_again(cast, [replace(UNITS[1], supervisor_code="4101000003")], year=YEAR - 1)

        assert queries.node(school.id).parent_id == cast.units["4101000001"].id
        assert queries.node(school.id, date(YEAR - 1, 6, 1)).parent_id == cast.units["4101000003"].id

    def test_brings_along_all_who_stand_below_a_supervisor_that_moves(self, cast):
        college = unit("4101000004", "郑州市附属中学", supervisor_code=SCHOOL, level=3)
        list_again(cast, [college])

        hang_below(cast, BUREAU, POLICE, YEAR + 1)

        days = [date(YEAR, 12, 31), date(YEAR + 1, 1, 1), date(YEAR + 5, 1, 1)]
        assert [standing_wrong(day) for day in days] == [[], [], []]
        below = queries.units_under(cast.units[POLICE].path)
        assert {node.name for node in queries.nodes(below)} == {
            "郑州市公安局", "郑州市教育局", "郑州市第一中学", "郑州市附属中学",
        }  # fmt: skip

    def test_brings_along_those_below_only_while_the_supervisor_stands_there(self, cast):
        hang_below(cast, BUREAU, POLICE, YEAR + 2)
        list_again(cast, UNITS, year=YEAR - 1)

        hang_below(cast, BUREAU, OFFICE, YEAR + 1)
        hang_below(cast, BUREAU, POLICE, YEAR - 1)

        assert [standing_wrong(date(YEAR + year, 6, 1)) for year in range(-1, 4)] == [[]] * 5

    def test_moves_to_another_finance_department_with_all_below(self, cast):
        bureau = cast.units[BUREAU]

        list_again(cast, [row_of(BUREAU, region_code=DISTRICT, organisation_id=bureau.id)], year=YEAR + 1)

        school = queries.node(cast.units[SCHOOL].id)
        assert school.home_path == cast.district.path
        assert queries.due_counts([cast.district.id], YEAR).get().due == 4
        assert queries.due_differences() == []

    def test_places_a_new_unit_below_one_that_moves_along(self, cast):
        college = unit("4101000004", "郑州市附属中学", supervisor_code=SCHOOL, level=3)

        list_again(cast, [row_of(BUREAU, supervisor_code=POLICE), college], year=YEAR + 1)

        assert standing_wrong(date(YEAR + 1, 1, 1)) == []

    def test_refuses_a_circle_closed_by_a_unit_that_is_not_on_the_sheet(self, cast):
        with pytest.raises(SupervisorCycleError, match="郑州市教育局"):
            hang_below(cast, BUREAU, SCHOOL, YEAR + 1)

    def test_forgets_the_count_of_a_node_that_lost_all_its_units(self, cast):
        rows = [row_of(code, region_code=CITY, organisation_id=cast.units[code].id) for code in (OFFICE, PRIMARY)]

        list_again(cast, rows, year=YEAR + 1)

        assert not ListingCount.objects.filter(node_id=cast.district.id).exists()
        assert queries.due_differences() == []

    def test_refuses_to_rename_a_unit_of_another_finance_department(self, cast):
        row = row_of(SCHOOL, region_code=DISTRICT, name="改名", organisation_id=cast.units[SCHOOL].id)

        with pytest.raises(OutsideSubtreeError, match="改名"):
            list_again(cast, [row], actor="district_finance")

        assert queries.node(cast.units[SCHOOL].id).name == "郑州市第一中学"

    @pytest.mark.parametrize("region", [CITY, "410102"])
    def test_refuses_to_list_a_unit_in_another_division(self, cast, region):
        with pytest.raises(OutsideSubtreeError, match="外单位"):
            list_again(cast, [unit("4101020001", "外单位", region_code=region)], actor="district_finance")

        assert not Organisation.objects.filter(region_id="410102").exists()

    def test_takes_the_code_of_a_closed_unit_for_a_new_one(self, cast):
        Organisation.objects.filter(pk=cast.units[POLICE].id).update(closed_on=date(YEAR + 1, 1, 1))

        outcome = list_again(cast, [row_of(POLICE, name="新单位")], year=YEAR + 1)

        assert outcome.created == 1
        assert queries.node(cast.units[POLICE].id).name == "郑州市公安局"

    def test_knows_a_unit_that_closes_later(self, cast):
        Organisation.objects.filter(pk=cast.units[POLICE].id).update(closed_on=date(YEAR + 1, 1, 2))

        outcome = list_again(cast, [row_of(POLICE)], year=YEAR + 1)

        assert outcome.created == 0

    def test_refuses_a_circle_of_supervisors_and_keeps_nothing(self, cast):
        rows = [
            unit("4101000011", "甲单位", supervisor_code="4101000012"),
            unit("4101000012", "乙单位", supervisor_code="4101000011"),
        ]

        with pytest.raises(SupervisorCycleError, match="甲单位、乙单位"):
            list_again(cast, rows)

        assert not Organisation.objects.filter(unit_code="4101000011").exists()

    def test_refuses_an_unknown_supervisor(self, cast):
        with pytest.raises(UnknownSupervisorError, match="4101009999"):
            list_again(cast, [replace(UNITS[1], supervisor_code="4101009999")])

    def test_relates_a_shared_canteen_to_its_manager(self, cast):
        rows = [replace(UNITS[1], canteen="shared", host_code="4101000001"), UNITS[0]]

        list_again(cast, rows)

        relation = Relation.objects.get(kind="shared_canteen")
        assert (relation.unit_id, relation.other_id) == (cast.units["4101000002"].id, cast.units["4101000001"].id)

    @pytest.mark.parametrize("role", ["supervisor", "unit", "auditor"])
    def test_is_for_finance_only(self, cast, role):
        with pytest.raises(NotAllowedError):
            services.list_units(actor=cast.actor(role), year=YEAR, rows=UNITS, at=AT)


class TestOpenBuyerAccounts:
    def test_relates_a_buyer_to_its_units_once(self, cast):
        accounts = [
            BuyerAccount("contractor", "河南某餐饮公司", "91410100MA0000000X", cast.units[code].id, CITY)
            for code in ("4101000001", "4101000002")
        ]

        opened = [
            services.open_buyer_accounts(
                actor=cast.actor("city_finance"), accounts=accounts, since=date(YEAR, 1, 1), at=AT
            )
            for _ in range(2)
        ]

        assert opened == [2, 0]
        assert Organisation.objects.filter(kind="contractor").count() == 1


class TestDueDifferences:
    def test_finds_a_count_that_somebody_changed(self, cast):
        ListingCount.objects.filter(node_id=cast.district.id).update(due=7)

        found = [(one.node_id, one.year, one.stored, one.computed) for one in queries.due_differences()]

        assert found == [(cast.district.id, YEAR, 7, 2)]

    def test_finds_a_count_that_somebody_made_up(self, cast):
        ListingCount.objects.create(node_id=cast.district.id, year=YEAR + 9, due=1)

        assert [(one.year, one.computed) for one in queries.due_differences()] == [(YEAR + 9, 0)]


class TestVisibleTo:
    def test_is_the_actor_s_subtree(self, cast):
        seen = {
            name: set(queries.visible_to(cast.actor(name)).filter(kind="unit").values_list("unit_code", flat=True))
            for name in ("city_finance", "auditor", "district_finance", "supervisor", "unit")
        }

        assert seen["city_finance"] == seen["auditor"] == {row.code for row in UNITS}
        assert seen["district_finance"] == {"4101050001", "4101050002"}
        assert seen["supervisor"] == {"4101000001", "4101000002"}
        assert seen["unit"] == {"4101000002"}
