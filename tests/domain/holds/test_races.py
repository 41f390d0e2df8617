"""What is scarce is never promised twice; who want the same things in another order never block each other."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import DatabaseError, connection

from nongcai.domain.holds import queries, services
from nongcai.domain.holds.errors import NotEnoughError
from nongcai.domain.holds.services import holding
from tests.market import AT

BUYERS, PIECES = 300, 100
ASKED = "AND bool_and(l.free >= t.quantity)"


def opened(quantity):
    return services.open_resource(owner="offer:1", quantity=Decimal(quantity), at=AT).pk


def at_once(threads, wanted, tries=1):
    """Let so many hold at the same moment what `wanted` tells of each; count what came of it."""
    ready = Barrier(threads)

    def buy(number):
        ready.wait(60)
        outcomes = []
        for attempt in range(tries):
            try:
                services.hold(source=f"order:{number}:{attempt}", told=wanted(number), at=AT)
                outcomes.append("held")
            except (NotEnoughError, DatabaseError) as refusal:
                outcomes.append(type(refusal).__name__)
        connection.close()
        return outcomes

    with ThreadPoolExecutor(threads) as pool:
        return Counter(outcome for outcomes in pool.map(buy, range(threads)) for outcome in outcomes)


class TestThePieces:
    def test_are_sold_once_each(self, stage):
        key = opened(PIECES)

        come_to = at_once(BUYERS, lambda _: {key: Decimal(1)})

        assert come_to == {"held": PIECES, "NotEnoughError": BUYERS - PIECES}
        assert queries.resources([key])[key].available == 0
        assert queries.reconciliation() == []

    def test_run_into_the_last_wall_where_nobody_asks_whether_there_are_any(self, stage, monkeypatch):
        assert ASKED in holding._HOLD
        monkeypatch.setattr(holding, "_HOLD", holding._HOLD.replace(ASKED, ""))
        key = opened(3)

        come_to = at_once(6, lambda _: {key: Decimal(1)})

        assert come_to["IntegrityError"] == 3


class TestOrderOfLocks:
    @pytest.mark.parametrize("is_sorted", [True, False])
    def test_keeps_those_who_want_the_same_from_waiting_for_each_other(self, stage, monkeypatch, is_sorted):
        if not is_sorted:
            # Everybody in the order in which it was asked for.
            unsorted = "FROM unnest(%(keys)s::uuid[]) WITH ORDINALITY AS k (key, place) CROSS JOIN LATERAL"
            unsorted += " (SELECT x.* FROM holds_resource x, pg_sleep(0.002) WHERE x.id = k.key FOR NO KEY UPDATE) r"
            ordered = "FROM holds_resource r WHERE r.id = ANY (%(keys)s::uuid[])"
            ordered += "\n        ORDER BY r.id = ANY (%(last)s::uuid[]), r.id FOR NO KEY UPDATE"
            assert ordered in holding._HOLD
            unsorted += " WHERE %(last)s::uuid[] IS NOT NULL"
            monkeypatch.setattr(holding, "_HOLD", holding._HOLD.replace(ordered, unsorted))
        keys = [opened(100_000) for _ in range(6)]

        def wanted(number):
            return dict.fromkeys(keys if number % 2 else reversed(keys), Decimal(1))

        come_to = at_once(8, wanted, tries=10)

        assert ("OperationalError" in come_to) is not is_sorted
