"""Signing in through an identity service in the pages, and linking an account to it in 登录安全."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts import services
from nongcai.domain.organisations.queries import operator_of_machine
from tests import provider as providers
from tests.cast import PASSWORD
from tests.domain.accounts.codes import code_at, set_up

SIGNED_IN = "_auth_user_id"
OPEN, RETURN, LINK, UNLINK = (
    "/login/identity/", "/login/identity/return/", "/security/identity/", "/security/identity/remove/"
)  # fmt: skip


@pytest.fixture
def provider(settings):
    with providers.running() as running:
        settings.NONGCAI_OIDC_ISSUER = running.issuer
        settings.NONGCAI_OIDC_CLIENT_ID = providers.CLIENT
        settings.NONGCAI_OIDC_CLIENT_SECRET = providers.SECRET
        settings.NONGCAI_OIDC_LABEL = "河南省统一身份认证"
        settings.NONGCAI_OIDC_CLAIM = "account"
        yield running


def came_back(client, answer):
    return client.get(f"{RETURN}?{urlencode(answer)}")


def asked(client, **sent):
    response = client.get(OPEN, sent)
    assert response.status_code == 302
    return response.headers["Location"]


def signed_in(client, provider, account="supervisor", **claims):
    return came_back(client, provider.answer(asked(client), account=account, **claims))


def said_next(client, response):
    """Return the next page, where it stands what went wrong."""
    return client.get(response.headers["Location"]).content.decode()


def linked(browser, provider, **claims):
    """Link as a person does it; return the answer to whoever came back."""
    response = browser.post(LINK, {"password": PASSWORD})
    return came_back(browser, provider.answer(response.context["address"], **claims))


def later(client, minutes):
    session = client.session
    since = timezone.now() - timedelta(minutes=minutes)
    session["identity_asked"] = [since.isoformat(), *session["identity_asked"][1:]]
    session.save()
    client.cookies["sessionid"] = session.session_key


class TestSigningIn:
    def test_is_offered_where_there_is_a_service(self, client, db, provider, settings):
        assert "用河南省统一身份认证登录" in client.get("/login/").content.decode()
        settings.NONGCAI_OIDC_ISSUER = ""
        assert "统一身份认证" not in client.get("/login/").content.decode()

    @pytest.mark.parametrize("address", [OPEN, RETURN])
    def test_is_not_there_without_one(self, client, db, address):
        assert client.get(address).status_code == 404

    def test_leads_to_the_service_and_back_to_where_one_wanted_to_go(self, client, cast, provider):
        address = asked(client, next="/boards/")
        response = came_back(client, provider.answer(address, account="supervisor"))

        assert address.startswith(f"{provider.issuer}/authorize?")
        assert "redirect_uri=http%3A%2F%2Ftestserver%2Flogin%2Fidentity%2Freturn%2F" in address
        assert response.headers["Location"] == "/boards/"
        assert client.session[SIGNED_IN] == str(cast.users["supervisor"].pk)
        assert "identity_asked" not in client.session

    def test_goes_nowhere_else(self, client, cast, provider):
        address = asked(client, next="https://elsewhere.example/")

        assert came_back(client, provider.answer(address, account="supervisor")).headers["Location"] == "/"

    @pytest.mark.parametrize(
        ("claims", "bent"),
        [
            ({}, {"state": "another"}),
            ({}, {"code": "made up"}),
            ({"nonce": "another"}, {}),
            ({"aud": "oa"}, {}),
            ({"iss": "https://elsewhere.example"}, {}),
            ({"exp": 1}, {}),
            ({}, {"code": "", "error": "access_denied"}),
        ],
    )
    def test_is_refused_for_an_answer_that_does_not_fit(self, client, cast, provider, claims, bent):
        answer = provider.answer(asked(client, next="/boards/"), account="supervisor", **claims)
        response = came_back(client, answer | bent)

        assert response.headers["Location"] == "/login/"
        assert "河南省统一身份认证没有通过" in said_next(client, response)
        assert SIGNED_IN not in client.session

    def test_is_refused_for_an_unsigned_answer(self, client, cast, provider):
        provider.head, provider.key = {"alg": "none"}, None

        assert "没有通过" in said_next(client, signed_in(client, provider))
        assert SIGNED_IN not in client.session

    def test_is_refused_without_a_question(self, client, cast, provider):
        answer = provider.answer(asked(client), account="supervisor")
        client.cookies.clear()

        assert "没有通过" in said_next(client, came_back(client, answer))

    def test_waits_five_minutes(self, client, cast, provider):
        answer = provider.answer(asked(client), account="supervisor")
        later(client, 6)

        assert "已超过5分钟" in said_next(client, came_back(client, answer))

    def test_is_answered_once_also_by_a_cookie_that_is_played_back(self, client, cast, provider):
        answer = provider.answer(asked(client), account="supervisor")
        cookie, code = client.cookies["sessionid"].value, dict(provider.codes)
        assert came_back(client, answer).headers["Location"] == "/"
        client.cookies.clear()
        client.cookies["sessionid"] = cookie
        provider.codes = code

        assert came_back(client, answer).headers["Location"] == "/login/"
        assert SIGNED_IN not in client.session

    def test_says_the_same_of_the_unknown_the_closed_and_the_not_activated(self, client, cast, provider):
        actor, at = operator_of_machine(), timezone.now()
        services.close_account(actor=actor, username="supervisor", at=at)
        services.open_account(actor=actor, username="new", label="新", at=at)

        texts = {
            said_next(client, signed_in(client, provider, name, sub=name)).partition("您的统一身份")[2][:60]
            for name in ("nobody", "supervisor", "new")
        }

        assert [text.startswith("目前没有可以登录的账号") for text in texts] == [True]
        assert SIGNED_IN not in client.session

    def test_closes_after_too_many(self, client, cast, provider, settings):
        settings.IDENTITY_FAILURES_PER_ADDRESS = 2
        for _ in range(2):
            signed_in(client, provider, "nobody")

        assert "登录失败次数过多" in said_next(client, signed_in(client, provider))

    @pytest.mark.parametrize("when", ["before", "after"])
    def test_says_that_the_service_is_silent(self, client, cast, provider, when):
        provider.is_silent = when == "before"
        response = client.get(OPEN)
        if when == "after":
            answer = provider.answer(response.headers["Location"], account="supervisor")
            provider.is_silent = True
            response = came_back(client, answer)

        assert "河南省统一身份认证暂时没有应答" in said_next(client, response)
        assert response.headers["Location"] == "/login/"

    def test_wakes_an_idle_account(self, client, cast, provider):
        services.rest_idle(at=timezone.now(), unused_since=timezone.now() + timedelta(days=1))
        signed_in(client, provider)

        assert accounts.user_by_name("supervisor").state == "active"

    def test_is_read_and_nothing_else(self, client, db, provider):
        assert [client.post(address).status_code for address in (OPEN, RETURN)] == [405, 405]


class TestSecondStep:
    def test_is_asked_as_after_a_password(self, client, cast, provider):
        secret, _codes = set_up(cast.users["supervisor"].pk, timezone.now() - timedelta(minutes=5))
        answer = provider.answer(asked(client, next="/boards/"), account="supervisor")

        response = came_back(client, answer)

        assert response.headers["Location"] == "/login/confirm/"
        assert SIGNED_IN not in client.session
        response = client.post("/login/confirm/", {"code": code_at(secret, timezone.now())})
        assert response.headers["Location"] == "/boards/"

    def test_must_be_set_up_by_reviewers(self, client, cast, provider, settings):
        settings.NONGCAI_SECOND_FACTOR = "reviewers"

        assert signed_in(client, provider).headers["Location"] == "/login/secure/"

    def test_is_left_to_the_service_that_asks_it(self, client, cast, provider, settings):
        settings.NONGCAI_OIDC_SECOND_FACTOR = True
        settings.NONGCAI_SECOND_FACTOR = "reviewers"
        set_up(cast.users["supervisor"].pk, timezone.now() - timedelta(minutes=5))

        assert signed_in(client, provider).headers["Location"] == "/"
        assert SIGNED_IN in client.session


class TestLinking:
    @pytest.fixture(autouse=True)
    def without_claim(self, provider, settings):
        settings.NONGCAI_OIDC_CLAIM = ""

    def test_is_made_by_the_own_password_and_the_service(self, browser_of, client, cast, provider):
        browser = browser_of("supervisor")

        assert "绑定统一身份" in browser.get("/security/").content.decode()
        assert "您的统一身份目前没有可以登录的账号" in said_next(client, signed_in(client, provider))
        response = linked(browser, provider)
        assert response.headers["Location"] == "/security/"
        assert "已绑定，下次可以用河南省统一身份认证登录" in said_next(browser, response)
        assert signed_in(client, provider).headers["Location"] == "/"

    def test_costs_the_page_one_query(self, browser_of, provider, settings):
        browser = browser_of("supervisor")
        linked(browser, provider)
        browser.get("/security/")

        with CaptureQueriesContext(connection) as with_service:
            browser.get("/security/")
        settings.NONGCAI_OIDC_ISSUER = ""
        with CaptureQueriesContext(connection) as without:
            browser.get("/security/")

        assert len(with_service) == len(without) + 1

    def test_has_the_service_ask_anew(self, browser_of, provider):
        assert "prompt=login" in browser_of("supervisor").post(LINK, {"password": PASSWORD}).context["address"]

    def test_is_refused_without_the_password(self, browser_of, provider):
        response = browser_of("supervisor").post(LINK, {"password": "guess"})

        assert response.status_code == 422
        assert response.context["address"] == ""
        assert "密码不正确" in response.content.decode()

    def test_is_for_whoever_asked(self, browser_of, client, cast, provider):
        browser = browser_of("supervisor")
        answer = provider.answer(browser.post(LINK, {"password": PASSWORD}).context["address"])
        session = browser.session
        session["identity_asked"] = [*session["identity_asked"][:2], cast.users["unit"].pk, "/"]
        session.save()
        browser.cookies["sessionid"] = session.session_key

        response = came_back(browser, answer)

        assert response.headers["Location"] == "/security/"
        assert "没有通过" in said_next(browser, response)
        assert accounts.identity_of(cast.users["unit"].pk, provider.issuer) is None

    def test_says_that_another_account_has_it(self, browser_of, provider):
        linked(browser_of("supervisor"), provider)
        browser = browser_of("unit")

        assert "已绑定另一个账号" in said_next(browser, linked(browser, provider))

    def test_says_that_there_is_one_already(self, browser_of, provider):
        browser = browser_of("supervisor")
        linked(browser, provider)

        response = browser.post(LINK, {"password": PASSWORD})

        assert response.status_code == 422
        assert "请先解除绑定" in response.content.decode()

    def test_says_that_the_service_is_silent(self, browser_of, provider):
        provider.is_silent = True
        response = browser_of("supervisor").post(LINK, {"password": PASSWORD})

        assert "暂时没有应答" in response.content.decode()

    def test_is_ended_by_the_own_password(self, browser_of, client, cast, provider):
        browser = browser_of("supervisor")
        linked(browser, provider)

        refused = browser.post(UNLINK, {"identity-password": "guess"})
        ended = browser.post(UNLINK, {"identity-password": PASSWORD})

        assert (refused.status_code, ended.headers["Location"]) == (422, "/security/")
        assert "已解除绑定" in said_next(browser, ended)
        assert "没有可以登录的账号" in said_next(client, signed_in(client, provider))
        assert browser.post(UNLINK, {"identity-password": PASSWORD}).status_code == 409

    def test_is_not_there_without_a_service(self, browser_of, settings):
        settings.NONGCAI_OIDC_ISSUER = ""
        browser = browser_of("supervisor")

        assert [browser.get(LINK).status_code, browser.post(UNLINK).status_code] == [404, 404]
        assert "统一身份" not in browser.get("/security/").content.decode()
