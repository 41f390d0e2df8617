"""Passkeys: bound to the site and the person, answers taken once, copies refused."""

from __future__ import annotations

import pytest

from nongcai.domain.accounts import queries, services
from nongcai.domain.accounts.errors import FactorRequiredError, UnknownPasskeyError, WrongPasskeyError
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations.queries import operator_of_machine
from tests.cast import AT
from tests.domain.accounts.codes import set_up
from tests.domain.accounts.soft_passkey import PRESENT, SoftPasskey

HOST = "testserver"


def opened(name):
    return services.open_account(actor=operator_of_machine(), username=name, label=name, password="a-phrase", at=AT)


@pytest.fixture
def user(db):
    return opened("shenhe")


def add(user, passkey, host=HOST):
    asked, state = services.question_to_add(user=user, host=host)
    return services.add_passkey(
        user_id=user.pk, name="办公电脑", host=host, state=state, answer=passkey.create(asked), at=AT
    )


def use(passkey, host=HOST, user_id=None):
    asked, state = services.question_to_use(host=host, user_id=user_id)
    return services.use_passkey(host=host, state=state, answer=passkey.get(asked), at=AT, user_id=user_id)


@pytest.fixture
def passkey(user):
    made = SoftPasskey()
    add(user, made)
    return made


class TestAdding:
    def test_brings_recovery_codes_with_the_first_factor_only(self, user):
        assert len(add(user, SoftPasskey())) == 10
        assert add(user, SoftPasskey()) == []

    def test_is_recorded(self, user, passkey):
        step = queries.steps_of(user.pk).first()

        assert (step.action, step.words) == (AccountAction.ADD_PASSKEY, "办公电脑")
        assert [one.name for one in queries.factors_of(user.pk).passkeys] == ["办公电脑"]

    def test_is_refused_for_another_site(self, user):
        with pytest.raises(WrongPasskeyError):
            add(user, SoftPasskey("elsewhere.example"))

    def test_is_refused_where_the_device_did_not_check_its_holder(self, user):
        with pytest.raises(WrongPasskeyError):
            add(user, SoftPasskey(flags=PRESENT))

    @pytest.mark.parametrize("answer", [{}, {"id": "x"}, {"rawId": 1, "response": []}])
    def test_is_refused_for_what_no_browser_sends(self, user, answer):
        _, state = services.question_to_add(user=user, host=HOST)

        with pytest.raises(WrongPasskeyError):
            services.add_passkey(user_id=user.pk, name="x", host=HOST, state=state, answer=answer, at=AT)


class TestUsing:
    def test_names_its_person(self, user, passkey):
        assert use(passkey) == user
        assert queries.factors_of(user.pk).passkeys[0].used_at == AT

    def test_is_of_its_person(self, user, passkey):
        other = opened("fuhe")

        with pytest.raises(WrongPasskeyError):
            use(passkey, user_id=other.pk)

    def test_is_not_that_of_somebody_else_by_saying_so(self, user, passkey):
        passkey.owner = SoftPasskey().id.hex()

        with pytest.raises(WrongPasskeyError):
            use(passkey)

    def test_is_refused_for_another_site(self, user, passkey):
        passkey.host = "elsewhere.example"

        with pytest.raises(WrongPasskeyError):
            use(passkey)

    def test_is_refused_for_another_key(self, user, passkey):
        passkey.key = SoftPasskey().key

        with pytest.raises(WrongPasskeyError):
            use(passkey)

    def test_takes_an_answer_once(self, user, passkey):
        asked, state = services.question_to_use(host=HOST)
        answer = passkey.get(asked)
        services.use_passkey(host=HOST, state=state, answer=answer, at=AT)

        with pytest.raises(WrongPasskeyError):
            services.use_passkey(host=HOST, state=state, answer=answer, at=AT)

    def test_refuses_a_copy_whose_counter_lags(self, user):
        passkey = SoftPasskey(counts=True)
        add(user, passkey)
        use(passkey)
        passkey.count = 0

        with pytest.raises(WrongPasskeyError):
            use(passkey)


class TestRemoving:
    def remove(self, user, passkey_id, *, is_required=False):
        services.remove_passkey(user_id=user.pk, passkey_id=passkey_id, is_required=is_required, at=AT)

    def test_ends_it_and_the_recovery_codes(self, user, passkey):
        self.remove(user, queries.factors_of(user.pk).passkeys[0].id)

        assert queries.factors_of(user.pk).codes_left == 0
        with pytest.raises(WrongPasskeyError):
            use(passkey)

    def test_leaves_the_other_factor(self, user, passkey):
        set_up(user.pk, AT)

        self.remove(user, queries.factors_of(user.pk).passkeys[0].id, is_required=True)

        assert queries.factors_of(user.pk).codes_left == 10

    def test_is_refused_to_those_who_must_have_one(self, user, passkey):
        with pytest.raises(FactorRequiredError):
            self.remove(user, queries.factors_of(user.pk).passkeys[0].id, is_required=True)

    def test_is_of_ones_own(self, user, passkey):
        with pytest.raises(UnknownPasskeyError):
            self.remove(opened("fuhe"), queries.factors_of(user.pk).passkeys[0].id)
