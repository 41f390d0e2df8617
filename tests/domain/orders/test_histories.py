"""After any history: stock is what is held and sold, the ledger is what the orders say, nothing is below zero."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from nongcai.domain.holds import queries as holds
from nongcai.domain.ledger.models import Entry
from nongcai.domain.orders import queries, services
from nongcai.domain.orders.models import Order, OrderLine
from nongcai.domain.orders.services import ToldAcceptance, ToldLine, ToldReturn, accepting
from nongcai.domain.orders.states import CONTRACTED, LAPSING, OrderState, PaymentMode
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions.models import Transaction
from nongcai.foundation.errors import DomainError
from tests.market import AT
from tests.orders import SCHOOL

ANY = st.integers(0, 30)
FEW = st.integers(1, 40)


class Histories(RuleBasedStateMachine):
    """The canteen and the supplier do what they like with up to a hundred bags."""

    trade: Any
    done: Counter[str]

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.orders = []

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def try_(self, act, **told):
        """Do it, or be refused; a refusal leaves everything as it was."""
        try:
            with transaction.atomic():
                found = getattr(services, act)(at=AT, **told)
        except DomainError:
            return None
        self.done[act] += 1
        return found

    def with_order(self, act, place, by="buyer", **told):
        if self.orders:
            order_id = self.orders[place % len(self.orders)]
            actor = self.trade.operator if by == "operator" else self.trade.actor(by)
            self.try_(act, actor=actor, order_id=order_id, **told)

    @initialize(quantity=FEW)
    def begin(self, quantity):
        """Have orders that are done, on their way, signed, and only placed."""
        for number, one in enumerate((quantity, 20, 10, 5, 1, 2)):
            self.place(one, PaymentMode.GOODS_FIRST)
            if number < 2:
                self.sign_and_ship(number)
        self.accept_all(0)
        self.accept_invoice(0)
        self.pay_all(0)
        self.sign(2)
        self.end(4, "cancel")
        self.sign(5)
        self.end(5, "call_off")

    @rule(quantity=FEW, mode=st.sampled_from(PaymentMode))
    def place(self, quantity, mode):
        told = self.trade.told(ToldLine(self.trade.offer.pk, quantity), payment_mode=mode)
        order = self.try_("place", actor=self.trade.actor("buyer"), told=told)
        if order:
            self.orders.append(order.pk)

    @rule(place=ANY)
    def sign(self, place):
        self.with_order("sign", place, "supplier")

    @rule(place=ANY, freight=st.integers(0, 20))
    def requote(self, place, freight):
        self.with_order("requote", place, "supplier", freight=Decimal(freight), words="偏远")
        self.with_order("agree", place)

    @rule(place=ANY, act=st.sampled_from(["cancel", "decline", "call_off"]))
    def end(self, place, act):
        self.with_order(act, place, "buyer" if act == "cancel" else "supplier", words="协商")

    @rule(place=ANY, quantity=FEW)
    def ship(self, place, quantity):
        told = services.ToldParcel("中通", "1", (services.ToldParcelLine(1, quantity),))
        self.with_order("ship", place, "supplier", told=told)

    @rule(place=ANY)
    def sign_and_ship(self, place):
        if self.orders:
            self.with_order("sign", place, "supplier")
            line = OrderLine.objects.get(order_id=self.orders[place % len(self.orders)])
            self.ship(place, line.quantity)

    @rule(place=ANY, accepted=st.integers(0, 40), refused=st.integers(0, 10))
    def accept(self, place, accepted, refused):
        self.with_order("accept_goods", place, told=[ToldAcceptance(1, accepted, refused, "short")])

    @rule(place=ANY)
    def accept_all(self, place):
        self.with_order("accept_goods", place)

    @rule(place=ANY)
    def accept_invoice(self, place):
        self.with_order("accept_invoice", place)

    @rule(place=ANY, amount=st.integers(-500, 1000))
    def pay(self, place, amount):
        self.with_order("note_paid", place, "operator", amount=Decimal(amount))

    @rule(place=ANY)
    def pay_all(self, place):
        if self.orders:
            order = Order.objects.get(pk=self.orders[place % len(self.orders)])
            self.with_order("note_paid", place, "operator", amount=order.due - order.paid)

    @rule(place=ANY, quantity=FEW)
    def give_back(self, place, quantity):
        if self.orders:
            self.with_order("ask_return", place, told=[ToldReturn(1, quantity)], reason="quality", words="受潮")
            order = Order.objects.get(pk=self.orders[place % len(self.orders)])
            seq = queries.returns_of(order).count()
            self.with_order("answer_return", place, "supplier", seq=seq, agrees=True)
            self.with_order("take_return", place, "supplier", seq=seq)

    @invariant()
    def stock_is_what_is_held_and_sold(self):
        lines = {line.order_id: line for line in OrderLine.objects.all()}
        states = dict(Order.objects.values_list("pk", "state"))
        held = sum(line.quantity for key, line in lines.items() if states[key] in LAPSING)
        ended = {OrderState.RETURNED}
        sold = sum(
            line.quantity - line.refused - line.returned
            for key, line in lines.items()
            if states[key] in {*CONTRACTED, *ended}
        )
        stock = holds.resources([self.trade.offer.resource_id])[self.trade.offer.resource_id]
        assert (stock.held, stock.committed) == (held, sold)
        assert stock.available >= 0
        assert holds.reconciliation() == []

    @invariant()
    def ledger_is_what_the_orders_say(self):
        counted = Order.objects.exclude(counted_at=None)
        entries = Entry.objects.filter(unit_id=self.trade.cast.units[SCHOOL].id, kind="purchased")
        assert sum(entries.values_list("amount", flat=True)) == sum(one.due for one in counted)
        assert sum(entries.values_list("sign", flat=True)) == counted.count()
        assert transactions.uncounted() == []
        assert Transaction.objects.counting().count() == counted.count()

    @invariant()
    def what_is_due_is_that_of_the_lines(self):
        for order in Order.objects.filter(state__in=[*CONTRACTED, OrderState.RETURNED]):
            lines = list(queries.lines_of([order.pk]))
            assert order.due == accepting.due_of(order, lines)
            assert (order.paid_at is None) or order.is_paid
            assert order.steps == queries.steps_of(order).count()


class TestHistories:
    def test_leave_stock_money_and_ledger_in_agreement(self, trade):
        Histories.trade, Histories.done = trade, Counter()

        run_state_machine_as_test(
            Histories,
            settings=settings(
                max_examples=6,
                stateful_step_count=20,
                deadline=None,
                phases=[Phase.generate],
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )

        # It comes to all of this.
        assert set(Histories.done) >= {
            "place", "sign", "ship", "accept_goods", "accept_invoice", "note_paid", "cancel", "call_off", "take_return",
        }  # fmt: skip

    @pytest.mark.parametrize("broken", ["take_back", "release"])
    def test_would_tell_if_stock_were_forgotten(self, trade, monkeypatch, broken):
        from nongcai.domain.holds import services as stock

        monkeypatch.setattr(stock, broken, lambda **_: 0)
        order = trade.signed() if broken == "take_back" else trade.placed()
        Histories.trade, Histories.done = trade, Counter()
        act = "call_off" if broken == "take_back" else "cancel"
        by = "supplier" if broken == "take_back" else "buyer"
        getattr(services, act)(actor=trade.actor(by), order_id=order.pk, words="协商", at=AT)
        machine = Histories()

        with pytest.raises(AssertionError):
            machine.stock_is_what_is_held_and_sold()
        machine.teardown()
