"""What each role may do, and the support that only helps with accounts."""

from __future__ import annotations

import pytest

from nongcai.domain.organisations.roles import MAY, Role
from nongcai.interfaces.web.accounts.roles import role_rows
from tests.cast import hire_support
from tests.interfaces.web.test_managing_accounts import TYPED, code_in


class TestRoleList:
    def test_tells_of_every_role_what_it_may(self, browser_of):
        text = browser_of("unit").get("/accounts/roles/").content.decode()

        assert set(MAY) == set(Role)
        assert all(str(role.label) in text for role in Role)
        assert all(row.powers and "工作台" in row.areas for row in role_rows("unit"))

    def test_of_the_support_shows_no_figures(self):
        [row] = [row for row in role_rows("support") if row.is_own]

        assert row.areas == ["工作台", "账号管理"]


class TestSupport:
    @pytest.fixture
    def support(self, cast, browser_of):
        hire_support(cast)
        return browser_of("support")

    def test_gives_a_new_code_to_who_has_not_activated(self, support, browser_of):
        first = code_in(browser_of("city_finance").post("/accounts/open/", TYPED))
        [post] = support.get("/accounts/?q=caigou").context["page"]

        shown = support.get(f"/accounts/{post.user_id}/").content.decode()
        renewed = code_in(support.post(f"/accounts/{post.user_id}/renew/"))

        assert "生成激活码" in shown
        assert "停用账号" not in shown
        assert renewed != first

    def test_resets_no_password(self, support, cast):
        user_id = cast.users["unit"].pk

        assert "生成激活码" not in support.get(f"/accounts/{user_id}/").content.decode()
        assert support.post(f"/accounts/{user_id}/renew/").status_code == 403

    def test_has_a_desk_without_figures(self, support):
        text = support.get("/").content.decode()

        assert "查看账号的状态和办理记录" in text
        assert all(path not in text for path in ("/boards/", "/shares/", "/notices/"))
