"""Identities of another authority: linked to accounts, never making one; answers taken once, failures counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from nongcai.domain.accounts import queries, services
from nongcai.domain.accounts.errors import (
    IdentityAnswerError,
    IdentityLinkedError,
    IdentityRefusedError,
    IdentitySilentError,
    IdentityTakenError,
    NoIdentityError,
    TooManyIdentitiesError,
)
from nongcai.domain.accounts.models import IdentityAnswer, User
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations.queries import operator_of_machine
from nongcai.foundation import oidc
from tests import provider as providers
from tests.provider import CLIENT, SECRET

DAY = timedelta(days=1)


@pytest.fixture
def provider():
    with providers.running() as running:
        yield running


@pytest.fixture
def service(provider):
    return oidc.Service(provider.issuer, CLIENT, SECRET, "省统一身份认证", "", asks_twice=False)


@pytest.fixture
def by_name(service):
    """The same, but a claim is the log-in name."""
    return replace(service, claim="account")


def now():
    return datetime.now(UTC)


def opened(name, password="a-phrase"):
    return services.open_account(
        actor=operator_of_machine(), username=name, label=name, password=password, at=now() - DAY
    )


@pytest.fixture
def user(db):
    return opened("shenhe")


def answered(provider, service, *, asker="10.0.0.1", limit=3, **claims):
    address, question = oidc.question(service, back="http://testserver/return/")
    return services.Answered(service, question, provider.answer(address, **claims), asker, limit)


def link(user, provider, service, **claims):
    services.link_identity(user_id=user.pk, answered=answered(provider, service, **claims), at=now())


def sign_in(provider, service, **told):
    return services.sign_in_by_identity(answered=answered(provider, service, **told), at=now())


def actions(user):
    return [step.action for step in queries.steps_of(user.pk)]


class TestLinking:
    def test_lets_its_person_sign_in(self, user, provider, service):
        link(user, provider, service)

        assert sign_in(provider, service) == user
        assert queries.identity_of(user.pk, service.issuer).used_at

    def test_is_recorded(self, user, provider, service):
        link(user, provider, service)

        step = queries.steps_of(user.pk).first()
        assert (step.action, step.words, step.label) == (AccountAction.LINK, "省统一身份认证", "shenhe")

    def test_is_for_one_account_only(self, user, provider, service):
        link(user, provider, service)

        with pytest.raises(IdentityTakenError):
            link(opened("another"), provider, service)

    def test_is_done_once(self, user, provider, service):
        link(user, provider, service)

        with pytest.raises(IdentityLinkedError):
            link(user, provider, service, sub="4101-0008")

    def test_is_ended_by_its_person(self, user, provider, service):
        link(user, provider, service)
        services.unlink_identity(user_id=user.pk, service=service, at=now())

        assert actions(user)[0] == AccountAction.UNLINK
        with pytest.raises(IdentityRefusedError):
            sign_in(provider, service)
        with pytest.raises(NoIdentityError):
            services.unlink_identity(user_id=user.pk, service=service, at=now())

    def test_ends_when_the_account_is_given_a_new_code(self, user, provider, service):
        link(user, provider, service)
        code = services.issue_activation(actor=operator_of_machine(), username="shenhe", at=now(), until=now() + DAY)
        services.activate(code=code, password="another phrase", at=now())

        assert AccountAction.UNLINK in actions(user)
        with pytest.raises(IdentityRefusedError):
            sign_in(provider, service)


class TestSigningIn:
    def test_makes_no_account(self, user, provider, by_name):
        with pytest.raises(IdentityRefusedError):
            sign_in(provider, by_name, account="nobody")

        assert list(User.objects.all()) == [user]

    @pytest.mark.parametrize("is_linked", [True, False])
    def test_is_not_for_a_closed_account(self, user, provider, by_name, is_linked):
        if is_linked:
            link(user, provider, by_name)
        services.close_account(actor=operator_of_machine(), username="shenhe", at=now())

        with pytest.raises(IdentityRefusedError):
            sign_in(provider, by_name, account="shenhe")

    def test_is_not_for_an_account_that_was_not_activated(self, db, provider, by_name):
        user = opened("new", password="")

        with pytest.raises(IdentityRefusedError):
            sign_in(provider, by_name, account="new")
        assert queries.identity_of(user.pk, by_name.issuer) is None

    def test_links_by_the_claim_at_first_use(self, user, provider, by_name):
        assert sign_in(provider, by_name, account="shenhe") == user
        assert actions(user)[0] == AccountAction.LINK
        # From now on the subject counts, whatever the claim says.
        assert sign_in(provider, by_name, account="another") == user

    def test_does_not_take_an_account_over_by_the_claim(self, user, provider, by_name):
        link(user, provider, by_name)

        with pytest.raises(IdentityRefusedError):
            sign_in(provider, by_name, sub="4101-0008", account="shenhe")

    @pytest.mark.parametrize("claim", [None, "", 7, ["shenhe"], {"in": []}])
    def test_takes_no_claim_that_is_not_a_name(self, user, provider, by_name, claim):
        with pytest.raises(IdentityRefusedError):
            sign_in(provider, by_name, account=claim)

    def test_reads_no_claim_where_none_is_agreed(self, user, provider, service):
        with pytest.raises(IdentityRefusedError):
            sign_in(provider, service, account="shenhe", **{"": "shenhe"})


class TestAnswers:
    def test_are_taken_once(self, user, provider, service, monkeypatch):
        link(user, provider, service)
        told = answered(provider, service)
        services.sign_in_by_identity(answered=told, at=now())
        monkeypatch.setattr(oidc, "claims", pytest.fail)

        with pytest.raises(IdentityAnswerError):
            services.sign_in_by_identity(answered=told, at=now())

    def test_that_fail_are_counted_by_place(self, user, provider, service):
        link(user, provider, service)
        for _ in range(3):
            with pytest.raises(IdentityRefusedError):
                sign_in(provider, service, sub="nobody")

        with pytest.raises(TooManyIdentitiesError):
            sign_in(provider, service, sub="4101-0007")
        assert sign_in(provider, service, asker="10.0.0.2") == user

    def test_that_succeed_are_not(self, user, provider, service):
        link(user, provider, service)

        assert [sign_in(provider, service) for _ in range(5)] == [user] * 5

    def test_are_forgotten_after_a_day(self, user, provider, service):
        link(user, provider, service)
        IdentityAnswer.objects.update(at=now() - 2 * DAY)
        sign_in(provider, service)

        assert IdentityAnswer.objects.count() == 1

    def test_keep_hashes_only(self, user, provider, service):
        told = answered(provider, service)
        services.link_identity(user_id=user.pk, answered=told, at=now())

        row = IdentityAnswer.objects.get()
        assert told.question.nonce not in row.nonce_hash
        assert "10.0.0.1" not in row.asker_hash

    def test_of_a_silent_service_are_waited_for_no_longer(self, user, provider, service):
        told = answered(provider, service)
        provider.is_silent = True

        with pytest.raises(IdentitySilentError):
            services.sign_in_by_identity(answered=told, at=now())
