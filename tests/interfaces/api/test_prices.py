"""Prices by the API: what they are held against, an alarm all the way, what the platform keeps."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from nongcai.domain.catalogue import services
from tests import prices
from tests.interfaces.web.market_table import sold_today
from tests.interfaces.web.prices_table import opened
from tests.market import COUNTY, SCAN
from tests.shelf import category


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def call(cast):
    """Call as one of the cast."""

    def called(name, path, sent=None, status=200):
        client = Client()
        client.force_login(cast.person(name), backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")
        address = f"/api/v1/{path}"
        if sent is None:
            response = client.get(address)
        elif any(isinstance(value, SimpleUploadedFile) for value in sent.values()):
            response = client.post(address, sent)
        else:
            response = client.post(address, json.dumps(sent), content_type="application/json")
        assert response.status_code == status, response.content
        return response.json()

    return called


class TestEvidence:
    def test_tells_like_offers_and_proofs_raise_alarms(self, cast, call):
        made = sold_today(cast)
        prices.like_offers()
        services.reckon_like_prices(at=timezone.now())
        address = f"hall/goods/{made.product.pk}/evidence"

        [one] = call("unit", address)

        assert (one["like"]["offers"], one["like"]["above_percent"]) == (6, "46")
        assert one["reference"] is one["said"] is None
        told = {"shop": "某店", "price": "20", "quantity": "500", "unit": "g", "day": timezone.localdate().isoformat()}
        proof = {"file": SimpleUploadedFile("a.pdf", SCAN.data)}
        assert call("unit", f"hall/offers/{made.offer.pk}/elsewhere", told | proof)["unit_price"] == "40.0000"
        assert call("platform", "prices/alarms")["items"][0]["basis"] == "elsewhere"
        call("unit", "hall/goods/404/evidence", status=404)


class TestAlarms:
    def test_go_all_the_way(self, cast, call):
        key = opened(cast).pk
        call("supplier", f"prices/alarms/{key}/decide", {"action": "keep", "words": "好"}, status=403)
        call("supplier", f"prices/alarms/{key}/reply", {"words": " "}, status=422)
        assert call("supplier", f"prices/alarms/{key}/reply", {"words": "成本较高"})["state"] == "replied"
        assert call("platform", "prices/alarms?state=replied")["count"] == 1

        call("platform", f"prices/alarms/{key}/decide", {"action": "withhold", "words": "不属实"})

        steps = call("supplier", f"prices/alarms/{key}")["steps"]
        assert [step["action"] for step in steps] == ["open", "reply", "withhold"]


class TestKeeping:
    def test_rules_and_references(self, cast, call):
        told = {"basis": "median", "percent": "30", "reply_days": 5, "since": "2024-03-01", "document": "办法"}
        rule = call("platform", "prices/rules", told)["id"]
        call("platform", f"prices/rules/{rule}/end", {})
        call("platform", f"prices/rules/{rule}/end", {}, status=409)
        reference = {
            "category_id": category("食用菌").pk, "name": "黑木耳", "place": "万邦", "day": "2024-03-01", "price": "12",
            "quantity": "500", "unit": "g", "source": "行情", "words": ["木耳"],
        }  # fmt: skip
        assert call("platform", "prices/references", reference)["price"] == "24.0000"
        call("platform", "prices/references", reference, status=422)
        [row] = call("supplier", "prices/references")["items"]
        assert call("platform", f"prices/references/{row['id']}/strike", {})["is_on"] is False

    def test_words(self, cast, call):
        row = call("platform", "goods/synonyms", {"words": ["地耳", "地皮菜"]})
        assert call("platform", f"goods/synonyms/{row['id']}", {"is_on": False})["is_on"] is False
        told = {"name": "重点县", "document": "通知", "since": "2024-03-01", "counties": [COUNTY, "410100"]}
        assert call("platform", "goods/counties", told) == {"count": 1}
        sold_today(cast)
        assert call("unit", "hall/offers?listed=重点县")["total"] == 1
        assert call("unit", "hall/offers")["options"]["listed"][0]["count"] == 1
        assert call("platform", "goods/counties/end", {"name": "重点县"}) == {"count": 1}
