from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from nongcai.domain.assessments import queries, services
from nongcai.domain.assessments.errors import DataDateError, NotAFinanceNodeError
from nongcai.domain.assessments.models import SnapshotLine
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import CHINA
from tests.domain.assessments.city import EDUCATION, NOW, YEAR, buy, lived_in_city, reserve
from tests.worlds import world

pytestmark = pytest.mark.django_db

LATER = datetime(2025, 5, 5, tzinfo=CHINA)


@world
def city():
    return lived_in_city()


def taken(city, **changes):
    wanted = {"actor": city.actor, "node_id": city.node.id, "year": YEAR, "data_date": date(2024, 1, 31), "at": NOW}
    return services.take_snapshot(**(wanted | changes))


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


class TestTakeSnapshot:
    def test_freezes_what_is_measured(self, city):
        snapshot = taken(city)

        frozen = queries.frozen(snapshot)
        measured = queries.lines(city.node, YEAR)
        assert [line.figures for line in frozen.lines] == [line.figures for line in measured]
        assert (frozen.total, frozen.regions, frozen.departments) == queries.totals(measured)
        assert snapshot.reserved_initially == frozen.total.reserved

    @pytest.mark.parametrize("data_date", [date(2023, 6, 30), date(2024, 1, 31)])
    def test_tells_what_was_reserved_first_whatever_came_later(self, city, data_date):
        before = taken(city, data_date=data_date).reserved_initially
        reserve(city, "201", base="100000", reserved="15000", at=datetime(2023, 10, 1, tzinfo=CHINA))

        snapshot = taken(city, data_date=data_date, at=NOW + timedelta(hours=1))

        assert snapshot.reserved_initially == before
        assert queries.verify(snapshot) == []

    def test_keeps_the_ranks(self, city):
        snapshot = taken(city)

        ranks = snapshot.lines.filter(group="regions").order_by("seq").values_list("shown", "rank_by_ratio")
        assert list(ranks) == [("中原区", 1), ("二七区", 2), ("金水区", 2)]

    def test_wants_a_finance_node(self, city):
        with pytest.raises(NotAFinanceNodeError, match="市教育局"):
            taken(city, node_id=city.unit(EDUCATION))

    @pytest.mark.parametrize("day", [date(2022, 12, 31), date(2024, 2, 2)])
    def test_wants_a_day_that_can_be_known(self, city, day):
        with pytest.raises(DataDateError):
            taken(city, data_date=day)

    def test_is_not_for_auditors(self, city):
        with pytest.raises(NotAllowedError):
            taken(city, actor=replace(city.actor, role=Role.AUDITOR))

    def test_is_not_for_those_who_stand_below(self, city):
        with pytest.raises(NotAllowedError):
            taken(city, actor=replace(city.actor, path=f"{city.node.path}999."))


class TestSnapshot:
    @pytest.mark.parametrize(
        "statement", ["UPDATE assessments_snapshot SET year = 1999", "DELETE FROM assessments_snapshot"]
    )
    def test_is_never_edited(self, city, statement):
        taken(city)

        with pytest.raises(DatabaseError, match="snapshots_are_frozen"), transaction.atomic():
            run(statement)

    def test_has_lines_that_are_never_edited(self, city):
        taken(city)

        with pytest.raises(DatabaseError, match="snapshot_lines_are_frozen"), transaction.atomic():
            SnapshotLine.objects.update(reserved=1)


class TestVerify:
    def test_finds_nothing_on_any_later_day(self, city):
        snapshot = taken(city)
        buy(city, "201", "999", known=LATER)

        assert queries.verify(snapshot) == []

    def test_is_not_touched_by_what_is_booked_later_with_an_older_moment(self, city):
        snapshot = taken(city)

        buy(city, "201", "999")

        assert queries.verify(snapshot) == []

    def test_finds_an_entry_that_was_slipped_in(self, city):
        snapshot = taken(city)
        run(
            "INSERT INTO ledger_entry (unit_id, id, year, kind, channel, origin, amount, sign, source, rule,"
            " counted_at, recorded_at)"
            " SELECT unit_id, ledger_uuid7(), year, 'purchased', 'canteen', 'export', 999, 1, 'slipped', 'unit_code',"
            f" counted_at, recorded_at FROM ledger_entry WHERE unit_id = {city.unit('201')} AND kind = 'reserved'"
        )

        found = {(one.name, one.figure): one.computed - one.stored for one in queries.verify(snapshot)}

        assert found["中原区", "canteen"] == 999
        assert found["郑州市", "canteen"] == 999

    def test_finds_a_line_that_was_rewritten(self, city):
        snapshot = taken(city)
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("ALTER TABLE assessments_snapshotline DISABLE TRIGGER USER")
        run("UPDATE assessments_snapshotline SET shown = '别名' WHERE shown = '中原区'")

        assert [one.figure for one in queries.verify(snapshot)] == ["sha256"]


class TestChangesSince:
    def test_tell_what_was_learned_after(self, city):
        snapshot = taken(city)
        assert queries.changes_since(snapshot) == []

        buy(city, "201", "999", known=LATER)

        assert {one.name for one in queries.changes_since(snapshot)} == {"郑州市", "中原区"}


class TestBoardOfASnapshot:
    def test_shows_what_was_frozen_whatever_was_booked_since(self, city):
        snapshot = taken(city)
        buy(city, "201", "700", known=LATER)

        now, then = (queries.board(city.node, YEAR, snapshot=one) for one in (None, snapshot))

        assert now.total.purchased - then.total.purchased == 700
        assert (then.total, then.snapshot) == (queries.frozen(snapshot).total, snapshot)

    def test_is_had_for_what_stands_below_its_node_only(self, city):
        snapshot = taken(city)
        above = organisations.finance_node("410000")

        assert queries.snapshot_over(city.place(EDUCATION), snapshot.pk) == snapshot
        assert queries.snapshot_over(above, snapshot.pk) is None
