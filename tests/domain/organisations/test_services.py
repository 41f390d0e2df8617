from dataclasses import replace
from datetime import date

import pytest

from nongcai.domain.organisations import queries, services
from nongcai.domain.organisations.errors import SupervisorCycleError, UnknownSupervisorError
from nongcai.domain.organisations.models import Organisation, Placement, Relation
from nongcai.domain.organisations.services import BuyerAccount
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, CITY, UNITS, YEAR, unit


def list_again(cast, rows, year=YEAR):
    return services.list_units(actor=cast.actor("city_finance"), year=year, rows=rows, at=AT)


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
        due = queries.due_counts([cast.city.id, cast.district.id], YEAR)

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
