"""What is scarce is never promised twice; who want the same things in another order never block each other."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import DatabaseError, connection
from django.db.models import F

from nongcai.domain.holds import queries, services
from nongcai.domain.holds.errors import NotEnoughError
from nongcai.domain.holds.models import Resource
from nongcai.domain.holds.services import holding
from tests.market import AT
from tests.walls import without_wall

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


class TestTheLastVoucher:
    """A ceiling of ten vouchers, which thirty want at the same moment."""

    def test_is_given_once(self, stage):
        key = opened(10)

        come_to = at_once(30, lambda _: {key: Decimal(1)})

        assert come_to == {"held": 10, "NotEnoughError": 20}

    def test_is_given_many_times_where_it_is_asked_first_and_taken_then(self, stage, monkeypatch):
        def asked_first(*, source, told, at):
            [(key, quantity)] = told.items()
            if queries.resources([key])[key].available < quantity:
                raise NotEnoughError(resource_id=key, left="0", wanted="1")
            # All have asked by then.
            everybody.wait(60)
            Resource.objects.filter(pk=key).update(held=F("held") + quantity)

        everybody = Barrier(30)
        monkeypatch.setattr(services, "hold", asked_first)
        key = opened(10)

        with without_wall("holds_resource", "never_promised_twice"):
            come_to = at_once(30, lambda _: {key: Decimal(1)})

        assert come_to == {"held": 30}
        assert queries.resources([key])[key].available == -20


class TestOrderOfLocks:
    @pytest.mark.parametrize("is_sorted", [True, False])
    def test_keeps_those_who_want_the_same_from_waiting_for_each_other(self, stage, monkeypatch, is_sorted):
        if not is_sorted:
            # Everybody in the order in which it was asked for.
            unsorted = "FROM unnest(%(keys)s::uuid[]) WITH ORDINALITY AS k (key, place) CROSS JOIN LATERAL"
            unsorted += " (SELECT x.* FROM holds_resource x, pg_sleep(0.002) WHERE x.id = k.key FOR NO KEY UPDATE) r"
            ordered = "FROM holds_resource r WHERE r.id = ANY (ARRAY(SELECT key FROM told))"
            ordered += "\n        ORDER BY r.id = ANY (%(last)s::uuid[]), r.id FOR NO KEY UPDATE"
            assert ordered in holding._HOLD
            unsorted += " WHERE %(last)s::uuid[] IS NOT NULL"
            monkeypatch.setattr(holding, "_HOLD", holding._HOLD.replace(ordered, unsorted))
        keys = [opened(100_000) for _ in range(6)]

        def wanted(number):
            return dict.fromkeys(keys if number % 2 else reversed(keys), Decimal(1))

        come_to = at_once(8, wanted, tries=10)

        assert ("OperationalError" in come_to) is not is_sorted

    def test_is_stock_before_budgets_whatever_their_keys(self, stage):
        budgets = {opened(10_000): Decimal(1) for _ in range(2)}
        stock = {opened(10_000): Decimal(1) for _ in range(2)}
        assert max(budgets) < min(stock)

        services.hold(source="order:1", told=stock, last=budgets, at=AT)
        short = [dict.fromkeys(keys, Decimal(20_000)) for keys in (stock, budgets)]
        with pytest.raises(NotEnoughError) as refusal:
            services.hold(source="order:2", told=short[0], last=short[1], at=AT)

        assert refusal.value.facts["resource_id"] == min(stock)
        assert {one.held for one in queries.resources([*stock, *budgets]).values()} == {1}
