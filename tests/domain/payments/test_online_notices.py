"""What the institution tells counts once, whatever has become of the order by then."""

import logging
from datetime import UTC, datetime

import pytest

from nongcai.domain.payments import queries
from nongcai.domain.payments.models import (
    Allocation,
    CashierNotice,
    Due,
    OnlinePayment,
    Transfer,
    TransferIssue,
)
from tests.money import AT, load, only_transfer, open_issue, row
from tests.online import (
    MINUTE,
    end,
    order_of,
    paid,
    pay_for,
    told,
)

pytestmark = pytest.mark.django_db


class TestBeingTold:
    def test_pays_the_order_in_the_ordinary_way(self, due, cashier, institution, payment):
        assert paid(payment, cashier, institution)

        order, transfer = order_of(due), only_transfer()
        assert (order.paid, order.paid_at, order.is_paid) == (1200, AT, True)
        assert (transfer.channel, transfer.amount, transfer.allocated, transfer.open) == ("wechat", 1200, 1200, 0)
        assert transfer.paid_at == datetime(2024, 3, 5, 2, 30, tzinfo=UTC)
        payment.refresh_from_db()
        assert (payment.state, payment.paid_fen, payment.due_at) == ("paid", 120000, None)
        assert Due.objects.get(pk=due.pk).settled_at == AT
        assert not TransferIssue.objects.exists()
        assert queries.differences() == {}

    def test_keeps_nothing_of_the_payer(self, cashier, institution, payment):
        paid(payment, cashier, institution)

        assert (only_transfer().payer, only_transfer().payer_key) == ("微信支付", "")
        assert "oUpF8" not in str(OnlinePayment.objects.values().get())

    def test_twice_counts_once(self, cashier, institution, payment):
        resource = institution.pay(payment.trade_no)

        assert told(cashier, institution, resource, id="n1")
        assert not told(cashier, institution, resource, id="n1")
        assert told(cashier, institution, resource, id="n2")

        assert Transfer.objects.count() == Allocation.objects.count() == 1
        assert set(CashierNotice.objects.values_list("id", flat=True)) == {"n1", "n2"}

    def test_late_waits_to_be_given_back(self, due, market, cashier, institution, payment):
        end(due)

        paid(payment, cashier, institution)

        issue, transfer = open_issue(), only_transfer()
        assert (issue.kind, issue.state, issue.holder) == ("order_ended", "returning", "supplier")
        assert due.number in issue.reason
        assert (transfer.open, order_of(due).paid) == (1200, 0)
        assert list(queries.waiting_issues(market.actor("supplier"))) == [issue]
        assert queries.differences() == {}

    def test_of_another_amount_pays_nothing(self, due, cashier, institution, payment):
        paid(payment, cashier, institution, fen=119999)

        assert (open_issue().kind, open_issue().state) == ("amount_differs", "open")
        assert (only_transfer().open, order_of(due).paid, order_of(due).paid_at) == (
            only_transfer().amount,
            0,
            None,
        )
        assert queries.differences() == {}

    def test_of_an_order_that_was_paid_meanwhile_is_too_much(self, market, due, cashier, institution, payment):
        load(market, row("1100.00", due.code))

        paid(payment, cashier, institution)

        kinds = set(TransferIssue.objects.filter(closed_at=None).values_list("kind", flat=True))
        assert kinds == {"over_paid"}
        assert (order_of(due).paid, Transfer.objects.get(channel="wechat").open) == (1200, 1100)
        assert queries.differences() == {}

    def test_of_one_that_was_closed_is_paid(self, due, payer, cashier, institution, payment):
        pay_for(due, payer, cashier, at=AT + 29 * MINUTE)

        paid(payment, cashier, institution)

        payment.refresh_from_db()
        assert (payment.state, order_of(due).is_paid) == ("paid", True)

    def test_of_nothing_that_we_know_is_written_down_and_does_nothing(self, cashier, institution, payment, caplog):
        resource = institution.pay(payment.trade_no) | {"out_trade_no": "OTHER001"}
        with caplog.at_level(logging.ERROR):
            told(cashier, institution, resource)
            told(cashier, institution, institution.pay(payment.trade_no) | {"sub_mchid": "1900000999"})

        assert set(CashierNotice.objects.values_list("outcome", flat=True)) == {"unknown"}
        assert not Transfer.objects.exists()
        assert caplog.text.count("not ours") == 2

    def test_of_a_second_payment_of_the_same_is_an_alarm(self, cashier, institution, payment, caplog):
        resource = institution.pay(payment.trade_no)
        told(cashier, institution, resource)
        with caplog.at_level(logging.ERROR):
            told(cashier, institution, resource | {"transaction_id": "another"})

        assert "paid twice" in caplog.text
        assert Transfer.objects.count() == 1

    def test_pays_out_in_one_sum_that_is_known(self, market, due, cashier, institution, payment):
        paid(payment, cashier, institution)

        account = queries.account_of_statement(market.supplier.pk)
        [lump] = queries.judge_statement(account, [row("1200.00", payer="财付通支付科技有限公司")])

        assert lump.outcome == "same"
        [other] = queries.judge_statement(account, [row("1200.00")])
        assert other.outcome == "new"
