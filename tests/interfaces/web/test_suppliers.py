"""The page on which suppliers come by themselves."""

from datetime import timedelta

import pytest
from django.db.models import F

from nongcai.domain.suppliers.models import Arrival, Supplier
from tests.market import COUNTY, PASSWORD, market_code

ADDRESS = "/suppliers/register/"
TYPED = {
    "kind": "cooperative",
    "name": "卢氏县蜂业合作社",
    "credit_code": market_code(7),
    "county_code": COUNTY,
    "phone": "13900000007",
    "label": "业务岗",
    "username": "fengye",
    "password": PASSWORD,
    "again": PASSWORD,
}


@pytest.mark.usefixtures("db")
class TestRegistration:
    def test_leads_to_the_log_in(self, client):
        response = client.post(ADDRESS, TYPED)

        assert (response.status_code, response.headers["Location"]) == (302, "/login/")
        assert Supplier.objects.get().name == TYPED["name"]

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"again": "another"}, "两次输入的密码不一致"),
            ({"county_code": "410100"}, "不在832个脱贫县名单内"),
            ({"credit_code": "12345"}, "校验不符"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_nothing(self, client, changed, said):
        response = client.post(ADDRESS, TYPED | changed)

        assert response.status_code == 422
        assert said in response.content.decode()
        assert not Supplier.objects.exists()

    def test_is_limited_by_address_and_hour(self, client, settings):
        settings.ARRIVALS_PER_ADDRESS = 2
        for code in ("12345", "54321"):
            assert client.post(ADDRESS, TYPED | {"credit_code": code}).status_code == 422

        refused = client.post(ADDRESS, TYPED)
        elsewhere = client.post(ADDRESS, TYPED, REMOTE_ADDR="10.0.0.9")

        assert refused.status_code == 429
        assert "开通供应商账号过于频繁" in refused.content.decode()
        assert elsewhere.status_code == 302
        Arrival.objects.update(at=F("at") - timedelta(hours=2))
        again = TYPED | {"credit_code": market_code(8), "username": "fengye2"}
        assert client.post(ADDRESS, again).status_code == 302

    def test_is_not_there_where_the_operator_has_not_opened_it(self, client, settings):
        settings.REGISTRATION = False

        assert client.get(ADDRESS).status_code == 404
        assert client.post(ADDRESS, TYPED).status_code == 404
        assert not Supplier.objects.exists()
