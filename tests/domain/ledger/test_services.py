from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nongcai.domain.ledger import queries, services
from nongcai.domain.ledger.models import Entry, NodeMonth, UnitStanding
from nongcai.domain.ledger.services import NewEntry
from nongcai.domain.organisations import queries as organisations
from tests.cast import AT, YEAR, put_on_stage
from tests.worlds import world

MAY = datetime(YEAR, 5, 4, 4, 0, tzinfo=UTC)


def bought(unit_id, amount, source, **changes):
    values = {
        "unit_id": unit_id, "year": YEAR, "kind": "purchased", "channel": "canteen", "origin": "export",
        "amount": Decimal(amount), "sign": 1, "source": source, "rule": "unit_code", "counted_at": MAY,
    }  # fmt: skip
    return NewEntry(**(values | changes))


class TestCount:
    def test_adds_to_every_finance_node_above(self, cast):
        school = cast.units["4101050002"]
        province = organisations.finance_node("410000")

        services.count(entries=[bought(school.id, "100.50", "order:1:1")], at=AT)

        ids = [cast.city.id, cast.district.id, province.id]
        sums = queries.node_standings(ids, YEAR)
        assert [one.canteen for one in sums] == [Decimal("100.50")] * 3

    def test_passes_over_a_source_that_was_counted(self, cast):
        entry = bought(cast.units["4101000002"].id, "7.00", "order:1:1")
        services.count(entries=[entry], at=AT)

        again = services.count(entries=[entry], at=AT)

        assert again == 0
        assert queries.node_standings([cast.city.id], YEAR).get().canteen == Decimal("7.00")

    def test_counts_a_unit_finished_when_it_bought_what_it_reserved(self, cast):
        office = cast.units["4101050001"]
        services.count(entries=[bought(office.id, "4999.99", "order:1:1")], at=AT)
        before = queries.node_standings([cast.district.id], YEAR).get()

        services.count(entries=[bought(office.id, "0.01", "order:2:1")], at=AT)

        after = queries.node_standings([cast.district.id], YEAR).get()
        assert (before.finished, after.finished) == (0, 1)
        assert (before.buying, after.buying) == (1, 1)

    def test_takes_back_by_an_opposite(self, cast):
        office = cast.units["4101050001"]
        services.count(entries=[bought(office.id, "5000.00", "order:1:1")], at=AT)

        services.count(entries=[bought(office.id, "-5000.00", "order:1:1:undone", sign=-1)], at=AT)

        standing = UnitStanding.objects.get(unit_id=office.id, year=YEAR)
        assert (standing.purchased, standing.orders) == (0, 0)
        assert queries.node_standings([cast.city.id], YEAR).get().finished == 0

    def test_puts_a_new_year_s_first_minute_into_january_of_china(self, cast):
        midnight = datetime(YEAR, 12, 31, 16, 0, tzinfo=UTC)

        services.count(entries=[bought(cast.units["4101000002"].id, "1.00", "order:1:1", counted_at=midnight)], at=AT)

        months = NodeMonth.objects.filter(node_id=cast.city.id, kind="purchased").values_list("month", flat=True)
        assert [month.isoformat() for month in months] == [f"{YEAR + 1}-01-01"]


class TestEntry:
    @pytest.mark.parametrize("act", ["update", "delete"])
    def test_is_append_only(self, cast, act):
        rows = Entry.objects.filter(unit_id=cast.units["4101000002"].id)
        acts = {"update": lambda: rows.update(amount=1), "delete": lambda: rows._raw_delete(rows.db)}

        with pytest.raises(DatabaseError, match="entries_are_append_only"), transaction.atomic():
            acts[act]()

        assert rows.exists()


CHANNELS = st.sampled_from(["canteen", "contractor", "union", "enterprise", "individual"])
KINDS = st.sampled_from(["reserved", "purchased"])
BOOKINGS = st.lists(
    st.tuples(st.integers(0, 4), st.decimals("-900", "900", places=2), CHANNELS, KINDS), min_size=1, max_size=12
)


@world
def offices():
    return put_on_stage()


@pytest.mark.django_db
class TestSummaries:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(batches=st.lists(BOOKINGS, min_size=1, max_size=3))
    def test_equal_the_entries_after_any_bookings(self, offices, batches):
        with transaction.atomic():
            ids = [node.id for node in offices.units.values()]
            for number, batch in enumerate(batches):
                entries = [
                    bought(
                        ids[place], amount, f"made:{number}:{i}", channel=channel, kind=kind,
                        sign=1 if amount >= 0 else -1,
                    )
                    for i, (place, amount, channel, kind) in enumerate(batch)
                ]  # fmt: skip
                services.count(entries=entries, at=AT)

            found = queries.differences()
            transaction.set_rollback(True)

        assert found == []

    def test_are_rebuilt_from_the_entries(self, cast):
        NodeMonth.objects.filter(node_id=cast.city.id).update(amount=1)
        assert queries.differences() != []

        services.rebuild_summaries()

        assert queries.differences() == []

    @pytest.mark.parametrize(
        ("table", "column"),
        [("ledger_unitstanding", "reserved"), ("ledger_nodestanding", "filed"), ("ledger_nodemonth", "amount")],
    )
    def test_are_found_out_when_somebody_changes_one(self, cast, table, column):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = {column} + 1 WHERE id = (SELECT min(id) FROM {table})")

        assert [one.table for one in queries.differences()] == [table]
