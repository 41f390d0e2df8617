"""Passkeys in the pages: adding, signing in, the second step."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts import services
from nongcai.domain.organisations.queries import operator_of_machine
from tests.cast import PASSWORD
from tests.domain.accounts.soft_passkey import SoftPasskey

SIGNED_IN = "_auth_user_id"


def answered(response, passkey, way="get"):
    return json.dumps(getattr(passkey, way)(json.loads(response.context["asked"])))


@pytest.fixture
def passkey(browser_of, cast):
    """What the supervising reviewer has added."""
    browser, made = browser_of("supervisor"), SoftPasskey()
    sent = {"name": "办公电脑", "password": PASSWORD}
    sent["credential"] = answered(browser.get("/security/passkeys/"), made, "create")
    text = browser.post("/security/passkeys/", sent).content.decode()
    assert "个恢复码" in text
    return made


class TestSigningIn:
    def test_takes_one_step(self, client, cast, passkey):
        credential = answered(client.get("/login/passkey/"), passkey)

        response = client.post("/login/passkey/", {"credential": credential, "next": "/boards/"})

        assert response.headers["Location"] == "/boards/"
        assert client.session[SIGNED_IN] == str(cast.users["supervisor"].pk)

    def test_is_refused_without_a_question(self, client, passkey):
        credential = answered(client.get("/login/passkey/"), passkey)
        client.cookies.clear()

        response = client.post("/login/passkey/", {"credential": credential})

        assert response.status_code == 422
        assert "没有通过验证" in response.content.decode()

    def test_is_for_accounts_that_may_sign_in(self, client, passkey):
        services.close_account(actor=operator_of_machine(), username="supervisor", at=timezone.now())
        credential = answered(client.get("/login/passkey/"), passkey)

        assert client.post("/login/passkey/", {"credential": credential}).status_code == 422
        assert SIGNED_IN not in client.session

    @pytest.mark.parametrize("credential", ["", "[]", "{", "{}"])
    def test_refuses_what_no_browser_sends(self, client, db, credential):
        client.get("/login/passkey/")

        assert client.post("/login/passkey/", {"credential": credential}).status_code == 422

    def test_is_not_there_where_it_is_off(self, client, db, settings):
        settings.NONGCAI_SECOND_FACTOR = "off"

        assert client.get("/login/passkey/").status_code == 404
        assert "用通行密钥登录" not in client.get("/login/").content.decode()


class TestSecondStep:
    def first_step(self, client):
        return client.post("/login/", {"username": "supervisor", "password": PASSWORD})

    def test_is_taken_by_a_passkey(self, client, cast, passkey):
        self.first_step(client)
        credential = answered(client.get("/login/confirm/"), passkey)

        response = client.post("/login/confirm/passkey/", {"credential": credential})

        assert response.headers["Location"] == "/"
        assert client.session[SIGNED_IN] == str(cast.users["supervisor"].pk)

    def test_is_not_taken_by_that_of_another(self, client, passkey):
        self.first_step(client)
        credential = answered(client.get("/login/confirm/"), SoftPasskey())

        response = client.post("/login/confirm/passkey/", {"credential": credential})

        assert response.status_code == 422
        assert "没有通过验证" in response.content.decode()
        assert SIGNED_IN not in client.session


class TestSecurityPage:
    def test_removes_one_by_the_own_password(self, browser_of, cast, passkey):
        user_id = cast.users["supervisor"].pk
        sent = {"passkey-passkey": accounts.factors_of(user_id).passkeys[0].id, "passkey-password": PASSWORD}
        browser = browser_of("supervisor")

        refused = browser.post("/security/passkeys/remove/", sent | {"passkey-password": "guess"})
        removed = browser.post("/security/passkeys/remove/", sent)

        assert (refused.status_code, removed.status_code) == (422, 302)
        assert not accounts.factors_of(user_id)

    def test_says_what_is_missing(self, browser_of, cast):
        browser = browser_of("unit")
        browser.get("/security/passkeys/")

        text = browser.post("/security/passkeys/", {"credential": "{}", "password": PASSWORD}).content.decode()

        assert "请给通行密钥起个名称" in text
