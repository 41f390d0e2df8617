"""What a body allows its buyers: levels of approval, and budgets that orders hold, spend and give back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nongcai.domain.approvals import queries as approved
from nongcai.domain.approvals import services as approvals
from nongcai.domain.approvals.errors import NotYourTurnError
from nongcai.domain.approvals.models import ApprovalRequest
from nongcai.domain.approvals.services import ToldBudget
from nongcai.domain.holds import queries as holds
from nongcai.domain.orders import services
from nongcai.domain.orders.errors import BudgetShortError, UnknownOrderError
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.services import ToldAcceptance, ToldReturn
from tests.approvals import Canteen, hire_head
from tests.cast import hire, hire_buyer
from tests.domain.orders.test_placing import stock
from tests.market import AT
from tests.worlds import world


@world
def canteen(trade):
    hire(trade.cast, "order_approver")
    hire_head(trade.cast)
    return Canteen(trade.cast, AT.date())


def budget(trade, amount):
    canteen = Canteen(trade.cast, AT.date())
    told = ToldBudget(canteen.unit, "canteen", "year", AT.date(), Decimal(amount))
    return approvals.set_budget(actor=trade.actor("unit"), told=told, at=AT)


def standing(row):
    [found] = approved.budget_standings([row])
    return found.held, found.spent


class TestLevels:
    def test_let_an_order_wait_for_each_of_them(self, trade, canteen):
        canteen.levels(("0", "order_approver"), ("100", "head"))
        order = trade.placed()
        asked = {"subject": order.source, "at": AT}

        first = services.agree_to(actor=trade.actor("order_approver"), level=1, **asked)
        waits = Order.objects.get().state
        with pytest.raises(NotYourTurnError):
            services.agree_to(actor=trade.actor("order_approver"), level=2, **asked)
        last = services.agree_to(actor=trade.actor("head"), level=2, **asked)

        assert (first, waits, last, Order.objects.get().state) == (False, "waiting", True, "placed")

    def test_let_small_orders_pass_though_somebody_approves(self, trade, canteen):
        canteen.levels(("1000000", "order_approver"))

        assert trade.placed().state == "placed"

    def test_refuse_an_order(self, trade, canteen):
        canteen.levels(("0", "order_approver"))
        order = trade.placed()

        services.say_no(actor=trade.actor("order_approver"), subject=order.source, level=1, reason="超出计划", at=AT)

        assert (Order.objects.get().state, approved.decision_of(order.source).state) == ("cancelled", "refused")
        assert stock(trade) == (0, 0, 100)

    def test_agree_to_many_and_tell_of_those_that_are_not_there(self, trade, canteen):
        canteen.levels(("0", "order_approver"))
        orders = [trade.placed(), trade.placed()]
        seen = [*((one.source, 1) for one in orders), ("order:1", 1)]

        outcomes = services.agree_to_many(actor=trade.actor("order_approver"), seen=seen, at=AT)

        assert [one.is_last for one in outcomes] == [True, True, False]
        assert set(Order.objects.values_list("state", flat=True)) == {"placed"}

    def test_take_back_what_waits_when_the_order_is_cancelled(self, trade, canteen):
        canteen.levels(("0", "order_approver"))
        order = trade.placed()

        services.cancel(actor=trade.actor("buyer"), order_id=order.pk, words="不需要", at=AT)

        assert approved.decision_of(order.source).state == "withdrawn"

    def test_cancel_the_order_when_what_was_asked_is_taken_back(self, trade, canteen):
        canteen.levels(("0", "order_approver"))
        order = trade.placed()

        services.give_up(actor=trade.actor("buyer"), subject=order.source, at=AT)

        assert (Order.objects.get().state, approved.decision_of(order.source).state) == ("cancelled", "withdrawn")

    @pytest.mark.parametrize("subject", ["order:1", "order:00000000-0000-7000-8000-000000000000"])
    def test_know_orders_only(self, trade, canteen, subject):
        with pytest.raises(UnknownOrderError):
            services.agree_to(actor=trade.actor("order_approver"), subject=subject, level=1, at=AT)


class TestBudgets:
    def test_refuse_an_order_beyond_them_and_keep_nothing(self, trade):
        row = budget(trade, "1.00")

        with pytest.raises(BudgetShortError):
            trade.placed()

        assert (standing(row), stock(trade), Order.objects.count()) == ((0, 0), (0, 0, 100), 0)

    def test_are_held_until_all_was_looked_at_and_then_spent(self, trade):
        row = budget(trade, "100000.00")
        order = trade.shipped()
        held = standing(row)

        told = [ToldAcceptance(1, 9, refused=1, reason="damaged")]
        order = services.accept_goods(actor=trade.actor("buyer"), order_id=order.pk, told=told, at=AT)

        assert held == (order.amount, 0)
        assert 0 < order.due < order.amount
        assert standing(row) == (0, order.due)

    def test_are_given_back_what_goes_back(self, trade):
        row = budget(trade, "100000.00")
        order = trade.accepted()
        buyer, supplier = trade.actor("buyer"), trade.actor("supplier")
        back = services.ask_return(
            actor=buyer, order_id=order.pk, told=[ToldReturn(1, 4)], reason="quality", words="发霉", at=AT
        )
        services.answer_return(actor=supplier, order_id=order.pk, seq=back.seq, agrees=True, at=AT)

        order = services.take_return(actor=supplier, order_id=order.pk, seq=back.seq, at=AT)

        assert 0 < order.due < order.amount
        assert standing(row) == (0, order.due)

    def test_are_free_again_when_the_order_comes_to_nothing(self, trade):
        row = budget(trade, "100000.00")
        order = trade.signed()

        services.call_off(actor=trade.actor("supplier"), order_id=order.pk, words="缺货", at=AT)

        assert standing(row) == (0, 0)
        assert holds.reconciliation() == []

    def test_follow_the_carriage_that_is_agreed_to(self, trade):
        order = trade.placed()
        services.cancel(actor=trade.actor("buyer"), order_id=order.pk, words="重下", at=AT)
        row = budget(trade, order.amount + 10)
        order = trade.placed()
        actor, which = trade.actor("supplier"), {"order_id": order.pk, "at": AT}
        services.requote(actor=actor, freight=order.freight + 11, words="路远", **which)

        with pytest.raises(BudgetShortError):
            services.agree(actor=trade.actor("buyer"), **which)
        services.requote(actor=actor, freight=order.freight + 10, words="路远", **which)
        services.agree(actor=trade.actor("buyer"), **which)

        assert standing(row) == (order.amount + 10, 0)


def carried(trade, order, more, by="buyer"):
    """Let the supplier ask for so much more carriage than was first told, and the buyer agree."""
    freight = order.freight + Decimal(more)
    services.requote(actor=trade.actor("supplier"), order_id=order.pk, freight=freight, words="路远", at=AT)
    return services.agree(actor=trade.actor(by), order_id=order.pk, at=AT)


class TestRaisedCarriage:
    def test_is_approved_as_what_it_makes_of_the_order(self, trade, canteen):
        canteen.levels(("0", "order_approver"))
        order = trade.placed()
        asked = {"actor": trade.actor("order_approver"), "subject": order.source, "level": 1, "at": AT}
        services.agree_to(**asked)

        raised = carried(trade, order, "50.00")
        again = ApprovalRequest.objects.get(subject=order.source, round=2)
        services.agree_to(**asked)

        assert (raised.state, raised.approved_at, raised.holder) == ("waiting", None, "approver")
        assert again.amount == order.amount + 50
        assert (Order.objects.get().state, Order.objects.get().approved_at) == ("placed", AT)

    def test_asks_whom_a_smaller_order_did_not(self, trade, canteen):
        order = trade.placed()
        services.cancel(actor=trade.actor("buyer"), order_id=order.pk, words="重下", at=AT)
        canteen.levels((str(order.amount + 1), "order_approver"))
        order = trade.placed()

        states = [order.state, carried(trade, order, "0.50").state, carried(trade, order, "1.00").state]

        assert states == ["placed", "placed", "waiting"]

    def test_is_not_asked_about_twice(self, trade, canteen):
        canteen.levels(("0", "order_approver"))
        order = trade.placed()
        asked = {"actor": trade.actor("order_approver"), "subject": order.source, "level": 1, "at": AT}
        services.agree_to(**asked)
        carried(trade, order, "50.00")
        services.agree_to(**asked)

        assert [carried(trade, order, more).state for more in ("20.00", "50.00")] == ["placed", "placed"]
        assert carried(trade, order, "50.01").state == "waiting"

    def test_is_anybodys_to_approve_where_no_level_is_left(self, trade, canteen):
        canteen.levels(("0", "order_approver"))
        order = trade.placed()
        services.agree_to(actor=trade.actor("order_approver"), subject=order.source, level=1, at=AT)
        canteen.levels()

        waits = carried(trade, order, "50.00").state
        services.approve(actor=trade.actor("head"), order_id=order.pk, at=AT)

        assert (waits, Order.objects.get().state) == ("waiting", "placed")

    def test_may_be_refused(self, trade, canteen):
        row = budget(trade, "100000.00")
        order = trade.placed()
        services.approve(actor=trade.actor("head"), order_id=order.pk, at=AT)
        carried(trade, order, "50.00")
        held = standing(row)

        services.refuse(actor=trade.actor("head"), order_id=order.pk, words="运费过高", at=AT)

        assert (held, standing(row)) == ((order.amount + 50, 0), (0, 0))
        assert (Order.objects.get().state, stock(trade)) == ("cancelled", (0, 0, 100))

    def test_is_never_decided_by_who_placed_the_order(self, trade, canteen):
        order = trade.placed()
        services.approve(actor=trade.actor("head"), order_id=order.pk, at=AT)
        hire_buyer(trade.cast, "colleague")
        canteen.levels(("0", "order_approver"))

        carried(trade, order, "50.00", by="colleague")

        request = ApprovalRequest.objects.get(subject=order.source)
        assert (request.asked_by_id, request.asked_by_label) == (order.user_id, trade.actor("buyer").label)
        assert order.user_id != trade.actor("colleague").user_id
