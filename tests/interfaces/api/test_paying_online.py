"""A person's order is paid and given back through the API, as on the pages."""

from __future__ import annotations

import json

import pytest

from nongcai.domain.payments.models import OnlineRefund
from tests import institution as institutions
from tests.cast import hire
from tests.market import on_stage
from tests.money import open_account, open_issue, owe
from tests.online import MERCHANT, end
from tests.worlds import world

pytestmark = pytest.mark.django_db

market = world(on_stage)


@pytest.fixture
def institution():
    with institutions.running() as running:
        yield running


@pytest.fixture
def due(market):
    open_account(market, merchant_no=MERCHANT)
    return owe(market, payer_kind="person")


def post(browser, path, key="", **told):
    headers = {"Idempotency-Key": key} if key else {}
    return browser.post(f"/api/v1/{path}", json.dumps(told), content_type="application/json", headers=headers)


def test_opens_checks_lists_and_gives_back(cast, caller, due, institution):
    payer, supplier, path = (
        caller(hire(cast, "accountant")),
        caller("supplier"),
        f"dues/{due.pk}/online-payments",
    )

    opened = post(payer, path).json()
    waiting = post(payer, f"{path}/1/check").json()
    end(due)
    institution.pay(opened["trade_no"])
    paid = post(payer, f"{path}/1/check").json()
    issue = open_issue()
    refund = post(supplier, f"transfer-issues/{issue.transfer_id}/{issue.seq}/give-back", words="订单已取消").json()

    assert opened["code"].startswith("weixin://")
    assert (opened["asked"], waiting["state"], paid["state"]) == ("1200.00", "opened", "paid")
    assert (refund["state"], refund["amount"], refund["words"]) == ("requested", "1200.00", "订单已取消")
    listed = supplier.get(f"/api/v1/{path}").json()
    assert [one["trade_no"] for one in listed] == [opened["trade_no"]]


def test_says_why_it_was_not_opened(cast, caller, market, due, institution):
    payer, other = caller(hire(cast, "accountant")), owe(market)

    assert post(payer, f"dues/{other.pk}/online-payments").json()["code"] == "not_paid_online"
    institution.refusal = (500, "SYSTEM_ERROR")
    assert post(payer, f"dues/{due.pk}/online-payments").json()["code"] == "cashier_silent"


def test_under_a_key_nothing_that_was_intended_is_undone_by_silence(cast, caller, due, institution):
    payer, supplier, path = caller(hire(cast, "accountant")), caller("supplier"), f"dues/{due.pk}/online-payments"
    opened = post(payer, path, key="open").json()
    again = post(payer, path, key="open")
    end(due)
    institution.pay(opened["trade_no"])
    post(payer, f"{path}/1/check", key="check")
    issue = open_issue()
    back = f"transfer-issues/{issue.transfer_id}/{issue.seq}/give-back"
    institution.refusal = (500, "SYSTEM_ERROR")

    silent = post(supplier, back, key="back", words="订单已取消")

    assert (again["Idempotent-Replayed"], again.json()) == ("true", opened)
    assert silent.json()["code"] == "cashier_silent"
    assert [(one.state, one.words) for one in OnlineRefund.objects.all()] == [("requested", "订单已取消")]
    assert post(supplier, back, key="open", words="另一件事").status_code == 409
    assert post(payer, path, key="open", words="另一件事").json()["code"] == "idempotency_key_reused"
