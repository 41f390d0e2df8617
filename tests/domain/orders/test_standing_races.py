"""A delivery is ordered once, however many workers come at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from nongcai.domain.catalogue.models import Offer
from nongcai.domain.holds import queries as holds
from nongcai.domain.orders.models import Order, StandingRun
from nongcai.domain.orders.services import repeating
from nongcai.foundation import records
from tests.orders import open_trade
from tests.standing import MONDAY, at, begun, placed

WORKERS, SATURDAY = 4, at(3, 2)


@pytest.fixture
def shop(stage):
    return open_trade(stage)


def at_once(act):
    """Let workers begin together; return what each of them did, or what stopped it."""
    barrier = Barrier(WORKERS)

    def work():
        barrier.wait()
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return [one.result() for one in [pool.submit(work) for _ in range(WORKERS)]]


def held():
    resource_id = Offer.objects.latest("pk").resource_id
    return holds.resources([resource_id])[resource_id].held


class TestWorkers:
    def test_order_once(self, shop):
        standing = begun(shop)

        found = at_once(lambda: placed(shop, standing, MONDAY, SATURDAY))

        assert sorted(type(one).__name__ for one in found) == ["NoneType"] * (WORKERS - 1) + ["StandingRun"]
        assert Order.objects.count() == StandingRun.objects.count() == 1
        assert held() == 10

    def test_order_as_often_as_they_come_without_the_key(self, shop, monkeypatch):
        """The negative control: what the key prevents does happen where nobody asks it who came first."""
        standing = begun(shop)
        asked = records.insert_new
        monkeypatch.setattr(repeating.records, "insert_new", lambda row: asked(row) or True)

        found = at_once(lambda: placed(shop, standing, MONDAY, SATURDAY))

        assert [type(one).__name__ for one in found] == ["StandingRun"] * WORKERS
        assert Order.objects.count() == WORKERS
        assert held() == 10 * WORKERS

    def test_run_into_the_key_where_they_write_all_the_same(self, shop):
        standing = begun(shop)
        run = placed(shop, standing, MONDAY, SATURDAY)
        names = ("standing_id", "day", "supplier_id", "supplier_name", "at")

        with pytest.raises(IntegrityError):
            StandingRun.objects.create(**{name: getattr(run, name) for name in names})
