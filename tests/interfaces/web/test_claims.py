"""Pages of what buyers say that they have paid."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nongcai.domain.orders.models import Order
from nongcai.domain.payments import queries
from nongcai.domain.payments.models import PaymentClaim, Transfer
from tests.cast import hire, hire_buyer
from tests.interfaces.web.money_table import HEADINGS, csv_file
from tests.market import on_stage
from tests.money import AT, TODAY, open_account, owe
from tests.vouchers import PNG, deny, state
from tests.worlds import world

pytestmark = pytest.mark.django_db

market = world(on_stage)
account = world(open_account)


@pytest.fixture
def accountant(cast, browser_of):
    return browser_of(hire(cast, "accountant"))


@pytest.fixture
def claim(cast, market, account, accountant):
    return state(cast.actor("accountant"), owe(market))


def text_of(response):
    return response.content.decode()


def shown(browser, due, data=PNG, **told):
    facts = {"amount": "1200.00", "paid_on": f"{TODAY:%Y-%m-%d}", "payer": "郑州市第一中学"} | told
    file = SimpleUploadedFile("回单.png", data, "image/png")
    return browser.post(reverse("payments:claim_new", args=[due.pk]), facts | {"voucher": file})


def offers(browser, due):
    """Say whether the page of an order leads to the form; not at all where it is not shown."""
    page = browser.get(reverse("orders:order_show", args=[due.pk]))
    if page.status_code == 404:
        return False
    return f'href="{reverse("payments:claim_new", args=[due.pk])}"' in text_of(page)


def stepped(browser, claim, action, words="已核对"):
    return browser.post(reverse("payments:claim_step", args=[claim.order_id, claim.seq, action]), {"words": words})


class TestShowingAVoucher:
    def test_begins_at_the_money_of_an_order_and_waits_for_the_supplier(self, accountant, browser_of, market, account):
        due = owe(market)
        money = reverse("payments:order_show", args=[due.pk])
        assert reverse("payments:claim_new", args=[due.pk]) in text_of(accountant.get(money))

        assert shown(accountant, due).status_code == 302

        claim, supplier = PaymentClaim.objects.get(), browser_of("supplier")
        assert "采购人称已于2024-03-05付款1,200.00元" in text_of(supplier.get(money))
        assert "采购人称已付款" in text_of(supplier.get(reverse("payments:due_list")))
        assert "待办理的货款确认" in text_of(supplier.get(reverse("desk:desk_show")))
        voucher = supplier.get(reverse("payments:claim_file", args=[claim.order_id, claim.seq]))
        assert b"".join(voucher.streaming_content) == PNG
        assert "sandbox" in voucher.headers["Content-Security-Policy"]
        # One at a time.
        assert reverse("payments:claim_new", args=[due.pk]) not in text_of(accountant.get(money))
        assert shown(accountant, due).status_code == 422

    @pytest.mark.parametrize(
        ("told", "word"),
        [
            ({"amount": "1200.01"}, "未付"),
            ({"data": b"<script>"}, "付款凭证"),
            ({"paid_on": "2030-01-01"}, "付款日期"),
            ({"account_tail": "12"}, "四位数字"),
        ],
    )
    def test_says_what_is_wrong(self, accountant, market, account, told, word):
        response = shown(accountant, owe(market), **told)

        assert response.status_code == 422
        assert word in text_of(response)
        assert not PaymentClaim.objects.exists()

    def test_wants_its_token(self, cast, claim):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(cast.market["supplier"])

        assert stepped(browser, claim, "arrive").status_code == 403
        assert not Transfer.objects.exists()


class TestOfferedBesideTheOrder:
    def test_to_whoever_pays_and_to_nobody_else(self, cast, browser_of, accountant, market, account):
        due = owe(market)
        hire(cast, "acceptor")
        hire(cast, "order_approver")

        # Where somebody else pays, whoever buys does not.
        assert {
            name: offers(browser_of(name), due)
            for name in ("accountant", "buyer", "acceptor", "order_approver", "supplier", "platform", "unit", "finance")
        } == {"accountant": True} | dict.fromkeys(
            ("buyer", "acceptor", "order_approver", "supplier", "platform", "unit", "finance"), False
        )

    def test_to_who_buys_where_nobody_else_pays(self, cast, browser_of, market, account):
        hire_buyer(cast)

        assert offers(browser_of("buyer"), owe(market))

    @pytest.mark.parametrize(
        ("changes", "may"),
        [
            ({}, True),
            ({"state": "accepted", "paid": Decimal("1199.99")}, True),
            ({"state": "completed"}, True),
            ({"paid": Decimal("1200.00"), "paid_at": AT}, False),
            ({"state": "cancelled"}, False),
            ({"state": "returned"}, False),
        ],
    )
    def test_while_something_of_its_contract_is_open(self, accountant, market, account, changes, may):
        assert offers(accountant, owe(market, **changes)) is may

    @pytest.mark.parametrize(("signed_at", "may"), [(AT, True), (None, False)])
    def test_once_there_is_a_contract(self, cast, accountant, market, signed_at, may):
        order = Order.objects.get(pk=owe(market).pk)
        order.signed_at = signed_at

        assert queries.may_claim(cast.actor("accountant"), order) is may

    def test_until_a_voucher_waits_and_again_when_it_was_withdrawn(self, accountant, market, account):
        due = owe(market)
        assert offers(accountant, due)

        shown(accountant, due)

        claim = PaymentClaim.objects.get()
        assert not offers(accountant, due)
        deny(market, claim)
        assert not offers(accountant, due)
        stepped(accountant, claim, "withdraw")
        assert offers(accountant, due)

    def test_for_one_statement_more(self, accountant, market, account):
        counts = []
        for due in (owe(market), owe(market), owe(market, paid=Decimal("1200.00"))):
            with CaptureQueriesContext(connection) as said:
                accountant.get(reverse("orders:order_show", args=[due.pk]))
            counts.append([one["sql"] for one in said])

        # The first page of all asks for what is kept for the others.
        assert len(counts[1]) == len(counts[2]) + 1, counts

    def test_the_step_that_is_missing_leads_there(self, accountant, browser_of, market, account):
        due = owe(market, state="accepted", shipped_at=AT, goods_accepted_at=AT, invoice_accepted_at=AT)

        money = reverse("payments:order_show", args=[due.pk])
        waiting = text_of(accountant.get(reverse("orders:uncounted_list")))
        assert f'href="{money}"' in waiting
        assert "去付款" in waiting
        assert reverse("payments:claim_new", args=[due.pk]) in text_of(accountant.get(money))


class TestAnswering:
    def test_confirms_and_the_order_is_paid(self, browser_of, claim):
        assert stepped(browser_of("supplier"), claim, "arrive", "").status_code == 302

        assert queries.dues_of([claim.order_id])[claim.order_id].settled_at

    def test_is_known_in_a_statement_that_comes_later(self, browser_of, claim):
        supplier = browser_of("supplier")
        stepped(supplier, claim, "arrive")
        text = f"{HEADINGS}\n2024-03-05,1200.00,,9,6222,郑州市第一中学,L1\n"
        sent = {"original": csv_file(text)}
        address = supplier.post(reverse("payments:statement_new"), sent).headers["Location"]

        assert "1笔已凭付款凭证确认，只核对、不重复登记" in text_of(supplier.get(address))
        assert supplier.post(f"{address}load/").status_code == 302

        claim.refresh_from_db()
        assert claim.row_id is not None
        assert Transfer.objects.count() == 1

    def test_denies_with_words_and_the_platform_looks(self, browser_of, market, claim):
        supplier, platform = browser_of("supplier"), browser_of("platform")
        assert stepped(supplier, claim, "deny", "").status_code == 422
        assert stepped(supplier, claim, "deny").status_code == 302

        waiting = text_of(platform.get(reverse("payments:claim_list"), {"show": "waiting"}))
        assert "待您办理" in waiting
        assert stepped(platform, claim, "find_none").status_code == 302
        assert not Transfer.objects.exists()

    def test_knows_no_act_of_others(self, browser_of, accountant, market, claim):
        assert stepped(accountant, claim, "arrive").status_code == 403
        assert stepped(browser_of("platform"), claim, "arrive").status_code == 403
        assert stepped(accountant, claim, "match").status_code == 404
        assert not Transfer.objects.exists()
        deny(market, claim)
        assert stepped(accountant, claim, "withdraw").status_code == 302

    def test_is_read_with_few_questions(self, browser_of, cast, market, claim, django_assert_max_num_queries):
        for _ in range(8):
            state(cast.actor("accountant"), owe(market))
        supplier = browser_of("supplier")

        with django_assert_max_num_queries(20):
            supplier.get(reverse("payments:claim_list"))
