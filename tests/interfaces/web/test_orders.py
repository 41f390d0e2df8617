"""Pages of orders: ordering, the lists of either side."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from nongcai.domain.catalogue.models import Offer
from nongcai.domain.catalogue.services import put_up
from nongcai.domain.orders.models import Order
from nongcai.domain.programmes.models import CountingRule
from nongcai.interfaces.web.orders.placing_form import remembered
from tests.domain.programmes.writing import rewritten
from tests.interfaces.web.ordering import form_of, text
from tests.market import AT
from tests.orders import open_trade_for_good
from tests.worlds import world

NEW = "/orders/new/"


trade = world(open_trade_for_good)


@pytest.fixture
def buyer(trade, browser_of):
    return browser_of("buyer")


@pytest.fixture
def supplier(trade, browser_of):
    return browser_of("supplier")


def sent(client, trade, **changes):
    """Read the form of ten bags, fill it in, and send it."""
    told = form_of(text(client, NEW, offer=trade.offer.pk, **{f"quantity_{trade.offer.pk}": 10}))
    filled = {"receiver": "食堂库管岗", "phone": "0371-60000000", "address": "某路1号"}
    return client.post(NEW, told | filled | changes), told | filled | changes


def test_how_a_person_paid_is_no_usage_of_the_body():
    last = Order(receiver="库管岗", province="41", purpose="other", payment_mode="pay_first", payer_kind="person")

    told = remembered(last, "11", "郑州市第一中学")
    last.payer_kind = "union"

    assert (told["receiver"], told["province"]) == ("库管岗", "41")
    assert (told["purpose"], told["payment_mode"], told["payer_kind"]) == ("canteen", "goods_first", "canteen")
    assert remembered(last, "11", "郑州市第一中学")["payer_kind"] == "union"


class TestOrdering:
    def test_sums_up_and_orders_once_however_often_it_is_sent(self, trade, buyer):
        shown = text(buyer, NEW, offer=trade.offer.pk, **{f"quantity_{trade.offer.pk}": 10})
        response, told = sent(buyer, trade)
        again = buyer.post(NEW, told)

        order = Order.objects.get()
        assert f"{order.amount:,.2f} 元" in shown
        assert response["Location"] == again["Location"] == f"/orders/{order.pk}/"
        assert (order.unit_id, order.receiver) == (trade.cast.units["4101000002"].id, "食堂库管岗")

    def test_is_filled_in_as_the_last_order(self, trade, buyer):
        sent(buyer, trade, receiver="后勤岗", purpose="other", invoice_title="某抬头")

        shown = form_of(text(buyer, NEW, offer=trade.offer.pk))

        assert (shown["receiver"], shown["purpose"], shown["invoice_title"]) == ("后勤岗", "other", "某抬头")

    def test_a_term_of_paying_stands_in_order_and_contract(self, trade, buyer):
        response, _told = sent(buyer, trade, term_days="45")

        order = Order.objects.get()
        assert "约定交付后45日内付款" in text(buyer, response["Location"])
        assert "甲方自货物交付之日起45日内付款" in text(buyer, f"/orders/{order.pk}/contract/")
        assert "最长不得超过60日" in text(buyer, f"/orders/{order.pk}/contract/")

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"term_days": "61"}, "约定付款期限应为1至60日（《保障中小企业款项支付条例》"),
            ({"term_days": "20", "payment_mode": "pay_first"}, "先款后货的订单不约定交付后的付款期限"),
            ({"term_days": "半年"}, "请填写整数天数"),
        ],
    )
    def test_a_term_that_cannot_be_is_told_beside_it(self, trade, buyer, typed, said):
        response, _told = sent(buyer, trade, **typed)

        shown = response.content.decode()
        assert response.status_code == 422
        assert said in shown
        assert 'id="id_term_days-error"' in shown
        assert not Order.objects.exists()

    @pytest.mark.parametrize("change", ["price", "quantity", "province"])
    def test_what_was_not_seen_is_shown_before_it_is_ordered(self, trade, buyer, change):
        told = form_of(text(buyer, NEW, offer=trade.offer.pk, **{f"quantity_{trade.offer.pk}": 10}))
        told |= {"receiver": "库管岗", "phone": "0371-60000000", "address": "某路1号"}
        if change == "price":
            Offer.objects.update(price=Decimal("31.00"))
        changes = {"price": {}, "quantity": {f"quantity_{trade.offer.pk}": 11}, "province": {"province": "11"}}[change]
        response = buyer.post(NEW, told | changes)

        assert response.status_code == 422
        assert "订单尚未提交" in response.content.decode()
        assert not Order.objects.exists()
        seen = form_of(response.content.decode())
        assert buyer.post(NEW, seen).status_code == 302
        assert Order.objects.count() == 1

    def test_recounts_without_looking_at_the_rest(self, trade, buyer):
        told = form_of(text(buyer, NEW, offer=trade.offer.pk))
        response = buyer.post(NEW, told | {f"quantity_{trade.offer.pk}": "12", "recount": "yes"})

        again = form_of(response.content.decode())
        assert response.status_code == 200
        assert (again[f"quantity_{trade.offer.pk}"], again["key"]) == ("12", told["key"])
        assert not Order.objects.exists()

    def test_refusals_stand_beside_their_fields(self, trade, buyer):
        response, _told = sent(buyer, trade, unit_id=trade.cast.units["4101000003"].id, phone="")
        shown = response.content.decode()
        assert response.status_code == 422
        assert 'id="id_unit_id-error"' in shown
        assert 'id="id_phone-error"' in shown

        many = form_of(text(buyer, NEW, offer=trade.offer.pk, **{f"quantity_{trade.offer.pk}": 90_000}))
        told = many | {"receiver": "库管岗", "phone": "0371-60000000", "address": "某路1号"}
        response = buyer.post(NEW, told)
        assert response.status_code == 422
        assert "不够订购的90000" in response.content.decode()
        assert f'id="id_quantity_{trade.offer.pk}-error"' in response.content.decode()

    def test_a_key_that_is_too_old_is_replaced(self, trade, buyer):
        response, told = sent(buyer, trade, key="018c0000-0000-7000-8000-000000000000")

        assert "页面打开的时间过长" in response.content.decode()
        assert form_of(response.content.decode())["key"] != told["key"]

    def test_goods_that_are_gone_are_named(self, trade, buyer):
        Offer.objects.update(is_on=False)
        put_up([trade.offer.product_id], at=AT)

        shown = text(buyer, NEW, offer=trade.offer.pk)

        assert trade.offer.product.name in shown
        assert "没有可以下单的商品" in shown

    @pytest.mark.parametrize(
        "asked", [{}, {"offer": "x"}, {"offer": "9" * 30}, {"offer": f"{2**40}", f"quantity_{2**40}": "-3"}]
    )
    def test_addresses_that_make_no_sense_are_empty(self, buyer, asked):
        assert "没有可以下单的商品" in text(buyer, NEW, **asked)


class TestLists:
    def test_a_buyer_finds_what_waits(self, trade, buyer):
        order = trade.shipped()

        assert order.number in text(buyer, "/orders/")
        assert f'href="/orders/{order.pk}/#accept"' in text(buyer, "/orders/", stage="receive")
        assert order.number not in text(buyer, "/orders/", stage="sign")
        for word in (order.number, order.number.lower()[:12], order.supplier_name[:4], trade.offer.product.name[1:4]):
            assert order.number in text(buyer, "/orders/", q=word)
        assert "没有符合条件的订单" in text(buyer, "/orders/", q="无此商品")

    def test_a_supplier_has_its_own(self, trade, supplier, buyer):
        order = trade.placed()

        assert f'href="/orders/{order.pk}/#sign"' in text(supplier, "/sales/", stage="sign")
        assert "待签约 1" in text(supplier, "/sales/")
        assert order.number not in text(supplier, "/sales/", stage="earn")
        assert supplier.get("/orders/").status_code == buyer.get("/sales/").status_code == 404

    def test_pages_follow_one_another(self, trade, buyer, monkeypatch):
        monkeypatch.setattr("nongcai.interfaces.web.orders.lists.ROWS", 2)
        numbers = {trade.placed().number for _ in range(5)}
        seen, address = set(), "/orders/"
        for _ in range(3):
            shown = text(buyer, address)
            seen |= {number for number in numbers if number in shown}
            address = shown.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")

        assert seen == numbers
        assert buyer.get("/orders/", {"after": "x"}).status_code == 200

    def test_take_no_statement_a_row(self, trade, buyer, supplier):
        taken = {"/orders/": [], "/sales/": [], "/orders/uncounted/": []}
        for count in (1, 5):
            for _ in range(count):
                trade.placed()
            for address, counts in taken.items():
                with CaptureQueriesContext(connection) as said:
                    (supplier if address == "/sales/" else buyer).get(address)
                counts.append(len(said))

        assert all(first == second <= 10 for first, second in taken.values()), taken

    def test_what_does_not_count_is_summed(self, trade, buyer, browser_of):
        order = trade.shipped()
        done = trade.placed()
        Order.objects.filter(pk=done.pk).update(counted_at=order.placed_at)

        for name in ("buyer", "unit", "supervisor"):
            shown = text(browser_of(name), "/orders/uncounted/")
            assert order.number in shown
            assert done.number not in shown
            assert f"{order.due:,.2f} 元" in shown
        assert order.number not in text(browser_of("stranger"), "/orders/uncounted/")

    def test_name_the_step_that_is_missing_with_its_button(self, trade, buyer, browser_of):
        order = trade.invoiced(trade.accepted())

        shown = text(buyer, "/orders/uncounted/")

        assert f'href="/payments/orders/{order.pk}/"' in shown
        assert f"/payments/orders/{order.pk}/" not in text(browser_of("unit"), "/orders/uncounted/")
        assert buyer.get(f"/payments/orders/{order.pk}/").status_code == 200
        assert f'href="/payments/orders/{order.pk}/"' in text(buyer, f"/orders/{order.pk}/")

    def test_say_that_the_supplier_owes_the_invoice(self, trade, buyer, supplier, browser_of):
        order = trade.accepted()
        money, page = f'href="/payments/orders/{order.pk}/"', f"/orders/{order.pk}/"

        for name in ("buyer", "unit"):
            shown = text(browser_of(name), "/orders/uncounted/")
            assert "供应商开具发票" in shown
            assert "等供应商" in shown
            assert money not in shown
        assert "待供应商开具发票" in text(buyer, "/orders/")
        assert order.number not in text(buyer, "/orders/", stage="invoice")
        assert "待供应商开具发票" in text(buyer, page)
        assert "上传发票" not in text(buyer, page)
        assert "（供应商）办理" in text(buyer, page)

        sales = text(supplier, "/sales/", stage="bill")
        assert "待开票 1" in sales
        assert money in sales
        assert "去开票" in sales
        assert "待开票的订单" in text(supplier, "/")
        assert "上传发票" in text(supplier, page)

        trade.billed(order)

        assert order.number in text(buyer, "/orders/", stage="invoice")
        shown = text(buyer, "/orders/uncounted/")
        assert "等采购人" in shown
        assert "去验票" in shown
        assert "待供应商开具发票" not in text(buyer, page)
        assert order.number not in text(supplier, "/sales/", stage="bill")

    def test_wait_for_the_buyer_where_the_rule_wants_no_invoice(self, trade, buyer):
        order = trade.accepted()
        rewritten(CountingRule, needs=["goods", "paid"])

        shown = text(buyer, "/orders/uncounted/")

        assert "等采购人" in shown
        assert f'href="/payments/orders/{order.pk}/"' in shown

    def test_say_of_what_lacks_nothing_that_it_counts_soon(self, trade, buyer, supplier):
        order = trade.accepted()
        # As after a rule that needs less was put in force.
        rewritten(CountingRule, needs=["goods"])

        shown = text(buyer, "/orders/uncounted/")
        assert order.number in shown
        assert "环节已齐，一小时内计入" in shown
        assert "等采购人" not in shown
        said = f"一小时内计入{order.unit_name}的完成交易额"
        assert said in text(buyer, f"/orders/{order.pk}/")
        assert said not in text(supplier, f"/orders/{order.pk}/")
        assert "一小时内计入" not in text(buyer, f"/orders/{trade.placed().pk}/")
        Order.objects.filter(pk=order.pk).update(counted_at=AT)
        assert "一小时内计入" not in text(buyer, f"/orders/{order.pk}/")

    def test_are_taken_away_with_a_purpose(self, trade, buyer, supplier, browser_of):
        order = trade.placed()

        assert buyer.post("/orders/export/", {"purpose": ""}).status_code == 302
        assert buyer.post("/orders/export/", {"purpose": "对账"})["Content-Type"].endswith("sheet")
        rows = rows_of(supplier.post("/sales/export/", {"purpose": "对账"}))
        assert any(order.number in row for row in rows)
        assert not any("0371-60000000" in row for row in rows)
        # Only what a standing order has ordered says when it is to come.
        place = rows[[("送货日" in row) for row in rows].index(True)].index("送货日")
        assert {row[place] for row in rows if order.number in row} == {""}
        assert browser_of("unit").post("/orders/export/", {"purpose": "核对"}).status_code == 200


def rows_of(response):
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content)))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
