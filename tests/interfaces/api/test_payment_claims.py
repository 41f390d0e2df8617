"""What buyers say that they have paid, through the API."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nongcai.domain.payments.models import PaymentClaim, Transfer
from tests.cast import hire
from tests.market import on_stage
from tests.money import TODAY, open_account, owe
from tests.vouchers import PNG
from tests.worlds import world

pytestmark = pytest.mark.django_db

market = world(on_stage)


@pytest.fixture
def due(market):
    open_account(market)
    return owe(market)


def show(browser, due, key="", **told):
    facts = {"amount": "1200.00", "paid_on": f"{TODAY}"} | told
    voucher = SimpleUploadedFile("回单.png", PNG, "image/png")
    return browser.post(
        f"/api/v1/dues/{due.pk}/claims", facts | {"voucher": voucher}, headers={"Idempotency-Key": key} if key else {}
    )


def step(browser, due, action, words="已核对"):
    told = json.dumps({"action": action, "words": words})
    return browser.post(f"/api/v1/payment-claims/{due.pk}/1/step", told, content_type="application/json")


def test_is_shown_once_listed_and_confirmed(cast, caller, due):
    payer, supplier = caller(hire(cast, "accountant")), caller("supplier")

    first, again = show(payer, due, "a-voucher-1"), show(payer, due, "a-voucher-1")
    denied = step(supplier, due, "deny").json()
    listed = supplier.get("/api/v1/payment-claims").json()["items"]
    arrived = step(supplier, due, "arrive", "").json()

    assert (first.status_code, again.json()) == (200, first.json())
    assert PaymentClaim.objects.count() == 1
    assert (denied["state"], denied["holder"], denied["answer"]) == ("denied", "platform", "已核对")
    assert [(one["order_id"], one["amount"]) for one in listed] == [(str(due.pk), "1200.00")]
    assert (arrived["state"], arrived["transfer_id"]) == ("arrived", str(Transfer.objects.get().pk))


def test_says_what_is_wrong(cast, caller, due):
    payer = caller(hire(cast, "accountant"))

    assert show(payer, due, amount="1200.01").json()["code"] == "beyond_order"
    assert show(payer, due, paid_on="2030-01-01").json()["code"] == "bad_claim_day"
    assert show(payer, due, account_tail="x").status_code == 422
    show(payer, due)
    assert show(payer, due).json()["code"] == "open_claim"
