"""Standing orders through the API."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from nongcai.domain.catalogue import services as catalogue
from nongcai.domain.orders import services
from nongcai.domain.orders.models import Order, StandingOrder
from tests.interfaces.api.orders_table import WEEK
from tests.orders import open_trade_for_good
from tests.worlds import world

trade = world(open_trade_for_good)
ALL = "/api/v1/standing-orders"


@pytest.fixture
def call(caller):
    def called(path="", sent=None, name="buyer", **headers):
        client = caller(name)
        if sent is None:
            return client.get(f"{ALL}{path}")
        told = json.dumps(sent, default=str)
        return client.post(f"{ALL}{path}", told, content_type="application/json", headers=headers)

    return called


def told(trade, **changes):
    lines = [{"offer_id": trade.offer.pk, "quantity": 10, "weekdays": [1, 2, 3, 4, 5, 6, 7], "price": "25.00"}]
    today = timezone.localdate()
    days = {"starts_on": today, "ends_on": today + timedelta(days=60), "lead_days": 2, "rests_on_days_off": False}
    return WEEK | {"lines": lines, "unit_id": trade.cast.units["4101000002"].id} | days | changes


class TestStandingOrders:
    def test_are_begun_shown_changed_paused_and_ended(self, trade, call):
        made = call("", told(trade)).json()
        key = f"/{made['id']}"
        assert (made["state"], "pause" in made["actions"], "resume" in made["actions"]) == ("running", True, False)

        shown = call(key).json()
        assert [line["price_then"] for line in shown["lines"]] == ["25.00"]
        assert len(shown["next"]) == 4
        assert shown["next"][0]["day"] == str(timezone.localdate() + timedelta(days=3))
        assert call(key, told(trade, name="新菜单")).json()["name"] == "新菜单"
        row = call(f"{key}/breaks", {"first_on": "2099-01-01", "last_on": "2099-01-02"}).json()
        assert call(f"{key}/breaks/{row['id']}/remove", {}).status_code == 200
        assert [call(f"{key}/{act}", {}).json()["state"] for act in ("pause", "resume", "end")] == [
            "paused",
            "running",
            "ended",
        ]
        assert call().json()["count"] == 1

    def test_are_begun_once_however_often_they_are_sent(self, trade, call):
        answers = [call("", told(trade), **{"Idempotency-Key": "one"}) for _ in range(2)]

        assert answers[0].json() == answers[1].json()
        assert answers[1].headers["Idempotent-Replayed"] == "true"
        assert StandingOrder.objects.count() == 1

    @pytest.mark.parametrize("hours", [("06:00:00+08:00", "08:00"), ("06:00:00Z", "08:00:00Z")])
    def test_want_hours_of_the_day_without_a_zone(self, trade, call, hours):
        refused = call("", told(trade, earliest=hours[0], latest=hours[1]))

        assert refused.status_code == 422
        assert not StandingOrder.objects.exists()

    def test_order_again_what_was_not_ordered_once(self, trade, call):
        key = f"/{call('', told(trade)).json()['id']}"
        standing, day = StandingOrder.objects.get(), timezone.localdate() + timedelta(days=3)
        catalogue.price_offer(
            actor=trade.actor("supplier"), offer_id=trade.offer.pk, price=Decimal(30), tiers=[], at=timezone.now()
        )
        supplier = trade.offer.product.supplier_id
        at = timezone.now() + timedelta(days=1)
        services.place_standing(standing_id=standing.pk, day=day, supplier_id=supplier, at=at)
        shown = call(key).json()
        assert (shown["runs"][0]["code"], shown["lines"][0]["is_dearer"]) == ("price_changed", True)
        again = f"{key}/runs/{day}/{supplier}/place"

        refused = call(again, {}, **{"Idempotency-Key": "first"})
        assert (refused.status_code, refused.json()["code"]) == (409, "price_changed")
        wrong = {"lines": [{"offer_id": trade.offer.pk, "price": "29.00"}]}
        assert call(f"{key}/prices", wrong).json()["code"] == "price_changed"
        assert call(f"{key}/prices", {"lines": [{"offer_id": trade.offer.pk, "price": "30.00"}]}).status_code == 200
        answers = [call(again, {}, **{"Idempotency-Key": "second"}).json() for _ in range(2)]

        assert answers[0]["order_id"] == answers[1]["order_id"] == str(Order.objects.get().pk)
        assert call(again, {}).json()["code"] == "standing_run_done"

    def test_of_another_body_are_not_there(self, trade, call):
        key = f"/{call('', told(trade)).json()['id']}"
        assert call(key).status_code == 200
        StandingOrder.objects.update(buyer=trade.cast.units["4101000003"].id)

        acts = {"": told(trade), "/pause": {}, "/resume": {}, "/end": {}, "/runs/2024-03-04/1/place": {}}
        acts["/breaks"] = {"first_on": "2099-01-01", "last_on": "2099-01-02"}
        acts["/prices"] = {"lines": [{"offer_id": trade.offer.pk, "price": "25.00"}]}
        assert {call(f"{key}{act}", sent).status_code for act, sent in acts.items()} == {404}
        assert call(key).status_code == 404
        assert call().json()["count"] == 0

    def test_name_what_is_wrong(self, trade, call):
        for changes, status in (
            ({"latest": "05:00"}, 422),
            ({"lead_days": 31}, 422),
            ({"unit_id": 1}, 422),
            ({"starts_on": "2020-01-01"}, 422),
        ):
            assert call("", told(trade, **changes)).status_code == status
        assert not StandingOrder.objects.exists()

    def test_tell_of_orders_when_they_are_to_come(self, trade, call, caller):
        call("", told(trade))
        standing, at = StandingOrder.objects.get(), timezone.now() + timedelta(days=1)
        day = timezone.localdate() + timedelta(days=3)
        services.place_standing(standing_id=standing.pk, day=day, supplier_id=trade.offer.product.supplier_id, at=at)

        [order] = caller("supplier").get("/api/v1/orders").json()["items"]

        assert (order["deliver_on"], order["deliver_from"], order["standing_id"]) == (
            str(day),
            "06:00:00",
            standing.pk,
        )
