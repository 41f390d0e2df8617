"""The second step: its codes hold once, wrong ones are counted, secrets are sealed, each act is recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from nongcai.domain.accounts import queries, services
from nongcai.domain.accounts.errors import (
    FactorRequiredError,
    FactorSetUpError,
    NoFactorError,
    SealBrokenError,
    TooManyTriesError,
    WrongFactorCodeError,
)
from nongcai.domain.accounts.models import FailedTry
from nongcai.domain.accounts.rules import TRIES
from nongcai.domain.accounts.sealing import seal, unseal
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations.queries import operator_of_machine
from tests.cast import AT
from tests.domain.accounts.codes import code_at, set_up

SOON = AT + timedelta(seconds=90)
PASSWORD = "a-phrase-of-my-own"


@pytest.fixture
def user(db):
    return services.open_account(
        actor=operator_of_machine(), username="shenhe", label="审核岗", password=PASSWORD, at=AT
    )


@pytest.fixture
def secret(user):
    return set_up(user.pk, AT)[0]


def pass_with(user, code, at=SOON):
    services.pass_second_step(user_id=user.pk, code=code, at=at)


def last_step(user):
    return queries.steps_of(user.pk).first()


class TestSettingUp:
    def test_hands_over_ten_recovery_codes_and_is_recorded(self, user):
        _, codes = set_up(user.pk, AT)

        assert len(set(codes)) == 10
        assert (last_step(user).action, last_step(user).label) == (AccountAction.FACTOR_ON, "审核岗")
        assert queries.factors_of(user.pk).codes_left == 10

    def test_wants_the_code_of_this_moment(self, user):
        secret = queries.new_totp_secret()

        with pytest.raises(WrongFactorCodeError, match="等身份验证器显示新的6位数字"):
            services.set_up_totp(user_id=user.pk, secret=secret, code=code_at(secret, SOON), at=AT)

        assert not queries.factors_of(user.pk)

    def test_is_done_once(self, user, secret):
        with pytest.raises(FactorSetUpError):
            set_up(user.pk, SOON)

    def test_keeps_no_secret_in_the_clear(self, user, secret):
        rows = Authenticator.objects.filter(user=user)

        assert [secret in str(row.data) for row in rows] == [False, False]
        assert unseal(rows.get(type="totp").data["secret"]) == secret


class TestSecondStep:
    def test_lets_the_code_of_this_moment_pass_once(self, user, secret):
        pass_with(user, code_at(secret, SOON))

        with pytest.raises(WrongFactorCodeError):
            pass_with(user, code_at(secret, SOON))

    @pytest.mark.parametrize("drift", [-30, 30])
    def test_bears_with_a_clock_that_is_half_a_minute_off(self, user, secret, drift):
        pass_with(user, code_at(secret, SOON + timedelta(seconds=drift)))

    def test_refuses_an_older_code(self, user, secret):
        with pytest.raises(WrongFactorCodeError):
            pass_with(user, code_at(secret, SOON), at=SOON + timedelta(seconds=90))

    def test_lets_each_recovery_code_pass_once_and_records_it(self, user):
        _, codes = set_up(user.pk, AT)

        pass_with(user, f" {codes[3][:5]} {codes[3][5:]}")

        assert last_step(user).action == AccountAction.USE_CODE
        assert queries.factors_of(user.pk).codes_left == 9
        with pytest.raises(WrongFactorCodeError):
            pass_with(user, codes[3])

    @pytest.mark.parametrize("code", ["", "abc", "000000000000", "١٢٣٤٥٦"])
    def test_refuses_what_is_no_code(self, user, secret, code):
        with pytest.raises(WrongFactorCodeError):
            pass_with(user, code)

    def test_closes_after_too_many_wrong_codes_and_opens_again(self, user, secret):
        for _ in range(TRIES):
            with pytest.raises(WrongFactorCodeError):
                pass_with(user, "1234567")

        with pytest.raises(TooManyTriesError, match="15分钟后再试"):
            pass_with(user, code_at(secret, SOON))

        later = SOON + timedelta(minutes=16)
        pass_with(user, code_at(secret, later), at=later)
        assert not FailedTry.objects.exists()

    def test_is_opened_by_whoever_keeps_the_account(self, user, secret):
        for _ in range(TRIES):
            with pytest.raises(WrongFactorCodeError):
                pass_with(user, "1234567")

        assert queries.is_locked("shenhe", limit=TRIES, since=AT)
        services.unlock(actor=operator_of_machine(), username="shenhe", at=SOON)

        pass_with(user, code_at(secret, SOON))

    def test_does_not_open_a_seal_of_another_key(self, user, secret, settings):
        settings.FACTOR_SECRET = "another"

        with pytest.raises(SealBrokenError, match="FACTOR_SECRET"):
            pass_with(user, code_at(secret, SOON))

    def test_seals_nothing_without_a_key(self, settings):
        settings.FACTOR_SECRET = ""

        with pytest.raises(SealBrokenError):
            seal("x")


class TestRemoving:
    def test_takes_the_recovery_codes_along(self, user, secret):
        services.remove_totp(user_id=user.pk, is_required=False, at=SOON)

        assert not Authenticator.objects.filter(user=user).exists()
        assert last_step(user).action == AccountAction.FACTOR_OFF

    def test_is_refused_to_those_who_must_have_one(self, user, secret):
        with pytest.raises(FactorRequiredError, match="不能关闭"):
            services.remove_totp(user_id=user.pk, is_required=True, at=SOON)

    def test_wants_something_to_remove(self, user):
        with pytest.raises(NoFactorError):
            services.remove_totp(user_id=user.pk, is_required=False, at=SOON)


class TestRenewingCodes:
    def test_ends_the_former_ones(self, user):
        _, former = set_up(user.pk, AT)

        codes = services.renew_codes(user_id=user.pk, at=SOON)

        assert not set(codes) & set(former)
        with pytest.raises(WrongFactorCodeError):
            pass_with(user, former[0])

    def test_wants_a_second_step(self, user):
        with pytest.raises(NoFactorError):
            services.renew_codes(user_id=user.pk, at=SOON)


class TestResetting:
    def test_takes_all_away_and_keeps_who_and_why(self, user, secret):
        services.reset_factors(actor=operator_of_machine(), username="shenhe", words="手机遗失", at=SOON)

        assert not queries.factors_of(user.pk)
        step = last_step(user)
        assert (step.action, step.words, step.label) == (AccountAction.FACTOR_RESET, "手机遗失", "系统命令")

    def test_wants_something_to_reset(self, user):
        with pytest.raises(NoFactorError, match="没有开启两步验证"):
            services.reset_factors(actor=operator_of_machine(), username="shenhe", words="", at=SOON)


class TestPassword:
    def test_is_changed_and_recorded(self, user):
        changed = services.change_password(user_id=user.pk, password="another-phrase", at=SOON)

        assert changed.check_password("another-phrase")
        assert last_step(user).action == AccountAction.CHANGE_PASSWORD
