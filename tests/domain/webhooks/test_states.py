from datetime import UTC, datetime
from itertools import product

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.webhooks.models import Delivery, Subscription
from nongcai.domain.webhooks.states import (
    DELIVERY_MACHINE,
    SUBSCRIPTION_MACHINE,
    DeliveryState,
    SubscriptionState,
)

AT = datetime(2024, 3, 1, tzinfo=UTC)


def subscribed(cast, number, state="active"):
    return Subscription.objects.create(
        node_id=cast.city.id, name="甲", address=f"https://example.org/{number}", salt="s", state=state, made_at=AT,
        made_by_label="岗",
    )  # fmt: skip


def delivery(cast, number, state):
    return Delivery.objects.create(
        subscription=subscribed(cast, number), filing_id=number, version=1, unit_name="校", body="{}", state=state,
        due_at=AT, made_at=AT,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("make", "states", "machine"),
    [(subscribed, SubscriptionState, SUBSCRIPTION_MACHINE), (delivery, DeliveryState, DELIVERY_MACHINE)],
)
class TestMachines:
    def test_are_those_of_the_database(self, cast, make, states, machine):
        permitted = set()
        for number, (source, target) in enumerate(product(states.values, states.values)):
            if source == target:
                continue
            row = make(cast, number, source)
            try:
                with transaction.atomic():
                    type(row).objects.filter(pk=row.pk).update(state=target)
            except DatabaseError:
                continue
            permitted.add((source, target))

        assert permitted == {pair for pair in machine.pairs if pair[0] != pair[1]}
