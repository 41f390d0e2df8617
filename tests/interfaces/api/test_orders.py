"""Orders through the API: the whole life, refusals by name, lists page by page."""

import base64
import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from uuid_utils.compat import uuid7

from nongcai.domain.catalogue import services as catalogue
from nongcai.domain.orders.models import Acceptance, Order
from tests import goods
from tests.interfaces.api.orders_table import ORDER
from tests.market import AT
from tests.orders import PHOTO, open_trade_for_good
from tests.worlds import world

trade = world(open_trade_for_good)


@pytest.fixture
def call(caller):
    def called(name, path, sent=None, **headers):
        client = caller(name)
        if sent is None:
            return client.get(f"/api/v1/{path}")
        told = json.dumps(sent)
        return client.post(f"/api/v1/{path}", told, content_type="application/json", headers=headers)

    return called


def told(trade, **changes):
    lines = [{"offer_id": trade.offer.pk, "quantity": 10}]
    return ORDER | {"lines": lines, "unit_id": trade.cast.units["4101000002"].id} | changes


def more_offers(trade, count):
    seller, found = trade.actor("supplier"), []
    for number in range(count):
        stock = {"price": Decimal(25), "quantity": Decimal(100), "at": AT}
        offer = goods.told_offer(specification=f"{number}号袋")
        more = catalogue.add_offer(actor=seller, product_id=trade.offer.product_id, told=offer, **stock)
        catalogue.switch_offer(actor=seller, offer_id=more.pk, is_on=True, at=AT)
        found.append(more.pk)
    return found


