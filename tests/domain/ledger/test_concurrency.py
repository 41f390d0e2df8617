"""Bookings at the same time, in a database of their own: what threads commit is not rolled back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from django.db import connection, transaction

from nongcai.domain.ledger import queries, services, statements
from nongcai.domain.ledger.models import UnitStanding
from nongcai.domain.ledger.services import NewEntry
from nongcai.domain.organisations import services as organisations
from tests.cast import AT, DISTRICT, UNITS, YEAR
from tests.threads import wait_for_waiting

THREADS = 4


def book(unit_id, number):
    entry = NewEntry(
        unit_id=unit_id, year=YEAR, kind="purchased", channel="canteen", origin="export", amount=Decimal("70000.00"),
        sign=1, source=f"order:{number}:1", rule="unit_code", counted_at=datetime(YEAR, 5, 4, 4, 0, tzinfo=UTC),
    )  # fmt: skip
    try:
        services.count(entries=[entry], at=AT)
    finally:
        connection.close()


def book_at_once(unit_id):
    """Book on one unit in several threads that all have come to its standing before the first of them goes on."""
    with ThreadPoolExecutor(THREADS) as pool:
        with transaction.atomic():
            assert UnitStanding.objects.select_for_update(no_key=True).get(unit_id=unit_id, year=YEAR).purchased == 0
            bookings = [pool.submit(book, unit_id, number) for number in range(THREADS)]
            wait_for_waiting(THREADS)
        for booking in bookings:
            booking.result(timeout=20)


class TestCount:
    def test_keeps_the_summaries_equal_when_many_book_on_one_unit(self, stage):
        book_at_once(stage.units["4101000002"].id)

        assert queries.differences() == []
        assert queries.node_standings([stage.city.id], YEAR).get().orders == THREADS

    def test_would_count_a_unit_twice_without_its_lock(self, stage, monkeypatch):
        monkeypatch.setattr(statements, "LOCK_STANDINGS", "SELECT 1")

        book_at_once(stage.units["4101000002"].id)

        assert {one.table for one in queries.differences()} == {"ledger_nodestanding"}

    def test_waits_for_a_change_of_the_tree_and_counts_where_the_unit_stands_then(self, stage):
        school = stage.units["4101000002"]
        moved = replace(UNITS[1], region_code=DISTRICT, supervisor_code="", organisation_id=school.id)

        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                organisations.list_units(actor=stage.actor("city_finance"), year=YEAR + 1, rows=[moved], at=AT)
                services.rebuild_summaries()
                other = pool.submit(book, school.id, 1)
                wait_for_waiting(1)
            other.result(timeout=20)

        assert queries.differences() == []
        assert queries.node_standings([stage.district.id], YEAR).get().orders == 1
