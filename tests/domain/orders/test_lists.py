"""Lists of a supplier are counted by the few orders that are in hand, and say the same as all of them."""

from django.db.models import F, Q

from nongcai.domain.orders import queries, services
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.queries import Stage
from nongcai.domain.orders.queries.listing import STAGES
from nongcai.domain.orders.services import ToldReturn
from nongcai.domain.orders.states import IN_HAND
from tests.cast import hire
from tests.market import AT


def counted_over_all(actor):
    return {one: queries.orders_visible_to(actor).filter(STAGES[one]).count() for one in queries.stages_of(actor)}


class TestStageCounts:
    def test_are_those_of_all_orders(self, trade):
        supplier, buyer = trade.actor("supplier"), trade.actor("buyer")
        trade.placed()
        trade.signed()
        trade.shipped()
        going_back = trade.completed()
        services.ask_return(
            actor=buyer, order_id=going_back.pk, told=[ToldReturn(1, 2)], reason="quality", words="受潮", at=AT
        )
        unpaid = trade.completed()
        services.note_paid(actor=trade.operator, order_id=unpaid.pk, amount=-unpaid.due, at=AT)
        trade.completed()
        trade.accepted()
        trade.invoiced(trade.accepted())
        trade.billed(trade.accepted())

        counts = queries.stage_counts(supplier)

        assert counts == counted_over_all(supplier)
        told = {Stage.SIGN: 1, Stage.SHIP: 1, Stage.TRANSIT: 1, Stage.BILL: 1, Stage.EARN: 6, Stage.RETURN: 1}
        assert counts == told
        assert queries.stage_counts(buyer) == counted_over_all(buyer)
        found = queries.orders_found(supplier, stage=Stage.RETURN)
        assert [one.pk for one in found] == [going_back.pk]

    def test_of_invoices_are_of_either_side_in_turn(self, trade):
        supplier, buyer = trade.actor("supplier"), trade.actor("buyer")
        owed, shown, early, done = trade.accepted(), trade.accepted(), trade.shipped(), trade.accepted()
        on_its_way = trade.shipped()
        for order in (shown, early):
            trade.billed(order)
        trade.invoiced(done)

        def found(actor, stage):
            return {one.pk for one in queries.orders_found(actor, stage=stage)}

        assert (found(supplier, "bill"), found(buyer, "invoice")) == ({owed.pk}, {shown.pk, early.pk})
        assert (queries.waiting_counts(supplier)["bill"], queries.waiting_counts(buyer)["invoice"]) == (1, 2)
        assert owed in queries.waiting_for(supplier)
        acceptor = trade.actor(hire(trade.cast, "acceptor"))
        assert set(queries.waiting_for(acceptor)) == {shown, early, on_its_way}

    def test_rest_on_an_index_of_the_same_condition(self):
        [index] = [one for one in Order._meta.indexes if one.name == "orders_of_a_seller_in_hand"]

        assert index.condition == Q(state__in=IN_HAND) | Q(paid__lt=F("due"))
