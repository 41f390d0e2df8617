"""What each role may do, and the support that only helps with accounts."""

from __future__ import annotations

import pytest

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services
from nongcai.domain.organisations.errors import OfficerApartError
from nongcai.domain.organisations.roles import MAY, Role
from nongcai.interfaces.web.accounts.roles import role_rows
from tests.cast import AT, PASSWORD, hire_audit_officer, hire_support
from tests.interfaces.web.test_managing_accounts import TYPED, code_in

QUERIES = 4


class TestRoleList:
    def test_tells_of_every_role_what_it_may(self, browser_of):
        text = browser_of("unit").get("/accounts/roles/").content.decode()

        assert set(MAY) == set(Role)
        assert all(str(role.label) in text for role in Role)
        assert all(row.powers and "工作台" in row.areas for row in role_rows("unit"))

    def test_of_the_support_shows_no_figures(self):
        [row] = [row for row in role_rows("support") if row.is_own]

        assert row.areas == ["工作台", "商品大厅", "账号管理", "帮助和客服"]


class TestDesk:
    def test_promises_no_reader_what_only_others_do(self, browser_of):
        text = browser_of("auditor").get("/").content.decode()

        assert "查看等待审核、确认的填报" in text
        assert "审核、确认或退回所属单位的填报" not in text
        assert "拟稿、核稿、签发与公开" not in text

    def test_names_what_the_role_may_after_all_that_is_to_be_done(self, browser_of):
        text = browser_of("unit").get("/").content.decode()

        assert text.index("本角色的权限") > text.index("单位名录")


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


class TestAuditOfficer:
    @pytest.fixture
    def officer(self, cast, browser_of):
        hire_audit_officer(cast)
        return browser_of("audit_officer")

    def test_reads_who_did_what_to_which_account(self, officer, django_assert_num_queries):
        officer.get("/")
        with django_assert_num_queries(QUERIES):
            shown = officer.get("/accounts/steps/?person=audit_officer&action=open")

        [step] = shown.context["page"]
        assert (step.user.username, step.at) == ("audit_officer", AT)
        assert "开通" in shown.content.decode()

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("since=2024-01-31&until=2024-01-31&action=appoint", True),
            ("until=2024-01-30", False),
            ("since=2024-02-01", False),
            ("person=nobody", False),
        ],
    )
    def test_searches_by_day_person_and_kind(self, officer, asked, found):
        assert bool(officer.get(f"/accounts/steps/?{asked}").context["page"].object_list) == found

    def test_sees_accounts_and_no_figures_and_changes_nothing(self, officer, cast):
        user_id = cast.users["unit"].pk
        shown = officer.get(f"/accounts/{user_id}/").content.decode()

        assert "停用账号" not in shown
        assert "生成激活码" not in shown
        assert officer.post(f"/accounts/{user_id}/renew/").status_code == 404
        [row] = [row for row in role_rows("audit") if row.is_own]
        assert row.areas == ["工作台", "商品大厅", "账号管理", "操作日志", "号码查看记录", "帮助和客服"]

    @pytest.mark.parametrize(("user", "role"), [("city_finance", Role.AUDIT_OFFICER), ("audit_officer", Role.FINANCE)])
    def test_holds_no_other_post(self, officer, cast, user, role):
        with pytest.raises(OfficerApartError):
            services.appoint(
                actor=organisations.operator_of(cast.city),
                user_id=cast.users[user].pk,
                organisation_id=cast.city.id,
                role=role,
                since=AT.date(),
                at=AT,
            )

    def test_reads_who_looked_at_numbers_and_is_told_of_no_act(self, officer):
        assert officer.get("/contacts/looks/").status_code == 200
        desk = officer.get("/").content.decode()
        assert "查看账号的状态和激活率" in desk
        assert "开通、激活、停用账号" not in desk

    def test_does_not_take_over_another_post(self, officer, cast):
        post = cast.users["unit"].memberships.get()
        successor = services.Successor("audit_officer", "安全审计岗")
        with pytest.raises(OfficerApartError):
            services.hand_over(
                actor=organisations.operator_of(cast.city),
                membership_id=post.pk,
                successor=successor,
                on=AT.date(),
                at=AT,
                until=AT,
            )

    def test_of_a_district_does_not_see_what_lies_outside(self, officer, cast, browser_of):
        told = services.ToldPost("district_audit", "安全审计岗", cast.district.id, Role.AUDIT_OFFICER)
        post = services.open_post(actor=organisations.operator_of(cast.city), told=told, password=PASSWORD, at=AT)
        cast.users["district_audit"] = post.membership.user

        steps = browser_of("district_audit").get("/accounts/steps/").context["page"]

        assert {step.user.username for step in steps} == {"district_audit", "district_finance"}
