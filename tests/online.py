"""A person pays an order of the supplier of the market at the institution."""

from datetime import UTC, datetime, timedelta

from nongcai.domain.orders.models import Order
from nongcai.domain.payments import services
from nongcai.domain.payments.states import IssueAction
from tests.money import AT, open_issue

MERCHANT, MINUTE = "1900000110", timedelta(minutes=1)


def pay_for(due, payer, cashier, at=AT):
    return services.open_payment(actor=payer, order_id=due.pk, cashier=cashier, at=at)


def told(cashier, institution, resource, *, kind="TRANSACTION.SUCCESS", at=AT, **bent):
    headers, body = institution.notice(resource, kind=kind, **bent)
    return services.take_notice(notice=cashier.read_notice(headers, body, datetime.now(UTC)), at=at)


def paid(payment, cashier, institution, **changes):
    return told(cashier, institution, institution.pay(payment.trade_no, **changes))


def order_of(due):
    return Order.objects.get(pk=due.pk)


def end(due):
    Order.objects.filter(pk=due.pk).update(state="cancelled", holder="nobody", steps=9)


def refund(market, cashier, words="多付，原路退回"):
    issue = open_issue()
    return services.refund(
        actor=market.actor("supplier"),
        transfer_id=issue.transfer_id,
        seq=issue.seq,
        words=words,
        cashier=cashier,
        at=AT,
    )


def began_to_return(market):
    issue = open_issue()
    services.pass_issue(
        actor=market.actor("supplier"),
        transfer_id=issue.transfer_id,
        seq=issue.seq,
        action=IssueAction.START_RETURN,
        words="退回",
        at=AT,
    )


def late_key():
    return open_issue().transfer_id


def by_itself(institution, payment, fen):
    """Let the supplier give back by itself, at the institution; return what a notice of it says."""
    trade = institution.trades[payment.trade_no]
    institution.refunds["OWN1"] = {
        "out_refund_no": "OWN1",
        "out_trade_no": payment.trade_no,
        "transaction_id": trade["transaction_id"],
        "sub_mchid": MERCHANT,
        "refund_id": "500001",
        "status": "PROCESSING",
        "amount": {"refund": fen, "total": 120000},
    }
    return institution.settle_refund("OWN1")
