"""Hold, take, release, give back: the balance is always the sum of the holds."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.holds import queries, services
from nongcai.domain.holds.errors import NotEnoughError, NotHeldError, QuantityError
from nongcai.domain.holds.models import Hold, Resource
from nongcai.domain.holds.states import HOLD_MACHINE, HoldState
from nongcai.foundation.errors import NotFoundError
from tests.market import AT

ORDER = "order:1"


def opened(quantity="10"):
    return services.open_resource(owner="offer:1", quantity=Decimal(quantity), at=AT).pk


def held(key, quantity="4", source=ORDER, **more):
    services.hold(source=source, told={key: Decimal(quantity)}, at=AT, **more)


def balance(key):
    """Return held, taken and left; the balance is that of the holds."""
    assert queries.reconciliation() == []
    found = queries.resources([key])[key]
    return found.held, found.committed, found.available


@pytest.mark.django_db
class TestHold:
    def test_takes_all_that_is_there_and_no_more(self):
        key = opened()

        held(key, "10")
        with pytest.raises(NotEnoughError):
            held(key, "0.001", "order:2")

        assert balance(key) == (10, 0, 0)

    def test_is_of_all_or_nothing_and_says_what_is_left(self):
        plenty, scarce = opened("10"), opened("3")

        with pytest.raises(NotEnoughError) as refusal, transaction.atomic():
            services.hold(source=ORDER, told={plenty: Decimal(5), scarce: Decimal(4)}, at=AT)

        assert refusal.value.facts == {"resource_id": scarce, "left": "3", "wanted": "4"}
        assert (balance(plenty), balance(scarce)) == ((0, 0, 10), (0, 0, 3))

    @pytest.mark.parametrize("quantity", ["0", "-1", "1.2345"])
    def test_wants_a_quantity(self, quantity):
        with pytest.raises(QuantityError):
            held(opened(), quantity)

    def test_of_nothing_is_nothing(self):
        services.hold(source=ORDER, told={}, at=AT)

        assert not Hold.objects.exists()

    def test_is_of_something(self):
        with pytest.raises(NotFoundError):
            held(uuid4())


@pytest.mark.django_db
class TestCommit:
    def test_takes_a_part_and_frees_the_rest(self):
        key = opened()
        held(key, "4")

        services.commit(source=ORDER, taken={key: Decimal("2.5")}, at=AT)

        assert balance(key) == (0, Decimal("2.5"), Decimal("7.5"))

    @pytest.mark.parametrize(("source", "quantity"), [(ORDER, "4.001"), ("order:2", "4")])
    def test_is_refused_where_less_or_nothing_is_held(self, source, quantity):
        key = opened()
        held(key, "4")

        with pytest.raises(NotHeldError):
            services.commit(source=source, taken={key: Decimal(quantity)}, at=AT)

        assert balance(key) == (4, 0, 6)

    def test_is_done_once(self):
        key = opened()
        held(key, "4")
        services.commit(source=ORDER, taken={key: Decimal(4)}, at=AT)

        with pytest.raises(NotHeldError):
            services.commit(source=ORDER, taken={key: Decimal(4)}, at=AT)

        assert balance(key) == (0, 4, 6)


@pytest.mark.django_db
class TestRelease:
    def test_frees_what_is_held_once(self):
        key = opened()
        held(key, "4")

        assert [services.release(source=ORDER, keys=[key], at=AT) for _ in range(2)] == [1, 0]

        assert balance(key) == (0, 0, 10)

    def test_leaves_what_was_taken(self):
        key = opened()
        held(key, "4")
        services.commit(source=ORDER, taken={key: Decimal(4)}, at=AT)

        assert services.release(source=ORDER, keys=[key], at=AT) == 0

        assert balance(key) == (0, 4, 6)


@pytest.mark.django_db
class TestTakeBack:
    def test_gives_back_what_was_taken_and_no_more(self):
        key = opened()
        held(key, "4")
        services.commit(source=ORDER, taken={key: Decimal(4)}, at=AT)

        services.take_back(source=ORDER, told={key: Decimal(3)}, at=AT)
        with pytest.raises(NotHeldError):
            services.take_back(source=ORDER, told={key: Decimal(2)}, at=AT)

        assert balance(key) == (0, 1, 9)


@pytest.mark.django_db
class TestAdjust:
    @pytest.mark.parametrize(("quantity", "left"), [("10", 0), ("1", 9)])
    def test_holds_more_or_less_than_before(self, quantity, left):
        key = opened()
        held(key, "4")

        services.adjust(source=ORDER, told={key: Decimal(quantity)}, at=AT)

        assert balance(key) == (Decimal(quantity), 0, left)

    def test_is_refused_beyond_what_is_there(self):
        key = opened()
        held(key, "4")
        held(key, "3", "order:2")

        with pytest.raises(NotEnoughError) as refusal:
            services.adjust(source=ORDER, told={key: Decimal(8)}, at=AT)

        assert refusal.value.facts["left"] == "7"
        assert balance(key) == (7, 0, 3)

    def test_is_refused_where_nothing_is_held(self):
        with pytest.raises(NotHeldError):
            services.adjust(source=ORDER, told={opened(): Decimal(8)}, at=AT)


@pytest.mark.django_db
class TestExpire:
    def test_releases_what_is_beyond_its_moment(self):
        key = opened()
        held(key, "4", expires_at=AT + timedelta(minutes=15))
        held(key, "3", "order:2", expires_at=AT + timedelta(minutes=16))
        held(key, "1", "order:3")

        assert services.expire(at=AT + timedelta(minutes=15)) == 1

        assert balance(key) == (4, 0, 6)


@pytest.mark.django_db
class TestReconciliation:
    def test_finds_a_balance_that_is_not_the_sum_of_its_holds(self):
        key = opened()
        held(key, "4")
        Resource.objects.filter(pk=key).update(held=3)

        [found] = queries.reconciliation()

        assert (found.resource_id, found.owner, found.held, found.should_be_held) == (key, "offer:1", 3, 4)


@pytest.mark.django_db
class TestStates:
    @pytest.mark.parametrize("target", HoldState)
    @pytest.mark.parametrize("state", HoldState)
    def test_are_those_of_the_table(self, state, target):
        key = opened()
        held(key, "4")
        rows = Hold.objects.filter(resource_id=key)
        if state != HoldState.HELD:
            rows.update(state=state)

        def move():
            with transaction.atomic():
                rows.update(state=target)

        if state == target or (state, target) in HOLD_MACHINE.pairs:
            move()
            assert rows.get().state == target
        else:
            with pytest.raises(DatabaseError):
                move()
