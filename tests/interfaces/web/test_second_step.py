"""The second step at sign-in, and the page 登录安全."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts import services
from nongcai.domain.accounts.sealing import unseal
from nongcai.domain.notifications.models import Message
from nongcai.domain.organisations.queries import operator_of_machine
from tests.cast import PASSWORD
from tests.domain.accounts.codes import code_at, set_up

SIGNED_IN = "_auth_user_id"
CONFIRM, SECURE = "/login/confirm/", "/login/secure/"


@pytest.fixture
def reviewer(cast):
    """Somebody who has set the second step up a while ago."""
    user = cast.users["supervisor"]
    return user, *set_up(user.pk, timezone.now() - timedelta(minutes=5))


def first_step(client, name="supervisor", **sent):
    return client.post("/login/", {"username": name, "password": PASSWORD, **sent})


class TestSecondStep:
    def test_comes_between_the_password_and_the_session(self, client, reviewer):
        response = first_step(client, next="/boards/")

        assert response.headers["Location"] == CONFIRM
        assert SIGNED_IN not in client.session
        assert client.get("/").status_code == 302
        assert client.get("/api/v1/units").status_code == 401
        assert "no-store" in client.get(CONFIRM)["Cache-Control"]

    def test_leads_to_where_one_wanted_to_go(self, client, reviewer):
        first_step(client, next="/boards/")

        response = client.post(CONFIRM, {"code": code_at(reviewer[1], timezone.now())})

        assert response.headers["Location"] == "/boards/"
        assert client.session[SIGNED_IN] == str(reviewer[0].pk)

    def test_takes_a_recovery_code(self, client, reviewer):
        first_step(client)

        assert client.post(CONFIRM, {"code": reviewer[2][0]}).status_code == 302

    def test_says_what_is_wrong(self, client, reviewer):
        first_step(client)

        response = client.post(CONFIRM, {"code": "000000"})

        assert response.status_code == 422
        assert "验证码不正确或已用过" in response.content.decode()
        assert SIGNED_IN not in client.session

    def test_closes_after_five(self, client, reviewer):
        first_step(client)
        for _ in range(5):
            client.post(CONFIRM, {"code": "1234567"})

        response = client.post(CONFIRM, {"code": reviewer[2][0]})

        assert response.status_code == 429
        assert SIGNED_IN not in client.session

    def test_lapses(self, client, reviewer):
        first_step(client)
        session = client.session
        session["half_in"] = [*session["half_in"][:2], (timezone.now() - timedelta(minutes=11)).isoformat(), "/"]
        session.save()
        client.cookies["sessionid"] = session.session_key

        assert client.get(CONFIRM).headers["Location"] == "/login/"

    def test_is_for_accounts_that_may_sign_in(self, client, reviewer):
        first_step(client)
        services.close_account(actor=operator_of_machine(), username="supervisor", at=timezone.now())

        response = client.post(CONFIRM, {"code": code_at(reviewer[1], timezone.now())})

        assert response.headers["Location"] == "/login/"
        assert SIGNED_IN not in client.session

    def test_wakes_an_idle_account(self, client, reviewer):
        services.rest_idle(at=timezone.now(), unused_since=timezone.now() + timedelta(days=1))
        first_step(client)

        client.post(CONFIRM, {"code": reviewer[2][0]})

        reviewer[0].refresh_from_db()
        assert reviewer[0].state == "active"

    def test_is_not_asked_where_it_is_off(self, client, reviewer, settings):
        settings.NONGCAI_SECOND_FACTOR = "off"

        assert first_step(client).headers["Location"] == "/"

    def test_cannot_be_passed_by_setting_up_another(self, client, reviewer):
        first_step(client)

        assert client.get(SECURE).headers["Location"] == "/login/"


class TestMustSetUp:
    @pytest.fixture(autouse=True)
    def reviewers(self, settings):
        settings.NONGCAI_SECOND_FACTOR = "reviewers"

    @pytest.mark.parametrize("name", ["city_finance", "supervisor"])
    def test_stands_before_every_page_of_a_reviewer(self, client, cast, name):
        response = first_step(client, name)

        assert response.headers["Location"] == SECURE
        assert client.get("/").status_code == 302
        assert SIGNED_IN not in client.session

    @pytest.mark.parametrize("name", ["unit", "auditor"])
    def test_is_asked_of_nobody_else(self, client, cast, name):
        assert first_step(client, name).headers["Location"] == "/"

    def test_signs_in_and_shows_the_recovery_codes(self, client, cast):
        first_step(client, next="/boards/")
        shown = client.get(SECURE).content.decode()
        secret = unseal(client.session["factor_secret"])

        response = client.post(SECURE, {"code": code_at(secret, timezone.now())})

        text = response.content.decode()
        assert "data:image/svg+xml;base64," in shown
        assert len(re.findall(r"<code>\d{10}</code>", text)) == 10
        assert 'href="/boards/"' in text
        assert client.session[SIGNED_IN] == str(cast.users["supervisor"].pk)
        assert "factor_secret" not in client.session

    def test_refuses_a_wrong_code(self, client, cast):
        first_step(client)
        client.get(SECURE)

        response = client.post(SECURE, {"code": "12"})

        assert response.status_code == 422
        assert SIGNED_IN not in client.session

    def test_cannot_be_turned_off(self, browser_of, reviewer):
        response = browser_of("supervisor").post("/security/factor/remove/", {"remove-password": PASSWORD})

        assert response.status_code == 409
        assert "不能关闭" in response.content.decode()


class TestSecurityPage:
    def test_takes_few_queries(self, browser_of, reviewer, django_assert_max_num_queries):
        browser = browser_of("supervisor")

        with django_assert_max_num_queries(6):
            response = browser.get("/security/")

        assert "未用的恢复码" in response.content.decode()

    def test_hides_the_second_step_where_it_is_off(self, browser_of, settings):
        settings.NONGCAI_SECOND_FACTOR = "off"
        browser = browser_of("supervisor")

        assert "两步验证" not in browser.get("/security/").content.decode()
        assert browser.get("/security/factor/").status_code == 404

    def test_turns_it_on(self, browser_of, cast):
        browser = browser_of("unit")
        browser.get("/security/factor/")
        secret = unseal(browser.session["factor_secret"])

        response = browser.post("/security/factor/", {"code": code_at(secret, timezone.now()), "password": PASSWORD})

        assert "恢复码" in response.content.decode()
        assert accounts.factors_of(cast.users["unit"].pk).totp_since

    def test_wants_the_own_password(self, browser_of, reviewer):
        browser = browser_of("supervisor")

        response = browser.post("/security/factor/remove/", {"remove-password": "guess"})

        assert response.status_code == 422
        assert "密码不正确" in response.content.decode()
        assert accounts.factors_of(reviewer[0].pk)

    def test_turns_it_off(self, browser_of, reviewer):
        response = browser_of("supervisor").post("/security/factor/remove/", {"remove-password": PASSWORD})

        assert response.headers["Location"] == "/security/"
        assert not accounts.factors_of(reviewer[0].pk)

    def test_hands_over_new_codes(self, browser_of, reviewer):
        response = browser_of("supervisor").post("/security/codes/", {"codes-password": PASSWORD})

        assert reviewer[2][0] not in response.content.decode()
        assert len(re.findall(r"<code>\d{10}</code>", response.content.decode())) == 10

    def test_changes_the_password_and_stays_signed_in(self, browser_of, cast):
        browser = browser_of("unit")
        sent = {"password": PASSWORD, "new": "a-longer-phrase", "again": "a-longer-phrase"}

        response = browser.post("/security/password/", sent)

        cast.users["unit"].refresh_from_db()
        assert response.headers["Location"] == "/security/"
        assert cast.users["unit"].check_password("a-longer-phrase")
        assert browser.get("/security/").status_code == 200

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"password": "guess", "new": "a-longer-phrase", "again": "a-longer-phrase"}, "密码不正确"),
            ({"password": PASSWORD, "new": "short", "again": "short"}, "10"),
            ({"password": PASSWORD, "new": "a-longer-phrase", "again": "another-phrase"}, "不一致"),
        ],
    )
    def test_refuses_a_bad_new_password(self, browser_of, cast, sent, said):
        response = browser_of("unit").post("/security/password/", sent)

        assert response.status_code == 422
        assert said in response.content.decode()


class TestReset:
    def test_is_told_to_the_person_with_the_reason(self, browser_of, reviewer):
        address = reverse("accounts:factors_reset", args=[reviewer[0].pk])

        response = browser_of("city_finance").post(address, {"words": "手机遗失，已当面核实"})

        assert response.status_code == 302
        assert not accounts.factors_of(reviewer[0].pk)
        message = Message.objects.get(recipient=reviewer[0])
        assert "已当面核实" in message.text
        assert "郑州市财政局" in message.text

    def test_wants_a_reason(self, browser_of, reviewer):
        address = reverse("accounts:factors_reset", args=[reviewer[0].pk])

        response = browser_of("city_finance").post(address, {"words": ""})

        assert response.status_code == 422
        assert "请写明重置原因" in response.content.decode()

    def test_of_a_signer_is_the_operators(self, browser_of, reviewer):
        reviewer[0].memberships.update(may_sign=True)
        address = reverse("accounts:factors_reset", args=[reviewer[0].pk])

        response = browser_of("city_finance").post(address, {"words": "手机遗失"})

        assert response.status_code == 403
        assert "由运维人员在服务器上办理" in response.content.decode()
        assert accounts.factors_of(reviewer[0].pk)
