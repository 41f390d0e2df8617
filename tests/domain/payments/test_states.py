"""Steps allowed by the tables are those that the database allows."""

from itertools import product
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction

from nongcai.domain.payments.models import OnlinePayment, OnlineRefund, PaymentClaim, SettlementAccount, TransferIssue
from nongcai.domain.payments.states import (
    ACCOUNT_MACHINE,
    CLAIM_ENDED,
    CLAIM_HOLDER_OF,
    CLAIM_MACHINE,
    HOLDER_OF,
    ISSUE_ENDED,
    ISSUE_MACHINE,
    ONLINE_MACHINE,
    REFUND_MACHINE,
    AccountState,
    ClaimState,
    IssueState,
    OnlineState,
    RefundState,
)
from tests.money import AT, TODAY

pytestmark = pytest.mark.django_db


def goes(rows, **told):
    try:
        with transaction.atomic():
            return bool(rows.update(**told))
    except ProgrammingError:
        return False


@pytest.mark.parametrize(
    ("source", "target"), [pair for pair in product(AccountState, repeat=2) if len(set(pair)) == 2]
)
def test_accounts_go_where_the_table_says(market, account, source, target):
    told = {name: getattr(account, name) for name in ("supplier", "holder_name", "bank", "proposed_by", "proposed_at")}
    SettlementAccount.objects.filter(pk=account.pk).update(state="replaced")
    made = SettlementAccount.objects.create(**told, number="62220202000199", state=source)

    assert goes(SettlementAccount.objects.filter(pk=made.pk), state=target) is (
        (source, target) in ACCOUNT_MACHINE.pairs
    )


@pytest.mark.parametrize(("source", "target"), [pair for pair in product(IssueState, repeat=2) if len(set(pair)) == 2])
def test_exceptions_go_where_the_table_says(source, target):
    key = uuid4()
    TransferIssue.objects.create(
        transfer_id=key,
        seq=1,
        supplier_id=1,
        kind="no_order",
        state=source,
        holder=HOLDER_OF[source],
        since=AT,
        opened_at=AT,
        reason="没有识别码",
        **clock(source),
    )

    is_allowed = goes(TransferIssue.objects.filter(transfer_id=key), state=target, **clock(target))

    assert is_allowed is ((source, target) in ISSUE_MACHINE.pairs)


def clock(state):
    return {"closed_at": AT, "due_on": None} if state in ISSUE_ENDED else {"closed_at": None, "due_on": TODAY}


def come(state):
    has_come = state in (OnlineState.PAID, OnlineState.GIVEN_BACK)
    return {"transfer_id": uuid4(), "paid_fen": 5, "paid_at": AT} if has_come else dict(NOT_COME)


NOT_COME = {"transfer_id": None, "paid_fen": None, "paid_at": None}


@pytest.mark.parametrize(("source", "target"), [pair for pair in product(OnlineState, repeat=2) if len(set(pair)) == 2])
def test_online_payments_go_where_the_table_says(source, target):
    key = uuid4()
    OnlinePayment.objects.create(
        order_id=key,
        seq=1,
        trade_no="T",
        supplier_id=1,
        merchant_no="1900000110",
        fen=5,
        state=source,
        opened_at=AT,
        ends_at=AT,
        **come(source),
    )

    is_allowed = goes(OnlinePayment.objects.filter(order_id=key), state=target, **come(target))

    assert is_allowed is ((source, target) in ONLINE_MACHINE.pairs)


@pytest.mark.parametrize(("source", "target"), [pair for pair in product(RefundState, repeat=2) if len(set(pair)) == 2])
def test_refunds_go_where_the_table_says(source, target):
    key = uuid4()
    OnlineRefund.objects.create(order_id=key, seq=1, payment_seq=1, refund_no="R", fen=5, state=source, requested_at=AT)

    is_allowed = goes(OnlineRefund.objects.filter(order_id=key), state=target)

    assert is_allowed is ((source, target) in REFUND_MACHINE.pairs)


@pytest.mark.parametrize(("source", "target"), [pair for pair in product(ClaimState, repeat=2) if len(set(pair)) == 2])
def test_claims_go_where_the_table_says(source, target):
    key = uuid4()
    PaymentClaim.objects.create(
        order_id=key,
        seq=1,
        supplier_id=1,
        buyer_id=2,
        amount=5,
        paid_on=TODAY,
        payer="甲",
        payer_key="k",
        account_tail="1234",
        state=source,
        holder=CLAIM_HOLDER_OF[source],
        since=AT,
        stated_at=AT,
        **decided(source),
    )

    is_allowed = goes(PaymentClaim.objects.filter(order_id=key), state=target, **decided(target))

    assert is_allowed is ((source, target) in CLAIM_MACHINE.pairs)


def decided(state):
    has_come = {"transfer_id": uuid4() if state == ClaimState.ARRIVED else None}
    return has_come | (
        {"closed_at": AT, "due_on": None} if state in CLAIM_ENDED else {"closed_at": None, "due_on": TODAY}
    )
