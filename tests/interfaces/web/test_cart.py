"""Pages of the cart, and of goods that go back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.catalogue.models import Offer
from nongcai.domain.catalogue.services import put_up
from nongcai.domain.holds.models import Resource
from nongcai.domain.orders.models import CartLine, Order, OrderReturn
from tests.buying import begun, put
from tests.interfaces.web.ordering import form_of, text
from tests.market import AT
from tests.orders import open_trade_for_good
from tests.shelf import Goods, goods
from tests.worlds import world

CART, ADD = "/orders/cart/", "/orders/cart/add/"


trade = world(open_trade_for_good)


@pytest.fixture
def buyer(trade, browser_of):
    return browser_of("buyer")


@pytest.fixture
def supplier(trade, browser_of):
    return browser_of("supplier")


def added(buyer, offer, quantity=10):
    return buyer.post(ADD, {"offer": offer.pk, f"quantity_{offer.pk}": quantity})


class TestTheCart:
    def test_takes_what_was_ticked_in_the_hall_and_one_returns_there(self, trade, buyer, browser_of):
        product = f"/hall/products/{trade.offer.product_id}/"
        assert f'formaction="{ADD}"' in text(buyer, product)
        assert f'formaction="{ADD}"' not in text(browser_of("unit"), product)

        response = buyer.get(
            ADD, {"product": trade.offer.product_id}, headers={"referer": f"http://testserver{product}"}
        )
        told = form_of(response.content.decode(), ADD)
        assert told[f"quantity_{trade.offer.pk}"] == str(trade.offer.minimum)
        assert buyer.post(ADD, told)["Location"] == product
        added(buyer, trade.offer, 5)

        assert CartLine.objects.get().quantity == trade.offer.minimum + 5
        assert "还没有选择商品" in text(buyer, ADD)
        assert "采购车是空的" not in text(buyer, CART)

    def test_becomes_an_order_by_supplier(self, trade, buyer):
        added(buyer, trade.offer)
        told = form_of(text(buyer, CART), "/orders/new/")
        assert told == {"offer": str(trade.offer.pk), f"quantity_{trade.offer.pk}": "10"}

        filled = {"receiver": "库管岗", "phone": "0371-60000000", "address": "某路1号"}
        buyer.post("/orders/new/", form_of(text(buyer, "/orders/new/", **told)) | filled)

        assert Order.objects.count() == 1
        assert "采购车是空的" in text(buyer, CART)

    @pytest.mark.parametrize(
        ("change", "said", "may"),
        [
            ("price", "现31.00 元，按现价下单", True),
            ("stock", "只剩3，请减少数量或者移除", False),
            ("minimum", "起订量20，请增加数量", False),
            ("gone", "已下架、过季或者供应商暂停销售，请移除", False),
        ],
    )
    def test_says_what_changed_and_what_to_do(self, trade, buyer, change, said, may):
        added(buyer, trade.offer)
        rows = Offer.objects.filter(pk=trade.offer.pk)
        if change == "price":
            rows.update(price="31.00")
        if change == "minimum":
            rows.update(minimum=20)
        if change == "stock":
            Resource.objects.filter(pk=trade.offer.resource_id).update(quantity=3)
        if change == "gone":
            rows.update(is_on=False)
            put_up([trade.offer.product_id], at=AT)
        shown = text(buyer, CART)

        assert said in shown
        assert (f'name="quantity_{trade.offer.pk}"' in shown) == may

    def test_is_changed_in_place_and_emptied(self, trade, buyer):
        added(buyer, trade.offer)
        line = CartLine.objects.get()

        buyer.post(f"{CART}{line.pk}/change/", {"quantity": 12})
        assert CartLine.objects.get().quantity == 12
        assert buyer.post(f"{CART}{line.pk}/change/", {"quantity": 0}).status_code == 422
        assert buyer.post(f"{CART}999999/change/", {"quantity": 5}).status_code == 404
        assert buyer.post(f"{CART}{'9' * 30}/remove/").status_code == 404
        buyer.post(f"{CART}{line.pk}/remove/")
        assert "采购车是空的" in text(buyer, CART)

    def test_takes_a_whole_list_of_what_is_bought_again(self, trade, buyer, cast):
        listed = begun(cast, by="buyer")
        put(cast, listed, Goods(trade.offer.product, trade.offer), 7, by="buyer")
        told = form_of(text(buyer, f"/reorders/{listed.pk}/"), ADD)

        buyer.post(ADD, told)

        assert CartLine.objects.get().quantity == 7

    def test_takes_no_statement_a_line(self, trade, buyer):
        taken = []
        for count in (1, 4):
            for number in range(count):
                added(buyer, goods(trade.offer.product.supplier, f"木耳{count}{number}号").offer)
            with CaptureQueriesContext(connection) as said:
                buyer.get(CART)
            taken.append(len(said))

        assert taken[0] == taken[1] <= 12


class TestReturns:
    def test_are_asked_answered_and_taken(self, trade, buyer, supplier):
        order = trade.accepted()
        page = f"/orders/{order.pk}/"
        told = {"quantity_1": "4", "reason": "quality", "words": "有异味"}
        assert buyer.post(f"{page}ask-return/", told | {"quantity_1": "11"}).status_code == 422
        assert buyer.post(f"{page}ask-return/", told).status_code == 302
        assert order.number in text(supplier, "/sales/", stage="return")
        assert supplier.post(f"{page}returns/1/answer/", {"agrees": "no"}).status_code == 422
        assert "returns/1/answer/" not in text(buyer, page)
        supplier.post(f"{page}returns/1/answer/", {"agrees": "yes", "words": "寄回城关镇"})
        assert "returns/1/take/" in text(supplier, page)
        supplier.post(f"{page}returns/1/take/")

        shown = text(buyer, page)
        assert (OrderReturn.objects.get().state, "寄回城关镇" in shown, "有异味" in shown) == ("taken", True, True)
        assert Order.objects.get().due < order.due

    def test_are_not_answered_twice_nor_by_others(self, trade, buyer, supplier, browser_of):
        order = trade.accepted()
        page = f"/orders/{order.pk}/"
        buyer.post(f"{page}ask-return/", {"quantity_1": "4", "reason": "quality", "words": "有异味"})

        assert supplier.post(f"{page}returns/1/take/").status_code == 409
        assert supplier.post(f"{page}returns/9/answer/", {"agrees": "yes"}).status_code == 404
        assert browser_of("unit").post(f"{page}returns/1/answer/", {"agrees": "yes"}).status_code == 403
        supplier.post(f"{page}returns/1/answer/", {"agrees": "no", "words": "已过约定期限"})
        assert supplier.post(f"{page}returns/1/answer/", {"agrees": "yes"}).status_code == 409
