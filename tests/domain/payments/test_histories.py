"""After any history of orders and of money: what came in is allocated, paid back or open, and nothing twice."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from nongcai.domain.orders.models import Order
from nongcai.domain.payments import services
from nongcai.domain.payments.models import Allocation, Due, Transfer, TransferIssue
from nongcai.domain.payments.services import allocating
from nongcai.domain.payments.states import IssueAction
from nongcai.foundation.errors import DomainError
from tests.domain.orders.test_histories import ANY, Histories
from tests.market import AT
from tests.money import load, open_account, row
from tests.orders import open_trade


class MoneyHistories(Histories):
    """As before, but orders are paid by transfers, which may name them or not, pay too much or too little."""

    def try_money(self, act, **told):
        """Do it, or be refused; a refusal leaves everything as it was."""
        try:
            with transaction.atomic():
                act(at=AT, **told)
        except DomainError:
            return
        self.done[act.__name__] += 1

    def arrive(self, place, amount, payer):
        """Let money arrive that names an order."""
        services.reckon_all(at=AT)
        due = Due.objects.filter(pk=self.orders[place % len(self.orders)]).first()
        if due and amount > 0:
            load(self.trade.market, row(str(amount), note=due.code, payer=payer or due.buyer_name))
            self.done["load_statement"] += 1

    @rule(place=ANY, amount=st.integers(1, 1000), payer=st.sampled_from(["", "别处"]))
    def pay(self, place, amount, payer):
        if self.orders:
            self.arrive(place, Decimal(amount), payer)

    @rule(place=ANY)
    def pay_all(self, place):
        if self.orders:
            order = Order.objects.get(pk=self.orders[place % len(self.orders)])
            self.arrive(place, order.due - order.paid, "")

    @rule(place=ANY)
    def take_back(self, place):
        rows = list(Allocation.objects.order_by("order_id", "seq"))
        if rows:
            one = rows[place % len(rows)]
            seller = self.trade.actor("supplier")
            self.try_money(services.take_back, actor=seller, order_id=one.order_id, seq=one.seq, words="记错")

    @rule(place=ANY, other=ANY)
    def assign(self, place, other):
        issues = list(TransferIssue.objects.filter(closed_at=None).order_by("transfer_id", "seq"))
        if issues and self.orders:
            issue = issues[place % len(issues)]
            due = Due.objects.filter(pk=self.orders[other % len(self.orders)]).first()
            left = Transfer.objects.get(pk=issue.transfer_id).open
            amount = min(due.open, left) if due else Decimal(0)
            facts = {"transfer_id": issue.transfer_id, "seq": issue.seq, "words": "核对"}
            parts = {self.orders[other % len(self.orders)]: amount}
            self.try_money(services.assign, actor=self.trade.actor("supplier"), parts=parts, **facts)

    @rule(place=ANY)
    def pay_back(self, place):
        issues = list(TransferIssue.objects.filter(closed_at=None).order_by("transfer_id", "seq"))
        if issues:
            issue = issues[place % len(issues)]
            facts = {"actor": self.trade.actor("supplier"), "transfer_id": issue.transfer_id, "seq": issue.seq}
            self.try_money(services.pass_issue, action=IssueAction.START_RETURN, words="多付", **facts)
            self.try_money(services.confirm_return, words="凭证1", **facts)

    @invariant()
    def money_in_is_allocated_paid_back_or_open(self):
        by_transfer, by_order = Counter(), Counter()
        for one in Allocation.objects.all():
            by_transfer[one.transfer_id] += one.amount
            by_order[one.order_id] += one.amount
        for one in Transfer.objects.all():
            assert one.allocated == by_transfer[one.pk]
            assert one.amount == one.allocated + one.returned + one.open
            assert one.open >= 0
        for order in Order.objects.all():
            assert order.paid == by_order[order.pk]
        assert all(due.paid == by_order[due.pk] for due in Due.objects.all())

    @invariant()
    def what_is_open_is_somebodys(self):
        held = set(TransferIssue.objects.filter(closed_at=None).values_list("transfer_id", flat=True))
        assert set(Transfer.objects.filter(open__gt=0).values_list("pk", flat=True)) <= held


@pytest.fixture
def trade(cast):
    found = open_trade(cast)
    open_account(found.market)
    MoneyHistories.trade, MoneyHistories.done = found, Counter()
    return found


class TestHistories:
    def test_leave_orders_stock_ledger_and_money_in_agreement(self, trade):
        run_state_machine_as_test(
            MoneyHistories,
            settings=settings(
                max_examples=6,
                stateful_step_count=25,
                deadline=None,
                phases=[Phase.generate],
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )

        # It comes to all of this.
        assert set(MoneyHistories.done) >= {"place", "sign", "load_statement", "take_back"}

    def test_would_tell_if_money_were_taken_twice(self, trade, monkeypatch):
        monkeypatch.setattr(allocating, "_take", lambda _told: None)
        machine = MoneyHistories()
        machine.orders = [trade.signed().pk]
        machine.pay_all(0)

        with pytest.raises(AssertionError):
            machine.money_in_is_allocated_paid_back_or_open()
        machine.teardown()
