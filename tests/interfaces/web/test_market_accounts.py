"""The platform opens a county's accounts on a page, and helps who lost a password or a telephone."""

import re

import pytest

from nongcai.domain.accounts import queries as accounts
from tests.browsers import signed_in
from tests.market import on_stage, show_papers, submit

TYPED = {
    "county_code": "411224",
    "office": "卢氏县乡村振兴局",
    "role": "linkage",
    "label": "社会帮扶股审核岗",
    "username": "lushi-xczx",
    "phone": "13800000001",
}


@pytest.fixture
def market(cast):
    return on_stage(cast)


@pytest.fixture
def platform(market):
    return signed_in(market.users["platform"])


class TestOpening:
    def test_shows_the_code_once(self, platform):
        response = platform.post("/accounts/market/open/", TYPED)

        code = re.search(r"/activate/(\w+)/", response.content.decode())[1]
        user = accounts.user_by_name("lushi-xczx")
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
        assert code not in platform.get(f"/accounts/market/{user.pk}/").content.decode()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"county_code": "410100"}, "所选县不在832个脱贫县名单内"),
            ({"username": "quality"}, "已被使用，请换一个"),
            ({"office": ""}, "请填写部门名称"),
            ({"role": "platform"}, "选择一个有效的选项"),
        ],
    )
    def test_says_what_is_wrong(self, platform, changes, sentence):
        response = platform.post("/accounts/market/open/", TYPED | changes)

        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert accounts.user_by_name("lushi-xczx") is None

    def test_wants_the_forms_token(self, market):
        browser = signed_in(market.users["platform"])
        browser.handler.enforce_csrf_checks = True

        assert browser.post("/accounts/market/open/", TYPED).status_code == 403


class TestList:
    def test_leads_to_where_somebody_is_wanted(self, market, platform):
        show_papers(market)
        submit(market)
        platform.post(f"/accounts/market/{market.users['linkage'].pk}/close/", {"words": "离岗"})

        text = platform.get("/accounts/market/").content.decode()

        assert "?county=411224" in text
        assert (
            '<option value="411224" selected>' in platform.get("/accounts/market/open/?county=411224").content.decode()
        )

    def test_takes_few_queries(self, platform, django_assert_max_num_queries):
        with django_assert_max_num_queries(10):
            assert platform.get("/accounts/market/").status_code == 200

    def test_masks_telephone_numbers(self, platform):
        platform.post("/accounts/market/open/", TYPED)
        user = accounts.user_by_name("lushi-xczx")

        text = platform.get(f"/accounts/market/{user.pk}/").content.decode()
        assert "138****0001" in text
        assert "13800000001" not in text


class TestHelping:
    def test_gives_a_supplier_a_new_code(self, market, platform, client):
        response = platform.post(f"/accounts/market/{market.users['supplier'].pk}/renew/")
        address = re.search(r"(/activate/\w+/)", response.content.decode())[1]
        code = address.split("/")[2]

        chosen = {"code": code, "password": "a-phrase-of-my-own", "again": "a-phrase-of-my-own"}
        assert client.post(address, chosen).status_code == 302
        assert accounts.user_by_name("supplier").check_password("a-phrase-of-my-own")
