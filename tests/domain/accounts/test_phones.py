"""Codes by short message: single use, three tries, five minutes, limits, and the same answer for unknown numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from nongcai.domain.accounts import queries, services
from nongcai.domain.accounts.errors import (
    BadActivationError,
    SmsNotSentError,
    TooManyCodesError,
    WrongPhoneCodeError,
)
from nongcai.domain.accounts.models import SignInCode
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations.queries import operator_of_machine
from tests.cast import AT
from tests.domain.accounts.gateways import BrokenGateway, KeepingGateway

NUMBER, UNKNOWN = "13800000001", "13900000009"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def empty():
    KeepingGateway.sent.clear()


@pytest.fixture
def user(db):
    return services.open_account(
        actor=operator_of_machine(), username="danwei", label="填报岗", password="a-phrase", phone=NUMBER, at=AT
    )


def ask(number=NUMBER, asker="10.0.0.1", at=AT):
    services.ask_for_code(number=number, asker=asker, asker_limit=30, at=at)
    return SignInCode.objects.latest("pk")


def sent(user, at=AT, **asked):
    row = ask(at=at, **asked)
    assert services.send_code(code_id=row.pk, user_id=user.pk, gateway=KeepingGateway(), at=at)
    return KeepingGateway.last_code()


def use(code, number=NUMBER, at=AT):
    return services.use_code(number=number, code=code, at=at)


class TestUsing:
    def test_names_those_who_have_the_number(self, user):
        assert use(sent(user)) == [user]

    def test_is_done_once(self, user):
        code = sent(user)
        use(code)

        with pytest.raises(WrongPhoneCodeError):
            use(code)

    def test_is_done_within_five_minutes(self, user):
        code = sent(user)

        with pytest.raises(WrongPhoneCodeError):
            use(code, at=AT + 5 * MINUTE)

    def test_is_over_after_three_wrong_tries(self, user):
        code = sent(user)
        for _ in range(3):
            with pytest.raises(WrongPhoneCodeError):
                use("x")

        with pytest.raises(WrongPhoneCodeError, match="重新获取"):
            use(code)

    def test_is_of_one_number(self, user):
        code = sent(user)
        ask(UNKNOWN)

        with pytest.raises(WrongPhoneCodeError):
            use(code, UNKNOWN)

    def test_takes_the_latest_only(self, user):
        former = sent(user)
        sent(user, at=AT + 2 * MINUTE)

        with pytest.raises(WrongPhoneCodeError):
            use(former, at=AT + 2 * MINUTE)

    def test_cannot_be_done_before_a_code_was_made(self, user):
        ask()

        with pytest.raises(WrongPhoneCodeError):
            use("")

    def test_is_for_accounts_that_may_sign_in(self, user):
        code = sent(user)
        services.close_account(actor=operator_of_machine(), username="danwei", at=AT)

        assert use(code) == []


class TestAsking:
    def test_keeps_neither_number_nor_code(self, user):
        code = sent(user)
        row = SignInCode.objects.get()

        assert not {NUMBER, code} & {str(value) for value in vars(row).values()}

    def test_looks_the_same_for_a_number_that_nobody_has(self, user):
        known, unknown = ask(), ask(UNKNOWN)

        assert (known.until, known.code_hash) == (unknown.until, unknown.code_hash)
        assert ProcrastinateJob.objects.filter(task_name="accounts.send_code").count() == 1

    @pytest.mark.parametrize("number", [NUMBER, UNKNOWN])
    def test_waits_a_minute(self, user, number):
        ask(number)

        with pytest.raises(TooManyCodesError):
            ask(number, at=AT + timedelta(seconds=59))
        ask(number, at=AT + MINUTE)

    @pytest.mark.parametrize("number", [NUMBER, UNKNOWN])
    def test_is_done_five_times_an_hour(self, user, number):
        for step in range(5):
            ask(number, at=AT + step * 2 * MINUTE)

        with pytest.raises(TooManyCodesError):
            ask(number, at=AT + 30 * MINUTE)
        ask(number, at=AT + 61 * MINUTE)

    def test_is_done_ten_times_a_day(self, user):
        for step in range(10):
            ask(at=AT + step * 61 * MINUTE)

        with pytest.raises(TooManyCodesError):
            ask(at=AT + 15 * 61 * MINUTE)

    def test_is_done_thirty_times_an_hour_from_one_place(self, user):
        for number in range(30):
            ask(str(13900000000 + number))

        with pytest.raises(TooManyCodesError):
            ask()
        ask(asker="10.0.0.2")

    def test_forgets_after_a_day(self, user):
        ask()
        ask(at=AT + timedelta(days=1))

        assert SignInCode.objects.count() == 1


class TestSending:
    def test_is_left_when_the_queue_is_late(self, user):
        row = ask()

        assert not services.send_code(code_id=row.pk, user_id=user.pk, gateway=KeepingGateway(), at=AT + 5 * MINUTE)
        assert KeepingGateway.sent == []

    def test_is_done_once(self, user):
        sent(user)

        assert not services.send_code(
            code_id=SignInCode.objects.get().pk, user_id=user.pk, gateway=KeepingGateway(), at=AT
        )


class TestActivation:
    @pytest.fixture
    def code(self, user):
        return services.issue_activation(
            actor=operator_of_machine(), username="danwei", at=AT, until=AT + timedelta(days=14)
        )

    def send(self, user, code, gateway):
        return services.send_activation(
            actor=operator_of_machine(),
            user_id=user.pk,
            code=code,
            address="https://example.org/activate/",
            gateway=gateway,
            at=AT,
        )

    def test_is_sent_to_the_number_and_recorded_without_it(self, user, code):
        assert self.send(user, code, KeepingGateway())

        number, text = KeepingGateway.sent[-1]
        step = queries.steps_of(user.pk).first()
        assert number == NUMBER
        assert "https://example.org/activate/" in text
        assert (step.action, step.words) == (AccountAction.SEND_CODE, "138****0001")

    def test_is_not_sent_without_a_gateway(self, user, code):
        assert not self.send(user, code, None)

    def test_is_refused_for_another_code(self, user, code):
        with pytest.raises(BadActivationError):
            self.send(user, "23456789ABCDEFGH", KeepingGateway())

    def test_says_when_the_gateway_fails(self, user, code):
        with pytest.raises(SmsNotSentError, match="当面或用电话"):
            self.send(user, code, BrokenGateway())
