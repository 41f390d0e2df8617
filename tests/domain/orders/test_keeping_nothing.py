"""Goods of which the buyer keeps nothing: the order is over, and nobody waits for an invoice of nothing."""

from __future__ import annotations

import importlib
from decimal import Decimal

from django.db import connection

from nongcai.domain.documents import queries as documents
from nongcai.domain.notifications.models import Message
from nongcai.domain.orders import queries, services
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.services import Photo, ToldAcceptance, ToldReturn
from tests.domain.orders.test_allowing import budget, standing
from tests.domain.orders.test_placing import stock
from tests.market import AT
from tests.orders import PHOTO

MIGRATION = "nongcai.domain.orders.migrations.0016_nothing_kept_is_over"
NOTHING = [ToldAcceptance(1, 0, 10, "quality")]


def accept(trade, order, told, **also):
    return services.accept_goods(actor=trade.actor("buyer"), order_id=order.pk, told=told, at=AT, **also)


def last_told(order):
    return Message.objects.filter(path=f"/orders/{order.pk}/").latest("pk").text


class TestAcceptance:
    def test_of_nothing_ends_the_order(self, trade):
        order = accept(trade, trade.shipped(), NOTHING)

        assert (order.state, order.holder, order.due, order.owes_invoice) == ("returned", "nobody", 0, False)
        assert [one.action for one in queries.steps_of(order)][-1] == "accept_none"
        assert stock(trade) == (0, 0, 100)
        assert last_told(order).endswith("全部未收，无须付款。")

    def test_of_nothing_does_not_count_nor_lacks_a_step(self, trade):
        order = accept(trade, trade.shipped(), NOTHING)

        missing = queries.missing_step(order, queries.counting_of(order.region_code, AT))

        assert (order.counted_at, missing) == (None, None)
        assert order not in queries.uncounted_orders(trade.actor("buyer"))

    def test_of_nothing_keeps_the_evidence(self, trade):
        order = accept(trade, trade.shipped(), NOTHING, photos=[Photo("a.jpg", PHOTO)])

        [row] = queries.acceptances_of(order)
        assert documents.documents_of_any([row.owner]).get().media_type == "image/jpeg"

    def test_of_nothing_frees_the_budget(self, trade):
        row = budget(trade, "100000.00")
        order = trade.shipped()
        before = standing(row)

        accept(trade, order, NOTHING)

        assert (before, standing(row)) == ((order.amount, 0), (0, 0))

    def test_of_nothing_leaves_what_was_paid_to_go_back(self, trade):
        order = accept(trade, trade.paid(trade.shipped()), NOTHING)
        assert (order.state, order.paid > 0) == ("returned", True)

        order = trade.paid(order, str(-order.paid))

        assert (order.state, order.paid) == ("returned", 0)

    def test_of_a_bad_parcel_has_the_rest_come(self, trade):
        order = trade.parcel(trade.signed(), (1, 6))
        order = accept(trade, order, [ToldAcceptance(1, 0, 6, "quality")])
        assert (order.state, order.holder) == ("shipped", "seller")

        order = accept(trade, trade.parcel(order, (1, 4)), [ToldAcceptance(1, 1, 3, "quality")])

        assert (order.state, order.holder) == ("accepted", "seller")

    def test_of_no_more_after_all_went_back_ends_the_order(self, trade):
        order = accept(trade, trade.parcel(trade.signed(), (1, 6)), None)
        told = {"told": [ToldReturn(1, 6)], "reason": "quality", "words": "受潮"}
        row = services.ask_return(actor=trade.actor("buyer"), order_id=order.pk, at=AT, **told)
        known = {"actor": trade.actor("supplier"), "order_id": order.pk, "seq": row.seq, "at": AT}
        services.answer_return(agrees=True, **known)
        order = services.take_return(**known)
        assert order.state == "shipped"

        order = accept(trade, trade.parcel(order, (1, 4)), [ToldAcceptance(1, 0, 4, "quality")])

        assert (order.state, order.due) == ("returned", 0)


class TestMigration:
    def test_ends_what_was_left_without_anything_to_pay(self, trade):
        kept, left = trade.accepted(), accept(trade, trade.shipped(), NOTHING)
        other = trade.accepted()
        Order.objects.filter(pk=other.pk).update(due=Decimal(0), holder="buyer")
        migration = importlib.import_module(MIGRATION)

        with connection.cursor() as cursor:
            cursor.execute(migration.NOTED)
            cursor.execute(migration.OVER)

        found = {one.pk: one for one in Order.objects.all()}
        assert [found[one.pk].state for one in (kept, left, other)] == ["accepted", "returned", "returned"]
        assert (found[other.pk].holder, found[other.pk].steps) == ("nobody", other.steps + 1)
        assert queries.steps_of(found[other.pk]).last().action == "accept_none"
        assert found[left.pk].steps == left.steps
