"""Prices by the API: what they are held against, an alarm all the way, what the platform keeps."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from nongcai.domain.catalogue import services
from nongcai.interfaces.sheets.handing_out import XLSX
from tests import prices
from tests.browsers import signed_in
from tests.interfaces.web.arguments import buyer
from tests.interfaces.web.market_table import sold_today
from tests.interfaces.web.prices_table import PRICES, opened
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


def taken(cast, name, path, sent=None):
    """Take a file away as one of the cast."""
    client = signed_in(cast.person(name))
    address = f"/api/v1/{path}"
    response = client.get(address) if sent is None else client.post(address, sent, content_type="application/json")
    assert response.status_code == 200, response.content
    return response


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

    def test_are_replied_to_with_files(self, cast, call):
        key = opened(cast).pk
        proof = SimpleUploadedFile("成本.pdf", SCAN.data)
        broken = {"words": "成本较高", "files": SimpleUploadedFile("成本.exe", b"MZ")}
        call("supplier", f"prices/alarms/{key}/reply/files", broken, status=422)

        call("supplier", f"prices/alarms/{key}/reply/files", {"words": "成本较高", "files": proof})

        step = call("platform", f"prices/alarms/{key}")["steps"][-1]
        [file] = step["files"]
        assert (step["action"], file["name"]) == ("reply", "成本.pdf")
        buyer(cast)
        shown = taken(cast, "buyer", f"prices/replies/{step['id']}/files/{file['id']}")
        assert b"".join(shown.streaming_content) == SCAN.data


class TestLists:
    def test_are_tried_named_and_entered(self, cast, call):
        upload = {"file": SimpleUploadedFile("行情.csv", PRICES.encode())}
        tried = call("platform", "prices/lists", upload)
        assert (tried["unknown"], tried["counts"]["wrong"]) == (["黑木耳"], 1)
        call("platform", "prices/names", {"name": "黑木耳", "category_id": category("食用菌").pk})
        address = f"prices/lists/{tried['id']}"
        assert call("platform", address)["rows"][0] | {"category_id": 0} == {
            "row_no": 2, "name": "黑木耳", "place": "郑州万邦市场", "day": "2024-03-01", "outcome": "new",
            "message": "", "category_id": 0, "price": "49.0000", "measured": "mass",
        }  # fmt: skip

        assert call("platform", f"{address}/enter", {"source": "每日行情"}) == {"count": 1}
        assert call("platform", f"{address}/enter", {"source": "每日行情"}) == {"count": 0}
        assert call("supplier", "prices/references")["count"] == 1
        rejects = taken(cast, "platform", f"{address}/rejects", {})
        assert rejects.headers["Content-Type"] == XLSX

    def test_refuse_what_is_no_list(self, call):
        for name, data in (("行情.exe", b"MZ"), ("行情.xlsx", b"PK"), ("行情.csv", "甲,乙\n1,2\n".encode())):
            call("platform", "prices/lists", {"file": SimpleUploadedFile(name, data)}, status=422)


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
