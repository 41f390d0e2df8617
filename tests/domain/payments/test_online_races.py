"""No lock is held while the institution is asked, and what it tells eight times at once counts once."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from nongcai.domain.orders.models import Order
from nongcai.domain.payments import queries, services
from nongcai.domain.payments.models import Due, OnlinePayment, OnlineRefund, Transfer, TransferIssue
from nongcai.foundation import wechat
from tests import institution as institutions
from tests.cast import hire
from tests.market import on_stage
from tests.money import AT, open_account, owe

THREADS = 8


@pytest.fixture
def institution():
    with institutions.running() as running:
        yield running


@pytest.fixture
def market(stage):
    return on_stage(stage)


@pytest.fixture
def due(market):
    open_account(market, merchant_no="1900000110")
    return owe(market, "1200.00", payer_kind="person")


def taken_by_another():
    """Take every row that could be held, from another connection, at once or not at all."""
    try:
        with transaction.atomic():
            for kind in (Order, Due, OnlinePayment, OnlineRefund, Transfer, TransferIssue):
                list(kind.objects.select_for_update(nowait=True))
    finally:
        connection.close()


def test_nothing_is_held_while_the_institution_is_asked(stage, market, due, institution):
    cashier, payer, failed = wechat.cashier(), stage.actor(hire(stage, "accountant")), []

    def look():
        try:
            taken_by_another()
        except Exception as error:
            failed.append(error)

    institution.meanwhile = look
    payment = services.open_payment(actor=payer, order_id=due.pk, cashier=cashier, at=AT)
    Order.objects.filter(pk=due.pk).update(state="cancelled", holder="nobody", steps=9)
    institution.pay(payment.trade_no)
    services.check_payment(actor=payer, order_id=due.pk, seq=1, cashier=cashier, at=AT)
    issue = TransferIssue.objects.get()
    services.refund(
        actor=market.actor("supplier"),
        transfer_id=issue.transfer_id,
        seq=issue.seq,
        words="订单已取消",
        cashier=cashier,
        at=AT,
    )

    assert len(institution.asked) == 3
    assert failed == []


def test_the_look_finds_what_is_held(due):
    """The negative control: with the row held, the look fails."""
    found = []

    def look():
        try:
            taken_by_another()
        except Exception as error:
            found.append(type(error).__name__)

    with transaction.atomic():
        Due.objects.select_for_update().get(pk=due.pk)
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    assert found == ["OperationalError"]


def test_told_eight_times_at_once_counts_once(stage, due, institution):
    cashier, payer = wechat.cashier(), stage.actor(hire(stage, "accountant"))
    payment = services.open_payment(actor=payer, order_id=due.pk, cashier=cashier, at=AT)
    resource, found, barrier = institution.pay(payment.trade_no), [], threading.Barrier(THREADS)

    def tell(number):
        headers, body = institution.notice(resource, id=f"n{number % 2}")
        notice = cashier.read_notice(headers, body, datetime.now(UTC))
        barrier.wait()
        try:
            found.append(services.take_notice(notice=notice, at=AT))
        finally:
            connection.close()

    threads = [threading.Thread(target=tell, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (found.count(True), found.count(False)) == (2, THREADS - 2)
    assert Transfer.objects.count() == 1
    assert Order.objects.get(pk=due.pk).paid == 1200
    assert queries.differences() == {}


def test_told_while_the_order_is_being_ended_waits_to_be_given_back(stage, due, institution):
    cashier, payer = wechat.cashier(), stage.actor(hire(stage, "accountant"))
    payment = services.open_payment(actor=payer, order_id=due.pk, cashier=cashier, at=AT)
    headers, body = institution.notice(institution.pay(payment.trade_no))
    notice = cashier.read_notice(headers, body, datetime.now(UTC))

    def tell():
        try:
            services.take_notice(notice=notice, at=AT)
        finally:
            connection.close()

    thread = threading.Thread(target=tell)
    with transaction.atomic():
        Order.objects.filter(pk=due.pk).update(state="cancelled", holder="nobody", steps=9)
        thread.start()
        thread.join(timeout=1)
        # It has seen the order as it was, and waits for it.
        assert thread.is_alive()
    thread.join()

    assert Order.objects.get(pk=due.pk).paid == 0
    assert TransferIssue.objects.get().state == "returning"
    assert queries.differences() == {}
