"""Signing in and out, the lock-out, and choosing for whom to act."""

from __future__ import annotations

from datetime import date

import pytest

from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.queries import operator_of
from nongcai.domain.organisations.roles import Role
from tests.cast import AT, PASSWORD

SIGNED_IN = "_auth_user_id"


class TestSessionOpen:
    def test_signs_in_and_leads_to_where_one_wanted_to_go(self, client, cast):
        response = client.post("/login/", {"username": "unit", "password": PASSWORD, "next": "/messages/?page=2"})

        assert response.headers["Location"] == "/messages/?page=2"
        assert client.session[SIGNED_IN] == str(cast.users["unit"].pk)

    def test_never_leads_to_another_site(self, client, cast):
        response = client.post("/login/", {"username": "unit", "password": PASSWORD, "next": "//elsewhere.example/"})

        assert response.headers["Location"] == "/"

    def test_says_the_same_for_a_wrong_name_and_a_wrong_password(self, client, cast):
        wrong_name = client.post("/login/", {"username": "nobody", "password": PASSWORD})
        wrong_password = client.post("/login/", {"username": "unit", "password": "guess"})

        assert wrong_name.status_code == wrong_password.status_code == 422
        assert "登录名或密码不正确" in wrong_name.content.decode()
        assert "登录名或密码不正确" in wrong_password.content.decode()
        assert SIGNED_IN not in client.session

    def test_locks_a_name_out_after_five_failures(self, client, cast, settings):
        settings.AXES_ENABLED = True
        for _ in range(settings.AXES_FAILURE_LIMIT):
            response = client.post("/login/", {"username": "unit", "password": "guess"})

        right = client.post("/login/", {"username": "unit", "password": PASSWORD})

        assert response.status_code == right.status_code == 429
        assert "已暂停登录，请 15 分钟后再试" in right.content.decode()
        assert SIGNED_IN not in client.session

    def test_does_not_lock_others_out(self, client, cast, settings):
        settings.AXES_ENABLED = True
        for _ in range(settings.AXES_FAILURE_LIMIT):
            client.post("/login/", {"username": "unit", "password": "guess"})

        response = client.post("/login/", {"username": "supervisor", "password": PASSWORD})

        assert response.status_code == 302

    def test_names_demo_people_only_in_the_demo(self, client, cast, settings, django_user_model):
        django_user_model.objects.filter(username="unit").update(is_demo=True, label="演示单位")

        shown = client.get("/login/").content.decode()
        settings.DEMO = False
        hidden = client.get("/login/").content.decode()

        assert "演示单位" in shown
        assert settings.DEMO_PASSWORD in shown
        assert "演示单位" not in hidden
        assert settings.DEMO_PASSWORD not in hidden

    def test_opens_nothing_for_demo_people_outside_the_demo(self, client, cast, settings, django_user_model):
        django_user_model.objects.filter(username="unit").update(is_demo=True)
        settings.DEMO = False

        refused = client.post("/login/", {"username": "unit", "password": PASSWORD})
        opened = client.post("/login/", {"username": "supervisor", "password": PASSWORD})

        assert (refused.status_code, opened.status_code) == (422, 302)


class TestSessionClose:
    def test_signs_out(self, browser_of):
        browser = browser_of("unit")

        response = browser.post("/logout/")

        assert response.headers["Location"] == "/login/"
        assert SIGNED_IN not in browser.session

    def test_wants_a_post(self, browser_of):
        assert browser_of("unit").get("/logout/").status_code == 405


class TestMembershipChoose:
    @pytest.fixture
    def second(self, cast):
        return organisations.appoint(
            actor=operator_of(cast.city),
            at=AT,
            user_id=cast.users["supervisor"].pk,
            organisation_id=cast.units["4101000002"].id,
            role=Role.UNIT,
            since=date(2023, 1, 1),
        )

    def test_changes_for_whom_one_acts(self, browser_of, second, cast):
        browser = browser_of("supervisor")

        browser.post("/memberships/", {"membership": second.pk})

        assert browser.get("/").wsgi_request.actor.organisation_id == second.organisation_id

    def test_offers_only_ones_own(self, browser_of, second):
        response = browser_of("stranger").post("/memberships/", {"membership": second.pk})

        assert response.status_code == 404

    def test_lists_them(self, browser_of, second):
        text = browser_of("supervisor").get("/memberships/").content.decode()

        assert "郑州市教育局" in text
        assert "郑州市第一中学" in text


class TestDesk:
    def test_names_organisation_and_role(self, browser_of):
        text = browser_of("city_finance").get("/").content.decode()

        assert "郑州市财政局" in text
        assert "财政部门" in text

    def test_shows_no_more_than_the_frame_in_a_part(self, browser_of):
        part = browser_of("unit").get("/", headers={"HX-Request": "true"}).content.decode()

        assert "郑州市第一中学" in part
        assert "<html" not in part

    def test_takes_few_queries(self, browser_of, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(25):
            response = browser.get("/")

        assert response.status_code == 200


class TestMessages:
    @pytest.fixture
    def told(self, cast):
        return notifications.tell(user_id=cast.users["unit"].pk, text="导入已完成", at=AT, path="/messages/")

    def test_are_counted_in_the_bell_until_read(self, browser_of, told):
        browser = browser_of("unit")

        before = browser.get("/").content.decode()
        browser.post("/messages/read/")
        after = browser.get("/").content.decode()

        assert "条未读消息" in before
        assert "条未读消息" not in after

    def test_are_shown_to_their_reader_alone(self, browser_of, told):
        mine = browser_of("unit").get("/messages/").content.decode()
        others = browser_of("supervisor").get("/messages/").content.decode()

        assert "导入已完成" in mine
        assert "导入已完成" not in others


class TestNewcomer:
    def test_is_not_in_office_before_the_first_day(self, browser_of, cast):
        cast.users["unit"].memberships.update(period="[2999-01-01,)")

        assert browser_of("unit").get("/").status_code == 403
