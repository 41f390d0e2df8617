"""The life of an account, its activation, and that nothing deletes it."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import ProgrammingError, connection, transaction

from nongcai.domain.accounts import queries, services
from nongcai.domain.accounts.errors import AccountStateError, BadActivationError
from nongcai.domain.accounts.models import AccountStep, Activation, User
from nongcai.domain.accounts.rules import bare_code, masked_phone, shown_code
from nongcai.domain.accounts.states import ACCOUNT_MACHINE, SIGNING_IN, AccountAction, AccountState
from nongcai.domain.organisations.queries import operator_of_machine
from tests.cast import AT

UNTIL = AT + timedelta(days=14)
CHOSEN = "a-phrase-of-my-own"


@pytest.fixture
def pending(db):
    return services.open_account(actor=operator_of_machine(), username="caigou", label="采购岗", at=AT)


def issued(at=AT):
    return services.issue_activation(actor=operator_of_machine(), username="caigou", at=at, until=at + timedelta(14))


class TestOpening:
    def test_without_a_password_waits_for_its_person(self, pending):
        assert (pending.state, pending.is_active, pending.has_usable_password()) == (AccountState.PENDING, False, False)

    @pytest.mark.parametrize(("is_demo", "hashes"), [(True, 1), (False, 2)])
    def test_hashes_a_password_for_each_but_that_of_the_demo_once(self, db, is_demo, hashes):
        users = [
            services.open_account(
                actor=operator_of_machine(), username=name, label="岗", at=AT, password=CHOSEN, is_demo=is_demo
            )
            for name in ("caigou", "kuaiji")
        ]

        assert len({one.password for one in users}) == hashes
        assert [one.check_password(CHOSEN) for one in users] == [True, True]
        assert not any(one.check_password(f"{CHOSEN}!") for one in users)

    def test_is_recorded_with_who_and_when(self, pending):
        step = queries.steps_of(pending.pk).get()

        assert (step.action, step.label, step.at) == (AccountAction.OPEN, "系统命令", AT)


class TestActivation:
    def test_sets_the_password_once(self, pending):
        code = issued()

        user = services.activate(code=code, password=CHOSEN, at=AT)

        assert (user.state, user.is_active, user.check_password(CHOSEN)) == (AccountState.ACTIVE, True, True)
        with pytest.raises(BadActivationError):
            services.activate(code=code, password="another-phrase-1", at=AT)

    def test_takes_the_code_as_people_type_it(self, pending):
        services.activate(code=f" {shown_code(issued()).lower()} ", password=CHOSEN, at=AT)

    def test_holds_until_its_day(self, pending):
        code = issued()

        with pytest.raises(BadActivationError):
            services.activate(code=code, password=CHOSEN, at=UNTIL)

    def test_by_a_new_code_cancels_the_former(self, pending):
        former, code = issued(), issued()

        with pytest.raises(BadActivationError):
            services.activate(code=former, password=CHOSEN, at=AT)
        services.activate(code=code, password=CHOSEN, at=AT)

    def test_keeps_no_code(self, pending):
        code = issued()

        assert bare_code(code) not in str(Activation.objects.values().get())

    def test_of_a_closed_account_is_refused(self, pending):
        code = issued()
        services.close_account(actor=operator_of_machine(), username="caigou", at=AT)

        with pytest.raises(BadActivationError):
            services.activate(code=code, password=CHOSEN, at=AT)

    def test_anew_takes_the_password_away(self, pending):
        services.activate(code=issued(), password=CHOSEN, at=AT)

        issued()

        user = queries.user_by_name("caigou")
        assert (user.state, user.check_password(CHOSEN)) == (AccountState.PENDING, False)


class TestClosing:
    def test_twice_is_refused(self, pending):
        services.close_account(actor=operator_of_machine(), username="caigou", at=AT)

        with pytest.raises(AccountStateError, match="目前为“停用”，不能办理“停用”"):
            services.close_account(actor=operator_of_machine(), username="caigou", at=AT)

    def test_can_be_undone_by_a_new_code(self, pending):
        services.close_account(actor=operator_of_machine(), username="caigou", at=AT)

        user = services.activate(code=issued(), password=CHOSEN, at=AT)

        assert user.state == AccountState.ACTIVE


class TestResting:
    def test_marks_who_stayed_away_and_wakes_who_comes_back(self, pending):
        services.activate(code=issued(), password=CHOSEN, at=AT)

        marked = services.rest_idle(at=UNTIL, unused_since=AT + timedelta(days=1))
        resting = queries.user_by_name("caigou")
        services.wake(user_id=pending.pk, at=UNTIL)

        assert (marked, resting.state, resting.is_active) == (1, AccountState.IDLE, True)
        assert queries.user_by_name("caigou").state == AccountState.ACTIVE

    def test_leaves_who_came(self, pending):
        services.activate(code=issued(), password=CHOSEN, at=AT)
        User.objects.update(last_login=AT)

        assert services.rest_idle(at=UNTIL, unused_since=AT) == 0


class TestTable:
    @pytest.mark.parametrize(("source", "target"), [*product(AccountState, AccountState)])
    def test_and_trigger_permit_the_same_steps(self, db, source, target):
        user = User.objects.create(username="x", label="x", state=source, is_active=source in SIGNING_IN, created_at=AT)
        rows = User.objects.filter(pk=user.pk)
        permitted = source == target or (source, target) in ACCOUNT_MACHINE.pairs

        try:
            with transaction.atomic():
                rows.update(state=target, is_active=target in SIGNING_IN)
            taken = True
        except ProgrammingError:
            taken = False

        assert taken is permitted

    def test_of_steps_and_accounts_is_kept(self, pending):
        for statement in ("DELETE FROM accounts_user", "DELETE FROM accounts_accountstep"):
            with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)

        assert AccountStep.objects.exists()


@pytest.mark.parametrize(
    ("number", "shown"), [("13812345678", "138****5678"), ("", ""), ("037112", "****12"), ("1", "1")]
)
def test_a_telephone_number_is_masked(number, shown):
    assert masked_phone(number) == shown
