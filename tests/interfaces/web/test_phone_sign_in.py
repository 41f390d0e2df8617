"""Signing in by a code sent to the telephone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from nongcai.domain.accounts.models import SignInCode
from nongcai.interfaces.jobs.accounts import send_code
from tests.domain.accounts.codes import set_up
from tests.domain.accounts.gateways import KeepingGateway

SIGNED_IN = "_auth_user_id"
NUMBER, UNKNOWN = "13800000001", "13900000009"


@pytest.fixture(autouse=True)
def gateway(settings):
    settings.NONGCAI_SMS_BACKEND = "tests.domain.accounts.gateways.KeepingGateway"
    KeepingGateway.sent.clear()


@pytest.fixture
def user(cast):
    user = cast.users["unit"]
    type(user).objects.filter(pk=user.pk).update(phone=NUMBER)
    return user


def code_of(user):
    """Do what the queue does."""
    send_code(code_id=SignInCode.objects.latest("pk").pk, user_id=user.pk)
    return KeepingGateway.last_code()


def ask(client, number=NUMBER, **sent):
    return client.post("/login/phone/", {"number": number, **sent})


class TestPhone:
    def test_is_offered_where_messages_are_sent(self, client, db, settings):
        offered = client.get("/login/").content.decode()
        settings.NONGCAI_SMS_BACKEND = ""
        hidden = client.get("/login/").content.decode()

        assert "用手机验证码登录" in offered
        assert "用手机验证码登录" not in hidden

    def test_signs_in_and_leads_to_where_one_wanted_to_go(self, client, user):
        asked = ask(client, next="/boards/")

        response = client.post(asked.headers["Location"], {"code": code_of(user), "next": "/boards/"})

        assert asked.headers["Location"] == "/login/phone/code/?next=%2Fboards%2F"
        assert response.headers["Location"] == "/boards/"
        assert client.session[SIGNED_IN] == str(user.pk)

    def test_says_the_same_for_a_number_that_nobody_has(self, client, user):
        known, unknown = ask(client), ask(client, UNKNOWN)
        tried = client.post("/login/phone/code/", {"code": "000000"})

        assert known.headers["Location"] == unknown.headers["Location"]
        assert tried.status_code == 422
        assert "验证码不正确或已失效" in tried.content.decode()

    def test_refuses_what_is_no_number(self, client, db):
        response = ask(client, "12345")

        assert response.status_code == 422
        assert "应为11位数字" in response.content.decode()

    def test_is_not_asked_for_twice_a_minute(self, client, user):
        ask(client)

        response = ask(client)

        assert response.status_code == 429
        assert "过于频繁" in response.content.decode()

    def test_does_not_pass_by_the_second_step(self, client, user):
        set_up(user.pk, timezone.now() - timedelta(minutes=5))
        ask(client)

        response = client.post("/login/phone/code/", {"code": code_of(user)})

        assert response.headers["Location"] == "/login/confirm/"
        assert SIGNED_IN not in client.session

    def test_does_not_open_demo_accounts_outside_the_demo(self, client, user, settings):
        type(user).objects.filter(pk=user.pk).update(is_demo=True)
        settings.DEMO = False
        ask(client)

        response = client.post("/login/phone/code/", {"code": code_of(user)})

        assert response.status_code == 422
        assert SIGNED_IN not in client.session


class TestSeveralAccounts:
    @pytest.fixture
    def other(self, cast, user):
        other = cast.users["supervisor"]
        type(other).objects.filter(pk=other.pk).update(phone=NUMBER)
        return other

    def test_are_chosen_from(self, client, user, other):
        ask(client)
        response = client.post("/login/phone/code/", {"code": code_of(user)})
        assert response.headers["Location"].startswith("/login/phone/account/")
        assert "市教育局经办岗" in client.get("/login/phone/account/").content.decode()

        client.post("/login/phone/account/", {"account": other.pk})

        assert client.session[SIGNED_IN] == str(other.pk)

    def test_are_those_of_the_number_only(self, client, cast, user, other):
        ask(client)
        client.post("/login/phone/code/", {"code": code_of(user)})

        response = client.post("/login/phone/account/", {"account": cast.users["city_finance"].pk})

        assert response.status_code == 404
        assert SIGNED_IN not in client.session

    def test_are_not_chosen_without_a_code(self, client, user, other):
        response = client.post("/login/phone/account/", {"account": other.pk})

        assert response.headers["Location"] == "/login/phone/"
