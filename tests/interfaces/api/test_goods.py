"""A supplier publishes by the API what it publishes by the pages."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nongcai.domain.catalogue.models import Product
from nongcai.domain.catalogue.states import ProductState
from tests import goods
from tests.market import COUNTY
from tests.worlds import world


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


market = world(goods.hall)


@pytest.fixture
def call(cast):
    """Call as one of the cast."""

    def called(name, path, sent=None):
        client = Client()
        client.force_login(cast.person(name), backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")
        if sent is None:
            return client.get(f"/api/v1/{path}")
        if any(isinstance(value, SimpleUploadedFile) for value in sent.values()):
            return client.post(f"/api/v1/{path}", sent)
        return client.post(f"/api/v1/{path}", json.dumps(sent), content_type="application/json")

    return called


def told(**changes):
    place = goods.category("食用菌")
    return {
        "category_id": place.pk,
        "name": "卢氏黑木耳",
        "county_code": COUNTY,
        "producer": "合作社",
        "shelf_life_days": 540,
        "storage": "阴凉干燥处",
        "net_quantity": "250",
        "net_unit": "g",
        "facts": goods.answers_of(place),
    } | changes


class TestPublishing:
    def test_goes_all_the_way(self, market, call):
        product = call("supplier", "goods/products", told()).json()["id"]
        one = f"goods/products/{product}"
        offer = call(
            "supplier",
            f"{one}/offers",
            {"specification": "250克×20袋", "sale_unit": "case", "pieces": 20, "price": "480.00", "quantity": 30},
        ).json()
        assert (offer["net"], offer["measured"], offer["unit_price"]) == ("5.000", "mass", "96.0000")
        file = SimpleUploadedFile("photo.png", goods.picture(form="PNG"))
        assert call("supplier", f"{one}/pictures", {"alt": "正面", "file": file}).json()["position"] == 1
        assert call("supplier", f"{one}/submit", {}).json()["state"] == "submitted"
        assert call("platform", f"{one}/pass", {"version": 1}).json()["state"] == "listed"

        key = offer["id"]
        tiers = [{"from_quantity": 10, "price": "450"}]
        assert call("supplier", f"goods/offers/{key}/switch", {"is_on": True}).json()["is_on"]
        assert call("supplier", f"goods/offers/{key}/price", {"price": "470", "tiers": tiers}).status_code == 200
        assert call("supplier", f"goods/offers/{key}/stock", {"quantity": 12}).json()["available"] == "12.000"
        shown = call("platform", f"goods/offers/{key}").json()
        assert [row["after"] for row in shown["prices"]] == ["470.00", "480.00"]
        assert [row["price"] for row in shown["offer"]["tiers"]] == ["450.00"]
        assert call("supplier", one, told(storage="冷藏")).json()["state"] == ProductState.DRAFT
        assert [step["action"] for step in call("platform", one).json()["steps"]] == ["change", "pass", "submit"]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": "<script>x</script>"}, "markup"),
            ({"facts": {}}, "fact_missing"),
            ({"county_code": "410100"}, "not_of_the_counties"),
            ({"claims": {"organic": 99}}, "claim_without_paper"),
            ({"net_unit": "斤"}, "invalid"),
        ],
    )
    def test_is_refused_in_a_sentence(self, market, call, changes, code):
        response = call("supplier", "goods/products", told(**changes))

        assert (response.status_code, response.json()["code"]) == (422, code)
        assert response.json()["message"].endswith("。")
        assert not Product.objects.exists()

    def test_is_refused_for_a_price_of_nothing(self, market, call):
        product = goods.drafted(market)
        sold = {"specification": "袋", "sale_unit": "bag", "quantity": 1}

        for price in ("0", "-1", "1.234"):
            response = call("supplier", f"goods/products/{product.pk}/offers", sold | {"price": price})
            assert (response.status_code, response.json()["code"]) == (422, "bad_price")

    def test_is_refused_for_what_is_no_picture(self, market, call):
        product = goods.drafted(market)
        file = SimpleUploadedFile("photo.jpg", b"MZ\x90\x00")

        response = call("supplier", f"goods/products/{product.pk}/pictures", {"alt": "正面", "file": file})

        assert (response.status_code, response.json()["code"]) == (422, "picture_unreadable")


class TestControlCharacters:
    def test_are_refused_and_no_fault_of_ours(self, market, call):
        product = goods.handed_in(market)
        sent = {"version": 1, "reason": "origin", "words": "请补充\x00"}

        assert call("platform", f"goods/products/{product.pk}/return", sent).status_code == 422
        assert call("platform", f"goods/products/{product.pk}/pass", sent).status_code == 422
        assert call("platform", "goods/products?q=%00").status_code == 422
        assert call("platform", "goods/products?state=%00").status_code == 422
        assert call("platform", f"goods/products/{2**63}").status_code == 404
        assert call("supplier", "goods/products", told(category_id=2**62)).status_code == 404
        assert call("platform", f"goods/categories/{2**70}/attributes").status_code == 404


class TestFreight:
    def test_is_written_and_read(self, market, call):
        plan = {"name": "快递", "fees": [{"first_fee": "8"}, {"province": "54", "delivers": False}]}

        assert call("supplier", "goods/freight", plan).status_code == 200
        [row] = call("supplier", "goods/freight").json()
        assert sorted(fee["province"] for fee in row["fees"]) == ["", "54"]
