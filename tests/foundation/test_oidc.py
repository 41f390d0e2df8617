"""What an identity service answers is believed only when it fits, against a service over real HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from nongcai.foundation import oidc
from tests import provider as providers
from tests.provider import CLIENT, EC_KEY, OTHER_KEY, SECRET

BACK = "http://testserver/login/identity/return/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def provider():
    with providers.running() as running:
        yield running


@pytest.fixture
def service(provider):
    return oidc.Service(provider.issuer, CLIENT, SECRET, "统一身份认证", "", asks_twice=False)


def signed_in(provider, service, *, after=timedelta(), **claims):
    address, kept = oidc.question(service, back=BACK)
    return oidc.claims(service, kept, provider.answer(address, **claims), datetime.now(UTC) + after)


def refused(provider, service, **told):
    with pytest.raises(oidc.BadAnswerError) as caught:
        signed_in(provider, service, **told)
    return str(caught.value)


class TestQuestion:
    def test_is_another_each_time(self, service):
        (first, kept), (second, other) = (oidc.question(service, back=BACK) for _ in range(2))

        assert first.startswith(f"{service.issuer}/authorize?response_type=code&client_id=nongcai&")
        assert "code_challenge_method=S256" in first
        assert kept.verifier not in first
        assert len({kept.state, kept.nonce, kept.verifier, other.state, other.nonce, other.verifier}) == 6
        assert first != second

    def test_has_the_service_ask_anew(self, service):
        assert "prompt=login" in oidc.question(service, back=BACK, anew=True)[0]
        assert "prompt" not in oidc.question(service, back=BACK)[0]

    def test_reads_the_description_once_for_many(self, provider, service):
        oidc.question(service, back=BACK)
        oidc.question(service, back=BACK)

        assert provider.asked == ["/.well-known/openid-configuration"]

    @pytest.mark.parametrize(
        "described",
        [
            {"issuer": "https://elsewhere.example"},
            {"authorization_endpoint": None},
            {"token_endpoint": "file:///etc/passwd"},
            {"jwks_uri": "javascript:alert(1)"},
        ],
    )
    def test_is_not_asked_by_a_description_that_does_not_fit(self, provider, service, described):
        provider.described = described

        with pytest.raises(oidc.SilentError):
            oidc.question(service, back=BACK)

    def test_does_not_go_to_http_for_a_service_by_https(self, provider, service, monkeypatch):
        issuer = "https://sso.example"
        told = dict.fromkeys(("authorization_endpoint", "token_endpoint", "jwks_uri"), f"{provider.issuer}/x")
        monkeypatch.setattr(oidc, "fetch", lambda _address: {"issuer": issuer, **told})

        with pytest.raises(oidc.SilentError):
            oidc.question(replace(service, issuer=issuer), back=BACK)

    def test_spares_a_silent_service(self, provider, service):
        provider.is_silent = True
        for _ in range(3):
            with pytest.raises(oidc.SilentError):
                oidc.question(service, back=BACK)

        assert len(provider.asked) == 1


class TestAnswer:
    def test_says_who_it_is(self, provider, service):
        assert signed_in(provider, service, sub="zhangsan")["sub"] == "zhangsan"

    def test_may_be_signed_by_a_curve(self, provider, service):
        provider.head, provider.key = {"alg": "ES256", "kid": "two"}, EC_KEY

        assert signed_in(provider, service)["sub"]

    def test_is_fetched_by_a_posted_secret_where_that_is_wanted(self, provider, service):
        provider.described = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}

        assert signed_in(provider, service)["sub"]

    def test_is_not_there_for_another_secret(self, provider, service):
        assert "not exchanged" in refused(provider, replace(service, client_secret="guessed"))

    def test_needs_no_key_number_where_one_key_fits(self, provider, service):
        provider.head = {"alg": "RS256"}

        assert signed_in(provider, service)["sub"]

    def test_may_be_for_several_when_it_names_us(self, provider, service):
        assert signed_in(provider, service, aud=[CLIENT, "oa"], azp=CLIENT)["sub"]

    @pytest.mark.parametrize(
        ("claims", "why"),
        [
            ({"iss": "http://127.0.0.1:1"}, "issuer"),
            ({"aud": "oa"}, "udience"),
            ({"aud": [CLIENT, "oa"]}, "somebody else"),
            ({"azp": "oa"}, "somebody else"),
            ({"nonce": "another"}, "nonce"),
            ({"nonce": None}, "nonce"),
            ({"exp": None}, "exp"),
            ({"exp": True}, "times"),
            ({"exp": 1}, "not hold now"),
            ({"nbf": 9_999_999_999}, "not hold now"),
            ({"iat": 9_999_999_999}, "not hold now"),
            ({"sub": ""}, "subject"),
            ({"sub": 7}, "ubject"),
            ({"sub": "x" * 256}, "subject"),
            ({"sub": "a\x00b"}, "subject"),
        ],
    )
    def test_is_refused_for_what_it_claims(self, provider, service, claims, why):
        assert why in refused(provider, service, **claims)

    def test_holds_until_its_time_and_a_little(self, provider, service):
        assert signed_in(provider, service, after=5.5 * MINUTE)
        assert "not hold now" in refused(provider, service, after=6.5 * MINUTE)

    @pytest.mark.parametrize(
        ("head", "key", "why"),
        [
            ({"alg": "none"}, None, "algorithm"),
            ({"alg": "HS256", "kid": "one"}, "a secret of thirty-two letters and more", "algorithm"),
            ({"alg": "RS256", "kid": "one"}, OTHER_KEY, "ignature"),
            ({"alg": "RS256", "kid": "three"}, OTHER_KEY, "0 fitting keys"),
            ({"alg": "RS256", "kid": "two"}, OTHER_KEY, "0 fitting keys"),
            ({"alg": "RS512", "kid": "one"}, OTHER_KEY, "algorithm"),
        ],
    )
    def test_is_refused_for_how_it_is_signed(self, provider, service, head, key, why):
        provider.head, provider.key = head, key

        assert why in refused(provider, service)

    @pytest.mark.parametrize(
        "bent", [{"state": "another"}, {"state": ""}, {"code": ""}, {"code": "made up"}, {"iss": "https://x.example"}]
    )
    def test_is_refused_for_another_question(self, provider, service, bent):
        address, kept = oidc.question(service, back=BACK)

        with pytest.raises(oidc.BadAnswerError):
            oidc.claims(service, kept, provider.answer(address) | bent, datetime.now(UTC))

    def test_is_refused_without_the_verifier(self, provider, service):
        address, kept = oidc.question(service, back=BACK)

        with pytest.raises(oidc.BadAnswerError, match="not exchanged"):
            oidc.claims(service, replace(kept, verifier="guessed"), provider.answer(address), datetime.now(UTC))

    def test_gives_its_code_once(self, provider, service):
        address, kept = oidc.question(service, back=BACK)
        answer = provider.answer(address)
        oidc.claims(service, kept, answer, datetime.now(UTC))

        with pytest.raises(oidc.BadAnswerError, match="not exchanged"):
            oidc.claims(service, kept, answer, datetime.now(UTC))
