"""Pages of money: what is owed, statements, exceptions, invoices, accounts."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nongcai.domain.orders.models import Order
from nongcai.domain.payments import queries, rules, services
from nongcai.domain.payments.models import SettlementAccount, Transfer
from nongcai.domain.payments.services import ToldAccount
from tests.cast import hire, hire_buyer
from tests.goods import second_supplier
from tests.interfaces.web.money_table import HEADINGS, csv_file
from tests.market import AT, on_stage
from tests.money import load, only_transfer, open_account, open_issue, owe, row
from tests.worlds import world

pytestmark = pytest.mark.django_db


market = world(on_stage)


account = world(open_account)


@pytest.fixture
def supplier(browser_of):
    return browser_of("supplier")


@pytest.fixture
def accountant(cast, browser_of):
    return browser_of(hire(cast, "accountant"))


def text_of(response):
    return response.content.decode()


def sent(browser, name, *args, **told):
    return browser.post(reverse(f"payments:{name}", args=args), told)


def uploaded(supplier, text, **told):
    response = sent(supplier, "statement_new", original=csv_file(text), **told)
    assert response.status_code == 302
    return response.headers["Location"]


class TestMonths:
    def test_say_of_this_month_how_it_stands_and_of_others_what_they_left_open(self, supplier, market, account):
        owe(market)
        this, before = queries.months_back(timezone.now(), 2)

        address = reverse("payments:month_show")
        told = {month: text_of(supplier.get(f"{address}?month={month:%Y-%m}")) for month in (this, before)}

        said = {
            month: [words for words in ("截至今日未付", "月末未付") if words in text] for month, text in told.items()
        }
        assert said == {this: ["截至今日未付"], before: ["月末未付"]}

    def test_tell_what_stood_open_at_the_start_and_what_was_paid_ahead(self, supplier):
        text = text_of(supplier.get(reverse("payments:month_show")))

        places = [
            text.index(words) for words in ("月初未付", "本月新增应收", "本月到账", "预付、待退增减", "截至今日未付")
        ]
        assert places == sorted(places)


class TestDues:
    def test_say_to_the_accountant_where_to_pay_with_which_code(self, accountant, market, account):
        due = owe(market)

        shown = text_of(accountant.get(reverse("payments:order_show", args=[due.pk])))

        assert rules.shown(due.code) in shown
        assert account.number in shown
        assert "平台不代收、不代付" in shown

    def test_are_read_by_the_buyer_where_others_pay_and_accept(self, cast, accountant, browser_of, market):
        hire(cast, "acceptor")
        if "buyer" not in cast.users:
            hire_buyer(cast)
        due, buyer = owe(market, payment_mode="pay_first"), browser_of("buyer")

        shown = buyer.get(reverse("payments:order_show", args=[due.pk]))

        assert (shown.status_code, buyer.get(reverse("payments:due_list")).status_code) == (200, 200)
        assert "延迟付款" not in text_of(shown)
        assert sent(buyer, "order_extend", due.pk).status_code == 403

    def test_say_to_the_supplier_who_is_to_act_since_when_until_when(self, supplier, market):
        owe(market, payment_mode="pay_first")

        shown = text_of(supplier.get(reverse("payments:due_list")))

        for said in ("谁在处理", "采购人", "2024-02-01", "2024-03-04", "逾期利息"):
            assert said in shown

    def test_are_read_with_few_questions(self, supplier, market, django_assert_max_num_queries):
        for _ in range(12):
            owe(market, payment_mode="pay_first")

        with django_assert_max_num_queries(24):
            supplier.get(reverse("payments:due_list"))

    def test_can_be_put_off_only_in_time(self, accountant, market):
        due = owe(market, payment_mode="pay_first")

        assert "延迟付款" not in text_of(accountant.get(reverse("payments:order_show", args=[due.pk])))
        assert sent(accountant, "order_extend", due.pk).status_code == 409

    @pytest.mark.parametrize("show", ["", "late", "paid", "all", "x"])
    def test_are_shown_in_parts(self, supplier, market, show):
        due = owe(market, payment_mode="pay_first")

        shown = text_of(supplier.get(reverse("payments:due_list"), {"show": show}))

        assert (due.number in shown) is (show != "paid")


class TestStatements:
    def test_are_tried_and_then_recorded(self, supplier, market, account):
        due = owe(market, "66.00")
        text = f"{HEADINGS}\n2024-03-05,66.00,,9,6222,郑州市第一中学,L1\n2024-03-05,很多,,9,6222,一中,L2\n"
        address = uploaded(supplier, text)

        tried = text_of(supplier.get(address))
        assert "应为金额" in tried
        assert not Transfer.objects.exists()
        supplier.post(f"{address}load/")

        assert only_transfer().amount == 66
        assert queries.dues_of([due.pk])[due.pk].settled_at
        again = supplier.post(f"{address}load/")
        assert again.status_code == 409
        assert "已登记过" in text_of(again)

    def test_give_the_wrong_rows_back(self, supplier, account):
        address = uploaded(supplier, f"{HEADINGS}\n2024-03-05,=1+1,,9,6222,一中,L2\n")

        response = supplier.post(f"{address}rejects/")

        assert response.headers["Content-Disposition"].startswith("attachment")

    def test_ask_what_a_heading_means_once(self, supplier, account):
        text = HEADINGS.replace("日志号", "柜台号") + "\n2024-03-05,66.00,,9,6222,一中,L1\n"
        address = uploaded(supplier, text)
        assert "柜台号" in text_of(supplier.get(address))

        assert supplier.post(f"{address}headings/", {}).status_code == 422
        supplier.post(f"{address}headings/", {"heading_0": "serial"})

        assert "登记1笔" in text_of(supplier.get(address))
        assert "登记1笔" in text_of(supplier.get(uploaded(supplier, text)))

    def test_want_an_account_first(self, supplier):
        response = sent(supplier, "statement_new", original=csv_file())

        assert response.status_code == 422
        assert "结算账户" in text_of(response)

    @pytest.mark.parametrize("data", [b"\x00\x01", b"<html>", b"PK\x03\x04", "姓名,班级\n甲,一\n".encode()])
    def test_refuse_what_is_none(self, supplier, account, data):
        file = SimpleUploadedFile("明细.xlsx", data)
        address = sent(supplier, "statement_new", original=file).headers["Location"]

        assert supplier.get(address).status_code == 422
        assert supplier.post(f"{address}load/").status_code == 422

    def test_are_the_suppliers_own(self, supplier, browser_of, account):
        address = uploaded(supplier, f"{HEADINGS}\n2024-03-05,1,,9,6222,一中,L2\n")

        assert browser_of("platform").get(address).status_code == 404


class TestIssues:
    def test_are_assigned_on_their_page(self, supplier, market, account):
        due = owe(market)
        load(market, row(payer="别处"))
        issue = open_issue()
        address = (issue.transfer_id, issue.seq)

        wrong = sent(supplier, "issue_assign", *address, part_0="9999", words="核实")
        assert wrong.status_code == 422
        assert "只剩1,200.00元待核对" in text_of(wrong)
        sent(supplier, "issue_assign", *address, part_0="1,200.00", words="与采购人核实")

        assert queries.dues_of([due.pk])[due.pk].settled_at

    def test_go_to_the_buyer_who_answers(self, supplier, accountant, market, account):
        due = owe(market)
        load(market, row(note=due.code, payer="市财政国库支付中心"))
        issue = open_issue()
        sent(supplier, "issue_pass", issue.transfer_id, issue.seq, action="ask", words="请说明")

        assert "待您办理" in text_of(accountant.get(reverse("payments:issue_list")))
        sent(accountant, "issue_pass", issue.transfer_id, issue.seq, action="answer", words="国库代付")

        assert open_issue().words == "国库代付"

    def test_offer_what_the_table_permits(self, supplier, browser_of, market, account):
        load(market, row(), tail="8888")
        issue = open_issue()
        address = reverse("payments:issue_show", args=[issue.transfer_id, issue.seq])

        assert "记到订单" not in text_of(supplier.get(address)).replace("已记到订单", "")
        assert "提请平台核查" in text_of(supplier.get(address))


class TestAccounts:
    def test_are_proposed_and_confirmed(self, supplier, browser_of, market):
        told = {"holder_name": market.supplier.name, "bank": "农业银行", "number": "6228 4800 0000 1"}
        assert sent(supplier, "account_new", **told | {"holder_name": "他人"}).status_code == 422
        sent(supplier, "account_new", **told)

        sent(browser_of("platform"), "account_confirm", SettlementAccount.objects.get().pk)

        assert queries.settlement_account(market.supplier.pk).number == "6228480000001"

    def test_of_several_each_has_a_field_of_its_own(self, supplier, browser_of, market):
        other, actor = second_supplier(market)
        sent(supplier, "account_new", holder_name=market.supplier.name, bank="农业银行", number="62284800001")
        told = ToldAccount(other.name, "农业银行", "62284800002")
        services.propose_account(actor=actor, told=told, at=timezone.now())

        ids = re.findall(r'\sid="([^"]+)"', text_of(browser_of("platform").get(reverse("payments:account_list"))))

        assert sum("words" in one for one in ids) >= 2
        assert len(set(ids)) == len(ids)

    def test_want_the_token_of_the_session(self, cast, market):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(cast.market["supplier"])

        assert sent(browser, "account_new", bank="x").status_code == 403


class TestInvoices:
    def test_in_pictures_are_typed(self, supplier, accountant, market):
        due = owe(market)
        file = SimpleUploadedFile("发票.pdf", b"%PDF-1.7 invoice")
        told = {"number": "2" * 20, "issued_on": "2024-03-05", "net": "1,100.92", "tax": "99.08"}

        assert sent(supplier, "invoice_show", due.pk, file=file).status_code == 422
        file.seek(0)
        sent(supplier, "invoice_show", due.pk, file=file, **told)

        made = queries.invoices_of(due.pk).get()
        assert (made.total, made.differences) == (Decimal("1200.00"), "")
        got = accountant.get(reverse("payments:invoice_file", args=[due.pk, 1]))
        assert b"".join(got.streaming_content) == b"%PDF-1.7 invoice"

    def test_have_a_field_of_their_own_each_and_want_no_words_where_they_agree(
        self, cast, supplier, browser_of, market
    ):
        acceptor = hire(cast, "acceptor")
        due = owe(market, buyer_id=cast.actor(acceptor).organisation_id, state="shipped", shipped_at=AT)
        address, acting = reverse("payments:order_show", args=[due.pk]), browser_of(acceptor)
        assert "供应商还没有上传发票" in text_of(acting.get(address))
        told = {"issued_on": "2024-03-05", "net": "550.46", "tax": "49.54"}
        for number in ("2" * 20, "3" * 20):
            file = SimpleUploadedFile("发票.pdf", b"%PDF-1.7 invoice")
            sent(supplier, "invoice_show", due.pk, file=file, number=number, **told)

        ids = re.findall(r' id="([^"]+)"', text_of(supplier.get(address)))
        assert len(ids) == len(set(ids))
        taking = re.search(r"<textarea[^>]*>", text_of(acting.get(address)))
        assert taking
        assert "required" not in taking[0]
        assert sent(acting, "invoice_accept", due.pk).status_code == 302

    def test_offer_nothing_to_accept_once_the_only_one_was_struck(self, cast, supplier, browser_of, market):
        acceptor = hire(cast, "acceptor")
        due = owe(market, buyer_id=cast.actor(acceptor).organisation_id, state="shipped", shipped_at=AT)
        address, acting = reverse("payments:order_show", args=[due.pk]), browser_of(acceptor)
        told = {"number": "2" * 20, "issued_on": "2024-03-05", "net": "1100.92", "tax": "99.08"}
        file = SimpleUploadedFile("发票.pdf", b"%PDF-1.7 invoice")
        sent(supplier, "invoice_show", due.pk, file=file, **told)
        assert "验票通过" in text_of(acting.get(address))

        sent(supplier, "invoice_strike", due.pk, 1, words="税率有误")

        shown = text_of(acting.get(address))
        assert "验票通过" not in shown
        assert "供应商还没有上传发票" in shown

    def test_that_are_hostile_are_refused_in_words(self, supplier, market):
        due = owe(market)
        file = SimpleUploadedFile("发票.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')

        response = sent(supplier, "invoice_show", due.pk, file=file)

        assert response.status_code == 422
        assert "不是数电票的XML文件" in text_of(response)


def test_the_packet_holds_contract_and_invoice(accountant, supplier, market, account):
    due = owe(market)
    file = SimpleUploadedFile("发票.pdf", b"%PDF-1.7 invoice")
    told = {"number": "2" * 20, "issued_on": "2024-03-05", "net": "1100.92", "tax": "99.08"}
    sent(supplier, "invoice_show", due.pk, file=file, **told)

    got = accountant.get(reverse("payments:packet_download", args=[due.pk]))

    with ZipFile(BytesIO(b"".join(got.streaming_content))) as archive:
        assert archive.namelist() == ["1采购合同.pdf", f"3发票{'2' * 20}.pdf"]
    assert Order.objects.get(pk=due.pk).invoice_accepted_at is None


def test_punctuality_is_told_by_buyer(browser_of, market):
    owe(market, payment_mode="pay_first")

    shown = text_of(browser_of("platform").get(reverse("payments:punctuality_show")))

    assert "郑州市第一中学" in shown
    assert "0.00" in shown