class TestOrders:
    def test_live_from_order_to_evaluation(self, trade, call):
        made = call("buyer", "orders", told(trade)).json()
        one = f"orders/{made['id']}"
        assert (made["state"], made["lines"][0]["quantity"], "sign" in made["actions"]) == ("placed", 10, False)
        assert call("supplier", f"{one}/requote", {"freight": "25.00", "words": "偏远"}).json()["freight"] == "25.00"
        assert call("buyer", f"{one}/agree", {}).json()["state"] == "placed"
        assert call("supplier", f"{one}/sign", {}).json()["state"] == "signed"
        parcel = {"carrier": "中通", "tracking_number": "ZT1", "lines": [{"line": 1, "quantity": 10}]}
        assert call("supplier", f"{one}/ship", parcel).json()["lines"][0]["sent"] == 10
        photos = [{"name": "现场.jpg", "data": base64.b64encode(PHOTO).decode()}]
        short = {"lines": [{"line": 1, "accepted": 9, "refused": 1, "reason": "damaged"}], "photos": photos}
        assert call("buyer", f"{one}/accept", short).json()["state"] == "accepted"
        assert call("buyer", f"{one}/evaluate", {"goods": 5, "delivery": 4, "service": 5}).json()["evaluated_at"]

        shown = call("unit", one).json()
        assert shown["parcels"][0]["lines"] == [{"line": 1, "quantity": 10, "weight": None}]
        assert shown["acceptances"][0]["reason"] == "damaged"
        assert shown["phone"] != ORDER["phone"] == call("buyer", one).json()["phone"]
        assert [step["action"] for step in shown["steps"]][:2] == ["place", "requote"]
        assert Acceptance.objects.count() == 1

    def test_are_placed_once_by_key_and_by_the_header(self, trade, call):
        sent = told(trade, key=str(uuid7()))
        first, again = call("buyer", "orders", sent), call("buyer", "orders", sent)
        assert first.json()["id"] == again.json()["id"] == sent["key"]

        for _ in range(2):
            answer = call("buyer", "orders", told(trade), **{"Idempotency-Key": "k-1"})
        assert answer["Idempotent-Replayed"] == "true"
        assert Order.objects.count() == 2

    @pytest.mark.parametrize(
        ("changes", "status", "code"),
        [
            ({"unit_id": 1}, 422, "unit_not_bought_for"),
            ({"lines": [{"offer_id": 999_999, "quantity": 10}]}, 409, "offer_gone"),
            ({"key": "018c0000-0000-7000-8000-000000000000"}, 422, "bad_order_key"),
            ({"purpose": "x"}, 422, "invalid"),
            ({"phone": "1"}, 422, "invalid"),
        ],
    )
    def test_are_refused_by_name(self, trade, call, changes, status, code):
        answer = call("buyer", "orders", told(trade, **changes))

        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert call("buyer", "orders", told(trade)).status_code == 200

    def test_a_price_that_changed_and_a_stock_that_is_short_are_told(self, trade, call):
        line = {"offer_id": trade.offer.pk, "quantity": 10}
        changed = call("buyer", "orders", told(trade, lines=[line | {"price": "1.00"}]))
        short = call("buyer", "orders", told(trade, lines=[line | {"quantity": 99_999}]))

        assert (changed.status_code, changed.json()["code"]) == (409, "price_changed")
        assert (short.status_code, short.json()["code"]) == (409, "out_of_stock")

    def test_may_be_paid_later_by_contract_within_the_rule(self, trade, call):
        made = call("buyer", "orders", told(trade, term_days=45))
        long = call("buyer", "orders", told(trade, term_days=61))
        first = call("buyer", "orders", told(trade, term_days=45, payment_mode="pay_first"))

        assert (made.json()["term_days"], call("buyer", "orders", told(trade)).json()["term_days"]) == (45, None)
        assert (long.status_code, long.json()["code"]) == (422, "bad_term_days")
        assert "1至60日" in long.json()["message"]
        assert (first.status_code, first.json()["code"]) == (422, "term_for_pay_first")

    def test_are_cancelled_declined_called_off_refused(self, trade, call):
        for name, act in (("buyer", "cancel"), ("supplier", "decline")):
            order = trade.placed()
            assert call(name, f"orders/{order.pk}/{act}", {"words": "不需要"}).json()["state"] == "cancelled"
        order = trade.signed()
        assert call("supplier", f"orders/{order.pk}/call-off", {"words": "缺货"}).json()["state"] == "cancelled"
        again = call("supplier", f"orders/{order.pk}/call-off", {"words": "缺货"})
        assert (again.status_code, again.json()["code"]) == (409, "order_step_not_permitted")

    def test_are_listed_page_by_page(self, trade, call):
        made = {str(trade.placed().pk) for _ in range(3)}

        first = call("buyer", "orders?page_size=2").json()
        rest = call("buyer", f"orders?page_size=2&after={first['after']}").json()

        assert {one["id"] for one in first["items"] + rest["items"]} == made
        assert (len(first["items"]), rest["after"]) == (2, None)
        assert call("supplier", "orders?stage=ship").json()["items"] == []
        assert len(call("supplier", "orders?stage=sign").json()["items"]) == 3
        uncounted = call("unit", "orders/uncounted").json()
        assert (uncounted["count"], len(uncounted["items"])) == (3, 3)
        assert call("stranger", "orders/uncounted").json()["count"] == 0
        assert call("quality", "orders").json()["items"] == []

    def test_of_three_lines_take_twelve_statements_at_most(self, trade, call):
        lines = [{"offer_id": trade.offer.pk, "quantity": 1}]
        lines += [{"offer_id": key, "quantity": 1} for key in more_offers(trade, 2)]
        call("buyer", "orders", told(trade, lines=lines), **{"Idempotency-Key": "k-1"})

        with CaptureQueriesContext(connection) as said:
            answer = call("buyer", "orders", told(trade, lines=lines), **{"Idempotency-Key": "k-2"})

        assert len(answer.json()["lines"]) == 3
        # Signing in for the test is one; the transaction itself, with its end, is a savepoint here.
        assert said[0]["sql"].startswith("UPDATE")
        assert len(said) - 1 <= 12

    def test_take_no_statement_a_row(self, trade, call):
        taken = []
        for count in (1, 4):
            for _ in range(count):
                trade.placed()
            with CaptureQueriesContext(connection) as said:
                call("buyer", "orders")
            taken.append(len(said))

        assert taken[0] == taken[1] <= 8
