"""Pages of a person's order that is paid at the institution; and the address to which the institution tells."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from django.urls import reverse

from nongcai.domain.orders.models import Order
from nongcai.domain.payments.models import CashierNotice, OnlinePayment, OnlineRefund, Transfer
from tests import institution as institutions
from tests.cast import hire, hire_buyer
from tests.institution import STRANGERS
from tests.market import on_stage
from tests.money import load, open_account, open_issue, owe, row
from tests.online import MERCHANT, end
from tests.worlds import world

pytestmark = pytest.mark.django_db
NOTICE = "/payments/wechat/notice/"


market = world(on_stage)


@pytest.fixture
def institution():
    with institutions.running() as running:
        yield running


@pytest.fixture
def due(market):
    open_account(market, merchant_no=MERCHANT)
    return owe(market, payer_kind="person")


@pytest.fixture
def accountant(cast, browser_of):
    return browser_of(hire(cast, "accountant"))


def page_of(browser, due):
    return browser.get(reverse("payments:order_show", args=[due.pk])).content.decode()


def opened(browser, due):
    response = browser.post(reverse("payments:payment_open", args=[due.pk]))
    assert response.status_code == 302
    return OnlinePayment.objects.get()


def checked(browser, due):
    return browser.post(reverse("payments:payment_check", args=[due.pk, 1]), follow=True).content.decode()


def tell(institution, resource, client=None, **bent):
    headers, body = institution.notice(resource, **bent)
    client = client or Client(enforce_csrf_checks=True)
    return client.post(NOTICE, body, content_type="application/json", headers=headers)


class TestThePage:
    def test_offers_a_code_to_scan(self, accountant, due, institution):
        before = page_of(accountant, due)
        opened(accountant, due)

        after = page_of(accountant, due)

        assert ("生成支付二维码" in before, "data:image/svg+xml" in before) == (True, False)
        assert "data:image/svg+xml;base64," in after
        assert "生成支付二维码" not in after
        assert "1,200.00元" in after
        assert 'hx-trigger="every 5s"' in after

    def test_is_also_of_whoever_placed_the_order_where_another_pays(
        self, cast, browser_of, accountant, due, institution
    ):
        if "buyer" not in cast.users:
            hire_buyer(cast)
        buyer = browser_of("buyer")
        assert "微信" not in page_of(buyer, due)
        assert buyer.post(reverse("payments:payment_open", args=[due.pk])).status_code == 403
        Order.objects.filter(pk=due.pk).update(user=cast.users["buyer"])

        opened(buyer, due)

        assert "data:image/svg+xml" in page_of(buyer, due)

    def test_says_that_it_was_paid(self, accountant, due, institution):
        payment = opened(accountant, due)
        tell(institution, institution.pay(payment.trade_no))

        shown = page_of(accountant, due)

        assert "已支付" in shown
        assert "data:image/svg+xml" not in shown
        assert "hx-trigger" not in shown
        assert "微信支付核对" in shown

    def test_says_that_it_is_looked_into_when_nothing_was_heard(self, accountant, due, institution):
        payment = opened(accountant, due)
        assert "正在核对" in checked(accountant, due)

        institution.pay(payment.trade_no)

        assert "已收到付款" in checked(accountant, due)

    def test_says_why_nothing_opens(self, accountant, due, institution):
        institution.refusal = (500, "SYSTEM_ERROR")

        response = accountant.post(reverse("payments:payment_open", args=[due.pk]))

        assert response.status_code == 409
        assert "微信支付没有答复" in response.content.decode()

    def test_offers_nothing_where_nothing_is_configured(self, accountant, due):
        assert "微信" not in page_of(accountant, due)

    def test_offers_nothing_for_what_a_body_pays(self, accountant, market, due, institution):
        assert "微信" not in page_of(accountant, owe(market))
        assert "微信" in page_of(accountant, due)

    def test_shows_no_code_to_the_supplier(self, accountant, browser_of, due, institution):
        opened(accountant, due)

        shown = page_of(browser_of("supplier"), due)

        assert "待支付" in shown
        assert "data:image/svg+xml" not in shown


class TestTheNotice:
    def test_wants_no_login_and_no_token(self, accountant, due, institution):
        payment = opened(accountant, due)

        assert tell(institution, institution.pay(payment.trade_no)).status_code == 204
        assert Order.objects.get(pk=due.pk).is_paid

    def test_is_answered_alike_when_it_comes_again(self, accountant, due, institution):
        resource = institution.pay(opened(accountant, due).trade_no)

        assert [tell(institution, resource, id="n1").status_code for _ in range(2)] == [204, 204]
        assert Transfer.objects.count() == 1

    @pytest.mark.parametrize("bent", [{"key": STRANGERS}, {"moment": 1}, {"seal": "f" * 32}, {"body": b"x" * 70000}])
    def test_that_is_forged_leaves_a_line_in_the_log_and_nothing_else(self, accountant, due, institution, caplog, bent):
        resource = institution.pay(opened(accountant, due).trade_no)
        with caplog.at_level(logging.WARNING):
            answer = tell(institution, resource, **bent)

        assert (answer.status_code, answer.json()["code"]) == (401, "FAIL")
        assert "was refused" in caplog.text
        assert not CashierNotice.objects.exists()
        assert Order.objects.get(pk=due.pk).paid == 0

    def test_is_not_there_where_nothing_is_configured(self):
        assert Client().post(NOTICE, b"{}", content_type="application/json").status_code == 404

    def test_is_nothing_to_read(self, institution):
        assert Client().get(NOTICE).status_code == 405


class TestGivingBack:
    @pytest.fixture
    def late(self, accountant, due, institution):
        payment = opened(accountant, due)
        end(due)
        tell(institution, institution.pay(payment.trade_no))
        return open_issue()

    def test_is_a_button_of_the_exception(self, browser_of, late, institution):
        supplier, address = browser_of("supplier"), reverse("payments:issue_show", args=[late.transfer_id, late.seq])
        before = supplier.get(address).content.decode()

        response = supplier.post(f"{address}give-back/", {"words": "订单已取消"}, follow=True)

        shown = response.content.decode()
        assert ("原路退款" in before, "登记已退款" in before) == (True, True)
        assert "已申请原路退款" in shown
        assert "登记已退款" not in shown
        assert OnlineRefund.objects.get().words == "订单已取消"

    def test_wants_a_reason(self, browser_of, late, institution):
        address = reverse("payments:transfer_return", args=[late.transfer_id, late.seq])

        assert browser_of("supplier").post(address, {"words": " "}).status_code == 422
        assert not OnlineRefund.objects.exists()

    def test_is_no_button_of_what_came_by_a_bank(self, browser_of, market, due, institution):
        load(market, row("77.00", payer="别处"))
        issue = open_issue()

        shown = browser_of("supplier").get(reverse("payments:issue_show", args=[issue.transfer_id, issue.seq]))

        assert "原路退款" not in shown.content.decode()


class TestTheMerchantNumber:
    def test_is_asked_for_where_it_is_of_use(self, browser_of, market, institution):
        supplier, address = browser_of("supplier"), reverse("payments:account_new")
        assert "微信支付商户号" in supplier.get(address).content.decode()
        told = {"holder_name": market.supplier.name, "bank": "农业银行", "number": "6228480000001"}

        refused = supplier.post(address, told | {"merchant_no": "12ab"})
        taken = supplier.post(address, told | {"merchant_no": MERCHANT}, follow=True)

        assert (refused.status_code, "应为8至12位数字" in refused.content.decode()) == (422, True)
        assert MERCHANT in taken.content.decode()

    def test_is_not_asked_for_where_nothing_is_configured(self, browser_of, market):
        assert "微信" not in browser_of("supplier").get(reverse("payments:account_new")).content.decode()
