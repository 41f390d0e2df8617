"""The list of accounts, opening, closing, new codes, and activation by the person."""

from __future__ import annotations

import re

import pytest

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts.states import AccountState
from tests.cast import PASSWORD

TYPED = {"place": "4101000003", "role": "unit", "label": "市公安局采购岗", "username": "caigou", "phone": "13812345678"}
WHO = ("city_finance", "supervisor", "unit", "auditor")
CHOSEN = "a-phrase-of-my-own"


def code_in(response):
    return re.search(r"/activate/(\w+)/", response.content.decode()).group(1)


class TestList:
    def test_shows_state_and_masked_phone(self, browser_of):
        browser_of("city_finance").post("/accounts/open/", TYPED)

        text = browser_of("city_finance").get("/accounts/?q=caigou").content.decode()

        assert "市公安局采购岗" in text
        assert "138****5678" in text
        assert "13812345678" not in text
        assert "未激活" in text

    def test_takes_the_same_number_of_queries_for_any_number(self, browser_of, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(10):
            browser.get("/accounts/")

    def test_offers_opening_only_to_who_keeps_accounts(self, browser_of):
        offered = {name: "/accounts/open/" in browser_of(name).get("/accounts/").content.decode() for name in WHO}

        assert offered == {"city_finance": True, "supervisor": True, "unit": False, "auditor": False}


class TestOpening:
    def test_shows_link_and_code_once(self, browser_of, cast):
        browser = browser_of("city_finance")

        response = browser.post("/accounts/open/", TYPED)

        code = code_in(response)
        user = accounts.user_by_name("caigou")
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, no-store"
        assert code not in browser.get(f"/accounts/{user.pk}/").content.decode()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"place": "没有这个单位"}, "管理范围内没有代码或名称为"),
            ({"username": "unit"}, "已被使用，请换一个"),
            ({"phone": "123"}, "手机号码应为11位数字"),
            ({"place": "410105", "role": "unit"}, "没有“预算单位”这一角色"),
            ({"place": "410100", "role": "finance"}, "您没有办理此事的权限"),
        ],
    )
    def test_says_what_is_wrong(self, browser_of, changes, sentence):
        response = browser_of("city_finance").post("/accounts/open/", TYPED | changes)

        assert response.status_code == 422
        assert sentence in response.content.decode()

    def test_of_a_bureau_below_takes_its_division_code(self, browser_of, cast):
        browser_of("city_finance").post("/accounts/open/", TYPED | {"place": "410105", "role": "finance"})

        assert accounts.user_by_name("caigou").memberships.get().organisation_id == cast.district.id


class TestActivation:
    def test_by_the_link_lets_the_person_sign_in(self, browser_of, client):
        code = code_in(browser_of("city_finance").post("/accounts/open/", TYPED))

        shown = client.get(f"/activate/{code}/").content.decode()
        client.get(f"/activate/{code}/")
        answer = client.post("/activate/", {"code": code, "password": CHOSEN, "again": CHOSEN})
        signed_in = client.post("/login/", {"username": "caigou", "password": CHOSEN})

        assert "caigou" in shown
        assert (answer.status_code, signed_in.status_code) == (302, 302)

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"code": "WRONG"}, "激活码不正确、已使用或已失效"),
            ({"again": "another-one"}, "两次输入的密码不一致"),
            ({"password": "short", "again": "short"}, "密码"),
        ],
    )
    def test_says_what_is_wrong(self, browser_of, client, changes, sentence):
        code = code_in(browser_of("city_finance").post("/accounts/open/", TYPED))

        answer = client.post("/activate/", {"code": code, "password": CHOSEN, "again": CHOSEN} | changes)

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert accounts.user_by_name("caigou").state == AccountState.PENDING

    def test_by_a_lapsed_link_is_explained(self, client, cast):
        assert "已使用、已失效或不完整" in client.get("/activate/ABCD/").content.decode()


class TestClosing:
    def test_wants_a_reason_and_signs_the_person_out(self, browser_of, cast):
        browser, theirs = browser_of("supervisor"), browser_of("unit")
        address = f"/accounts/{cast.users['unit'].pk}/close/"

        without = browser.post(address, {"words": ""})
        closed = browser.post(address, {"words": "人员调离"})

        assert (without.status_code, closed.status_code) == (422, 302)
        assert "请写明停用原因" in without.content.decode()
        assert theirs.get("/").status_code == 302

    def test_of_somebody_out_of_sight_is_not_there(self, browser_of, cast):
        answer = browser_of("supervisor").post(f"/accounts/{cast.users['stranger'].pk}/close/", {"words": "x"})

        assert answer.status_code == 404

    def test_of_a_colleague_is_refused(self, browser_of, cast):
        answer = browser_of("city_finance").post(f"/accounts/{cast.users['city_signer'].pk}/close/", {"words": "x"})

        assert answer.status_code == 403


class TestUnlocking:
    @pytest.fixture
    def locked(self, client, cast, settings):
        settings.AXES_ENABLED = True
        for _ in range(settings.AXES_FAILURE_LIMIT):
            client.post("/login/", {"username": "unit", "password": "guess"})
        return f"/accounts/{cast.users['unit'].pk}/"

    def test_lets_the_person_try_again(self, browser_of, client, locked):
        browser = browser_of("supervisor")
        before = browser.get(locked).content.decode()

        browser.post(f"{locked}unlock/")

        assert "已暂停登录" in before
        assert "已暂停登录" not in browser.get(locked).content.decode()
        assert client.post("/login/", {"username": "unit", "password": PASSWORD}).status_code == 302

    def test_is_for_whoever_keeps_the_account(self, browser_of, client, locked):
        refused = [browser_of(name).post(f"{locked}unlock/").status_code for name in ("auditor", "unit", "stranger")]

        assert refused == [403, 403, 404]
        assert client.post("/login/", {"username": "unit", "password": PASSWORD}).status_code == 429

    def test_of_a_name_that_is_not_locked_is_refused(self, browser_of, cast):
        answer = browser_of("supervisor").post(f"/accounts/{cast.users['unit'].pk}/unlock/")

        assert answer.status_code == 409
        assert "没有被锁定" in answer.content.decode()


class TestRenewing:
    def test_signs_the_person_out_and_shows_a_code(self, browser_of, cast):
        theirs = browser_of("unit")

        response = browser_of("supervisor").post(f"/accounts/{cast.users['unit'].pk}/renew/")

        assert accounts.user_to_activate(code_in(response), cast.users["unit"].created_at) is not None
        assert theirs.get("/").status_code == 302
