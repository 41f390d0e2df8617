"""The pages of the officers who open accounts and give roles, and what finance is told beside them."""

from __future__ import annotations

import pytest

from nongcai.domain.accounts import queries as accounts
from tests.cast import hire
from tests.interfaces.web.test_managing_accounts import TYPED, code_in

QUERIES = 8


@pytest.fixture
def system(cast, browser_of):
    return browser_of(hire(cast, "system_officer"))


@pytest.fixture
def security(cast, browser_of):
    return browser_of(hire(cast, "security_officer"))


class TestSystemOfficer:
    def test_is_told_that_the_role_comes_later(self, system):
        assert "由安全管理员授予所申请的角色" in system.get("/accounts/open/").content.decode()

        shown = system.post("/accounts/open/", TYPED)

        assert code_in(shown)
        assert "申请“预算单位”" in shown.content.decode()

    def test_has_a_desk_of_its_own(self, system):
        text = system.get("/").content.decode()

        assert "开通、停用账号，重设密码，激活率" in text
        assert all(path not in text for path in ("/boards/", "/shares/", "/notices/"))


class TestSecurityOfficer:
    def test_finds_who_waits_and_gives_the_roles_in_few_statements(self, system, security, django_assert_num_queries):
        system.post("/accounts/open/", TYPED)
        assert "待授予角色的账号" in security.get("/").content.decode()
        assert "有 1 个账号已开通，等待授予角色" in security.get("/accounts/").content.decode()
        with django_assert_num_queries(QUERIES):
            found = security.get("/accounts/?role=awaiting")
        [post] = found.context["page"]

        given = security.post("/accounts/posts/grant/", {"post": [post.pk]}, follow=True)

        assert "已授予1个账号所申请的角色" in given.content.decode()
        assert accounts.user_by_name("caigou").memberships.get().role == "unit"
        again = security.post("/accounts/posts/grant/", {"post": ["none"]}, follow=True)
        assert "请勾选后再办理" in again.content.decode()

    def test_gives_and_ends_a_role(self, security, cast):
        user = cast.users["stranger"]
        address = f"/accounts/{user.pk}/roles/"
        assert "登记任职" in security.get(f"/accounts/{user.pk}/").content.decode()

        security.post(address, {"place": "4101000002", "role": "supervisor"})
        refused = security.post(address, {"place": "410105", "role": "security"})

        assert refused.status_code == 422
        assert "不得互相兼任" in refused.content.decode()
        post = user.memberships.get(role="supervisor")
        security.post(f"/accounts/posts/{post.pk}/end/", {"words": "岗位调整"})
        assert user.memberships.get(role="supervisor").period.isempty
        assert "登记当日已结束" in security.get(f"/accounts/{user.pk}/").content.decode()

    def test_gives_the_right_to_sign_and_finance_does_not(self, cast, security, browser_of):
        user = cast.users["district_finance"]
        post = user.memberships.get()
        assert "授予签发权" in security.get(f"/accounts/{user.pk}/").content.decode()

        security.post(f"/accounts/posts/{post.pk}/sign/", {"may_sign": "yes"})

        assert user.memberships.get().may_sign
        shown = security.get(f"/accounts/{user.pk}/").content.decode()
        assert "收回签发权" in shown
        assert "重置两步验证" not in shown


class TestFinance:
    def test_is_told_who_does_it_now(self, cast, browser_of):
        browser = browser_of("city_finance")
        assert "本部门设有" not in browser.get("/accounts/").content.decode()

        hire(cast, "system_officer")
        hire(cast, "security_officer")
        text = browser.get("/accounts/").content.decode()

        assert (
            "本部门设有系统管理员，管理账号由其开通、停用、重设密码。本部门设有安全管理员，任职和签发权由其办理。"
            in text
        )
        assert "/accounts/open/" not in text
        assert "/accounts/batch/" in text
        user = cast.users["unit"]
        shown = browser.get(f"/accounts/{user.pk}/").content.decode()
        assert all(word not in shown for word in ("停用账号", "移交", "结束任职", "生成激活码"))


class TestAwaiting:
    def test_finds_a_desk_that_says_so(self, cast, browser_of):
        text = browser_of(hire(cast, "awaiting")).get("/").content.decode()

        assert "等待安全管理员或财政部门授予角色" in text
        assert "/boards/" not in text


class TestLogOfAccounts:
    def test_is_read_by_the_api_page_by_page(self, cast, browser_of):
        answer = browser_of("auditor").get("/api/v1/accounts/steps?person=district&action=open&page_size=1").json()

        assert (answer["count"], answer["items"][0]["username"]) == (1, "district_finance")
