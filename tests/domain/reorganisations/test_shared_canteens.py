"""Who shares a canteen when its manager, or the member itself, is merged or closed."""

from __future__ import annotations

from datetime import date

import pytest

from nongcai.domain.organisations.models import Relation
from nongcai.domain.reorganisations import queries
from nongcai.domain.shares import services as shares
from nongcai.domain.shares.models import SharedMember
from nongcai.domain.shares.queries import SaidFiling
from tests.domain.shares.season import FILED, OFFICE, POLICE, SCHOOL, YEAR


@pytest.fixture
def shared(office):
    """The school shares the office's canteen: so says the directory, and so did the office ask the school."""
    school, host = (office.season.unit(code) for code in (SCHOOL, OFFICE))
    Relation.objects.create(kind="shared_canteen", unit_id=school, other_id=host, period=(date(2023, 1, 1), None))
    actor = office.season.actor("supervisor")
    [row] = shares.name_members(actor=actor, unit_id=host, year=YEAR, members=[SCHOOL], at=FILED)
    return row


def stands(row):
    row.refresh_from_db()
    return row.host_id, row.state


def related():
    return list(Relation.objects.filter(period__upper_inf=True).values_list("unit_id", "other_id"))


def acknowledged(office):
    office.season.file(SCHOOL, SaidFiling(host_id=office.season.unit(OFFICE)))


class TestPreview:
    @pytest.mark.parametrize("line", [("merge", OFFICE, POLICE), ("merge", SCHOOL, OFFICE), ("close", SCHOOL)])
    def test_shows_who_shares_a_canteen(self, office, shared, line):
        [concern] = queries.preview(office.draft(line)).concerns

        assert concern.sharing == [shared]


class TestEnforce:
    @pytest.mark.parametrize("state", ["named", "acknowledged"])
    def test_moves_members_to_whoever_took_their_host_over(self, office, shared, state):
        if state == "acknowledged":
            acknowledged(office)
        before = queries.totals(office.season.cast.city.path)

        office.enforced(("merge", OFFICE, POLICE))

        assert stands(shared) == (office.season.unit(POLICE), state)
        assert related() == [(office.season.unit(SCHOOL), office.season.unit(POLICE))]
        assert queries.totals(office.season.cast.city.path) == before

    def test_ends_the_membership_of_whom_its_host_took_over(self, office, shared):
        acknowledged(office)

        office.enforced(("merge", SCHOOL, OFFICE))

        assert stands(shared) == (office.season.unit(OFFICE), "struck")
        assert related() == []
        assert "郑编办" in shared.words

    def test_ends_where_the_member_is_closed(self, office, shared):
        office.enforced(("close", SCHOOL))

        assert stands(shared)[1] == "struck"
        assert related() == []

    def test_ends_where_the_host_is_closed(self, office):
        police = office.season.actor("police")
        [row] = shares.name_members(
            actor=police, unit_id=office.season.unit(POLICE), year=YEAR, members=[SCHOOL], at=FILED
        )

        office.enforced(("close", POLICE))

        assert stands(row)[1] == "struck"

    def test_ends_where_the_successor_eats_elsewhere(self, office, shared):
        SharedMember.objects.create(
            host_id=office.season.cast.units["4101050001"].id, member_id=office.season.unit(POLICE), year=YEAR,
            state="acknowledged",
        )  # fmt: skip

        office.enforced(("merge", OFFICE, POLICE))

        assert stands(shared)[1] == "struck"


class TestReverse:
    @pytest.mark.parametrize("line", [("merge", OFFICE, POLICE), ("merge", SCHOOL, OFFICE), ("close", SCHOOL)])
    def test_puts_memberships_back(self, office, shared, line):
        shared.refresh_from_db()
        before, pairs = vars(shared).copy(), related()

        office.reverse(office.enforced(line))

        shared.refresh_from_db()
        assert {**before, "_state": 0} == {**vars(shared), "_state": 0}
        assert related() == pairs
