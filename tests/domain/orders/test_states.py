"""What the table permits, the database permits, and nothing else."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from nongcai.domain.orders import queries
from nongcai.domain.orders.models import Order, OrderLine, OrderStep
from nongcai.domain.orders.states import HOLDERS, ORDER_MACHINE, OrderState


class TestStates:
    @pytest.mark.parametrize("state", OrderState)
    def test_are_those_of_the_table(self, trade, state):
        order = trade.placed()
        rows = Order.objects.filter(pk=order.pk)
        permitted = {target for source, target in ORDER_MACHINE.pairs if source == state} | {state}

        found = set()
        for target in OrderState:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL session_replication_role = replica")
                    cursor.execute("UPDATE orders_order SET state = %s", [state])
                    cursor.execute("SET LOCAL session_replication_role = origin")
                try:
                    with transaction.atomic():
                        rows.update(state=target)
                    found.add(target)
                except DatabaseError:
                    pass
                transaction.set_rollback(True)

        assert found == permitted

    def test_all_have_somebody_for_whom_the_order_waits(self):
        assert set(HOLDERS) == set(OrderState)


class TestRows:
    @pytest.mark.parametrize("model", [Order, OrderLine, OrderStep])
    def test_are_kept(self, trade, model):
        trade.placed()

        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()

    def test_of_steps_are_never_edited(self, trade):
        order = trade.placed()

        with pytest.raises(DatabaseError), transaction.atomic():
            queries.steps_of(order).update(words="另一个原因")
