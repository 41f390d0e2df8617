"""Zones, demands and lists through the API."""

import json

import pytest

from nongcai.domain.catalogue.models import Zone
from tests.buying import begun
from tests.interfaces.api.buying_table import DEMAND
from tests.market import all_the_way, on_stage
from tests.shelf import goods, sell_for_good
from tests.worlds import world

ZONE = {"name": "卢氏馆", "kind": "local", "opens_on": "2024-01-01", "counties": ["411224"], "capacity": 1}


@world
def seller(cast):
    found = all_the_way(on_stage(cast))
    sell_for_good(found)
    return found


@pytest.fixture
def call(caller):
    def called(name, path, sent=None):
        client = caller(name)
        if sent is None:
            return client.get(f"/api/v1/{path}")
        return client.post(f"/api/v1/{path}", json.dumps(sent), content_type="application/json")

    return called


class TestZones:
    def test_are_planned_entered_and_found(self, seller, call):
        made = goods(seller)
        zone = call("platform", "zones", ZONE).json()["id"]
        call("platform", f"zones/{zone}/step", {"action": "open"})
        entry = call("supplier", f"zones/{zone}/entries", {"product_id": made.product.pk}).json()["id"]
        assert call("platform", f"zones/{zone}/admit", {"entry_ids": [entry]}).json() == {"count": 1}
        moved = call("platform", f"zones/entries/{entry}/order", {"move": "first", "version": 0})
        assert moved.json()["order_version"] == 1
        late = call("platform", f"zones/entries/{entry}/order", {"move": "free", "version": 0})
        assert (late.status_code, late.json()["code"]) == (409, "zone_order_changed")

        assert {"id": zone, "name": "卢氏馆", "kind": "local"} in call("unit", "hall/zones").json()
        found = call("unit", f"hall/offers?zone={zone}").json()
        assert [one["id"] for one in found["items"]] == [made.offer.pk]
        assert found["options"]["zone"] == [{"value": str(zone), "label": "卢氏馆", "count": 1}]
        assert call("supplier", f"zones/{zone}").json()["entries"][0]["state"] == "admitted"

    def test_refuse_by_the_rules_name_and_when_they_are_full(self, seller, call):
        brand = Zone.objects.get(name="832优选")
        refused = call("supplier", f"zones/{brand.pk}/entries", {"product_id": goods(seller).product.pk})
        assert (refused.status_code, refused.json()["code"]) == (422, "zone_rules_failed")

        zone = call("platform", "zones", ZONE).json()["id"]
        call("platform", f"zones/{zone}/step", {"action": "open"})
        keys = [
            call("supplier", f"zones/{zone}/entries", {"product_id": goods(seller, name).product.pk}).json()["id"]
            for name in ("木耳", "香菇")
        ]
        full = call("platform", f"zones/{zone}/admit", {"entry_ids": keys})
        assert (full.status_code, full.json()["code"]) == (409, "zone_full")
        assert "还可入选1个，所选2个" in full.json()["message"]


class TestDemands:
    def test_are_published_answered_and_closed(self, seller, call):
        made = goods(seller)
        demand = call("unit", "demands", DEMAND).json()
        assert (demand["place"], demand["is_open"]) == ("河南省郑州市", True)
        one = f"demands/{demand['id']}"
        told = call("supplier", f"{one}/answer", {"product_id": made.product.pk}).json()
        assert (told["product_id"], told["is_shown"]) == (made.product.pk, True)
        assert call("unit", one).json()["answers"] == [told]
        assert call("supplier", "demands?province=41&is_open=true").json()["count"] == 1
        assert call("unit", f"{one}/close", {}).json()["is_open"] is False
        assert call("supplier", f"{one}/retract", {}).json() == {"count": 1}
        assert call("supplier", one).status_code == 404


class TestReorders:
    def test_are_kept(self, cast, seller, call):
        made, listed = goods(seller), begun(cast)
        one = f"reorders/{listed.pk}"
        lines = {"lines": [{"offer_id": made.offer.pk, "quantity": 12}]}
        [line] = call("unit", f"{one}/lines", lines).json()["lines"]
        assert (line["quantity"], line["price"], line["now"], line["in_stock"]) == (12, "30.00", "30.00", True)
        changed = call("unit", f"reorders/lines/{line['id']}", {"quantity": 5}).json()
        assert changed["lines"][0]["quantity"] == 5
        copied = call("unit", f"{one}/copy", {"name": "另一张"}).json()
        assert len(copied["lines"]) == 1
        assert call("unit", f"reorders/lines/{line['id']}/remove", {}).json()["lines"] == []
        assert call("unit", f"{one}/remove", {}).json() == {"id": listed.pk}
        assert [row["name"] for row in call("unit", "reorders").json()] == ["另一张"]
