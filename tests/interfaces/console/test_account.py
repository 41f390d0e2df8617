"""`nongcai account`: how the first people of a bureau come to their accounts."""

import io
from io import StringIO

import pytest
from django.core.management import call_command

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts.errors import UnknownUsernameError, UsernameTakenError
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.errors import UnknownNodeError
from nongcai.foundation.years import day_of
from nongcai.interfaces.console.errors import ConsoleError, MisuseError
from nongcai.interfaces.web.accounts.backend import PasswordBackend
from tests.cast import CITY

PASSWORD = "a-long-enough-phrase"


def account(monkeypatch, *words, password=PASSWORD):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("account", *words, stdout=StringIO())


def opened(monkeypatch, *more):
    account(monkeypatch, "open", "caigou", "--label", "采购处经办岗", "--region", CITY, *more)
    user = accounts.user_by_name("caigou")
    return user, organisations.actor_of(user, None, day_of(user.created_at))


class TestOpen:
    def test_lets_a_post_of_finance_act(self, cast, monkeypatch):
        user, actor = opened(monkeypatch)

        assert user.check_password(PASSWORD)
        assert (actor.organisation_id, actor.role, actor.may_sign) == (cast.city.id, "finance", False)

    def test_gives_the_right_to_sign(self, cast, monkeypatch):
        assert opened(monkeypatch, "--may-sign")[1].may_sign

    def test_lets_a_post_of_a_unit_act(self, cast, monkeypatch):
        _, actor = opened(monkeypatch, "--unit", "4101000002", "--role", "unit")

        assert (actor.organisation_id, actor.role) == (cast.units["4101000002"].id, "unit")

    def test_lets_the_platforms_first_person_act(self, cast, monkeypatch):
        account(monkeypatch, "open", "pingtai", "--label", "平台审核岗", "--role", "platform", "--body", "平台运营中心")

        user = accounts.user_by_name("pingtai")
        actor = organisations.actor_of(user, None, day_of(user.created_at))
        assert (actor.role, actor.organisation_name) == ("platform", "平台运营中心")
        assert user.check_password(PASSWORD)

    @pytest.mark.parametrize("words", [("--body", "卢氏县农业农村局"), ("--region", "411224")])
    def test_wants_the_name_and_county_of_an_office(self, cast, monkeypatch, words):
        with pytest.raises(MisuseError):
            account(monkeypatch, "open", "lushi", "--label", "审核岗", "--role", "quality", *words)

    @pytest.mark.parametrize(
        ("words", "refusal"),
        [
            (("--region", "410199"), UnknownNodeError),
            (("--region", CITY, "--unit", "999"), ConsoleError),
            ((), MisuseError),
        ],
    )
    def test_refuses_what_is_nowhere(self, cast, monkeypatch, words, refusal):
        with pytest.raises(refusal):
            account(monkeypatch, "open", "caigou", "--label", "采购处经办岗", *words)

        assert accounts.user_by_name("caigou") is None

    def test_refuses_a_weak_password(self, cast, monkeypatch):
        with pytest.raises(ConsoleError, match="密码不符合要求"):
            account(monkeypatch, "open", "caigou", "--label", "岗", "--region", CITY, password="123")

    def test_refuses_a_name_that_is_taken(self, cast, monkeypatch):
        with pytest.raises(UsernameTakenError):
            account(monkeypatch, "open", "city_finance", "--label", "岗", "--region", CITY)


class TestClose:
    def test_lets_nobody_sign_in_any_more(self, cast, monkeypatch):
        def may_sign_in():
            return PasswordBackend().user_can_authenticate(accounts.user_by_name("city_finance"))

        before = may_sign_in()
        account(monkeypatch, "close", "city_finance")

        assert (before, may_sign_in()) == (True, False)

    def test_refuses_an_unknown_name(self, cast, monkeypatch):
        with pytest.raises(UnknownUsernameError):
            account(monkeypatch, "close", "nobody")


class TestSigning:
    def test_is_given_and_taken(self, cast, monkeypatch):
        opened(monkeypatch)

        for act, may_sign in (("let-sign", True), ("bar-sign", False)):
            account(monkeypatch, act, "caigou", "--region", CITY)
            user = accounts.user_by_name("caigou")
            assert organisations.actor_of(user, None, day_of(user.created_at)).may_sign is may_sign

    def test_is_not_given_where_a_person_has_no_post(self, cast, monkeypatch):
        with pytest.raises(ConsoleError, match="没有任职"):
            account(monkeypatch, "let-sign", "district_finance", "--region", CITY)


class TestHistory:
    def test_says_which_command_did_it(self, cast, monkeypatch):
        user, _ = opened(monkeypatch)

        assert user.events.order_by("pgh_id").last().pgh_context.metadata == {"command": "account open"}
