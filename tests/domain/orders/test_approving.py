"""What waits for any approver of a body: for whom, in which order, and never beside the request of a level."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from nongcai.domain.approvals import queries as approved
from nongcai.domain.approvals.models import ApprovalRequest
from nongcai.domain.notifications.models import Message
from nongcai.domain.orders import permissions, queries, services
from nongcai.domain.orders.models import Order
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.roles import BuyerKind, Role
from tests.approvals import Canteen, hire_head
from tests.cast import hire, hire_buyer
from tests.market import AT
from tests.worlds import world

# Whoever has to do with the canteen's orders, and the approver of another body at the same school.
APPROVERS = ["order_approver", "head"]
OTHERS = ["buyer", "union_approver", "acceptor", "unit", "city_finance", "supplier", "platform"]


@world
def canteen(trade):
    hire(trade.cast, "order_approver")
    hire(trade.cast, "acceptor")
    hire_head(trade.cast)
    hire_head(trade.cast, "union_approver", kind=BuyerKind.UNION, body="郑州市第一中学工会")
    return Canteen(trade.cast, AT.date())


def found(trade, who):
    return [one.pk for one in queries.waiting_for_any_approver(trade.actor(who))]


class TestWaitingForAnyApprover:
    def test_stands_before_each_approver_of_the_body_and_nobody_else(self, trade, canteen):
        order = trade.placed()

        assert order.state == "waiting"
        assert {who: found(trade, who) for who in APPROVERS} == {who: [order.pk] for who in APPROVERS}
        assert {who: found(trade, who) for who in OTHERS} == {who: [] for who in OTHERS}

    @pytest.mark.parametrize("decide", [services.approve, services.refuse])
    def test_is_gone_when_one_of_them_decided(self, trade, canteen, decide):
        order = trade.placed()

        decide(actor=trade.actor("head"), order_id=order.pk, words="同意", at=AT)

        assert [found(trade, who) for who in APPROVERS] == [[], []]

    def test_is_told_to_whoever_may_decide(self, trade, canteen):
        buyer = trade.actor("buyer")
        own = {"user_id": buyer.user_id, "organisation_id": buyer.organisation_id, "buys_for_id": buyer.buys_for_id}
        Membership.objects.create(**own, role=Role.ORDER_APPROVER, period=DateRange(AT.date(), None))
        order = trade.placed()

        told = Message.objects.filter(path=f"/orders/{order.pk}/")
        assert {one.recipient_id for one in told} == {trade.actor(who).user_id for who in APPROVERS}
        assert {one.text for one in told} == {
            f"订单{order.number}：待您审批，{order.amount}元，{order.supplier_name}。"
        }

    def test_is_not_what_a_level_asks_for(self, trade, canteen):
        canteen.levels(("0", "order_approver"), ("100", "head"))
        order = trade.placed()

        assert ApprovalRequest.objects.get().subject == order.source
        assert [found(trade, who) for who in APPROVERS] == [[], []]
        assert approved.inbox(trade.actor("order_approver"), AT.date()).count() == 1

    def test_is_what_was_decided_by_levels_before_and_waits_again_without(self, trade, canteen):
        canteen.levels(("0", "order_approver"))
        order = trade.placed()
        services.agree_to(actor=trade.actor("order_approver"), subject=order.source, level=1, at=AT)
        canteen.levels()
        services.requote(
            actor=trade.actor("supplier"), order_id=order.pk, freight=order.freight + 50, words="路远", at=AT
        )
        services.agree(actor=trade.actor("buyer"), order_id=order.pk, at=AT)

        assert [found(trade, who) for who in APPROVERS] == [[order.pk], [order.pk]]

    def test_is_another_buyers_where_the_approvers_have_left(self, trade, canteen):
        order = trade.placed()
        hire_buyer(trade.cast, "colleague")
        for who in APPROVERS:
            canteen.leave(who)

        assert (found(trade, "colleague"), found(trade, "buyer")) == ([order.pk], [])

    def test_is_what_the_steps_permit(self, trade, canteen):
        trade.placed()
        people = [*APPROVERS, *OTHERS]

        may = [any("approve" in actions(trade, who, one) for one in Order.objects.all()) for who in people]

        assert may == [bool(found(trade, who)) for who in people]

    def test_rests_on_an_index_of_the_same_condition(self):
        [index] = [one for one in Order._meta.indexes if one.name == "orders_waiting_for_approval"]

        assert (index.fields, index.condition) == (["buyer", "-id"], Q(state="waiting"))


class TestOrdersToApprove:
    def test_tells_the_longest_waiting_first_in_one_statement(self, trade, canteen, django_assert_num_queries):
        orders = [trade.placed() for _ in range(3)]
        last, first, second = orders
        for order, hours in ((first, 3), (second, 2), (last, 1)):
            Order.objects.filter(pk=order.pk).update(since=AT - timedelta(hours=hours))
        actor = trade.actor("head")

        with django_assert_num_queries(1):
            shown = queries.orders_to_approve(actor, 2)

        assert [one.order.pk for one in shown.rows] == [first.pk, second.pk]
        assert (shown.count, shown.more) == (3, 1)
        assert [(one.goods, one.placed_by) for one in shown.rows] == [(["卢氏黑木耳"], "第一中学食堂采购岗")] * 2

    def test_tells_nothing_where_nothing_waits(self, trade, canteen):
        shown = queries.orders_to_approve(trade.actor("head"), 2)

        assert (shown.rows, shown.count, shown.more) == ([], 0, 0)


def actions(trade, who, order):
    seen = queries.orders_visible_to(trade.actor(who)).filter(pk=order.pk).first()
    return permissions.possible_actions(trade.actor(who), seen) if seen else []
