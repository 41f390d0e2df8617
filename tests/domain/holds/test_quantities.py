"""How much there is of something scarce is never less than what was promised, whoever comes at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from nongcai.domain.holds import queries, services
from nongcai.domain.holds.errors import BelowPromisedError, QuantityError
from nongcai.domain.holds.models import Resource
from nongcai.foundation.errors import NotFoundError
from tests.market import AT
from tests.threads import wait_for_waiting


def opened(quantity="10"):
    return services.open_resource(owner="offer:1", quantity=Decimal(quantity), at=AT)


def promise(resource, held):
    Resource.objects.filter(pk=resource.pk).update(held=F("held") + held)


class TestSetQuantity:
    def test_changes_how_much_there_is(self, db):
        resource = opened()

        services.set_quantity(resource_id=resource.pk, quantity=Decimal("4.5"), at=AT)

        assert queries.resources([resource.pk])[resource.pk].available == Decimal("4.5")

    def test_goes_down_to_what_was_promised_and_no_further(self, db):
        resource = opened()
        Resource.objects.filter(pk=resource.pk).update(held=3, committed=4)

        services.set_quantity(resource_id=resource.pk, quantity=Decimal(7), at=AT)
        with pytest.raises(BelowPromisedError) as refusal:
            services.set_quantity(resource_id=resource.pk, quantity=Decimal("6.999"), at=AT)

        assert "7，" in str(refusal.value)
        assert Resource.objects.get().quantity == 7

    @pytest.mark.parametrize("quantity", ["-1", "1.2345", "NaN", "1e12"])
    def test_refuses_what_is_no_quantity(self, db, quantity):
        with pytest.raises(QuantityError):
            opened(quantity)

    def test_is_of_something(self, db):
        with pytest.raises(NotFoundError):
            services.set_quantity(resource_id=uuid4(), quantity=Decimal(1), at=AT)


class TestOpenResources:
    def test_opens_many_at_once(self, db):
        keys = [services.new_key(), services.new_key()]

        services.open_resources(told=[(key, f"offer:{n}", Decimal(n)) for n, key in enumerate(keys)], at=AT)

        assert [queries.resources(keys)[key].quantity for key in keys] == [0, 1]


class TestAtOnce:
    def test_waits_for_a_promise_and_counts_it(self, stage):
        assert self.outcome(services.set_quantity) == "BelowPromisedError"

    def test_would_run_into_the_last_wall_if_it_only_looked_first(self, stage):
        def looked_first(*, resource_id, quantity, at):
            found = Resource.objects.get(pk=resource_id)
            if found.held + found.committed > quantity:
                raise BelowPromisedError(promised="")
            Resource.objects.filter(pk=resource_id).update(quantity=quantity, changed_at=at)

        assert self.outcome(looked_first) == "IntegrityError"

    def outcome(self, service):
        """Say what becomes of setting five while somebody, not yet through, takes eight of ten."""
        resource = opened()

        def set_five():
            try:
                service(resource_id=resource.pk, quantity=Decimal(5), at=AT)
            except (BelowPromisedError, IntegrityError) as refusal:
                return type(refusal).__name__
            finally:
                connection.close()
            return "done"

        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                promise(resource, 8)
                started = pool.submit(set_five)
                wait_for_waiting(1)
            return started.result(timeout=60)


class TestSetQuantities:
    def test_change_many_and_say_how_many(self, db):
        first, second, third = opened("10"), opened("20"), opened("30")

        told = {first.pk: Decimal(11), second.pk: Decimal(20), third.pk: Decimal(0)}
        assert services.set_quantities(told=told, at=AT) == 2

        found = queries.resources(told)
        assert [found[one.pk].quantity for one in (first, second, third)] == [11, 20, 0]

    @pytest.mark.parametrize(("quantity", "refusal"), [(Decimal(2), BelowPromisedError), (Decimal(-1), QuantityError)])
    def test_change_none_when_one_is_refused(self, db, quantity, refusal):
        first, second = opened("10"), opened("10")
        promise(second, 3)

        with pytest.raises(refusal):
            services.set_quantities(told={first.pk: Decimal(4), second.pk: quantity}, at=AT)
        assert queries.resources([first.pk])[first.pk].quantity == 10

    def test_want_things_that_are_there(self, db):
        with pytest.raises(NotFoundError):
            services.set_quantities(told={uuid4(): Decimal(1)}, at=AT)
