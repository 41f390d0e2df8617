"""The identity service of another authority (OpenID Connect): where to send the browser, and who came back.

The code flow with PKCE, state and nonce; the ID token is always checked by its signature, wherever it came from.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode, urlsplit

import jwt
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from nongcai.foundation.fetching import NotFetchedError, fetch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Told = dict[str, Any]

# Which keys may sign by which algorithm; nothing else is taken, whatever the token says of itself.
ALGORITHMS = {"RS256": "RSA", "ES256": "EC"}
SLACK = 60  # seconds by which clocks may differ
SUBJECT_LENGTH = 255
_KEPT, _SILENT = 600, 20  # seconds for which a description is kept, or that there was none
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class OidcError(Exception):
    """It went wrong; the text is for the log."""


class SilentError(OidcError):
    """The service does not answer, or not as it should."""


class BadAnswerError(OidcError):
    """What came back does not fit what was asked, or proves nothing."""


@dataclass(frozen=True)
class Service:
    """An identity service, and what it knows us by."""

    issuer: str
    client_id: str
    client_secret: str
    label: str
    claim: str
    asks_twice: bool


@dataclass(frozen=True)
class Question:
    """What the answer is held against; whoever asks keeps it."""

    state: str
    nonce: str
    verifier: str
    back: str


def service() -> Service | None:
    """Return the configured service; None where there is none."""
    if not settings.NONGCAI_OIDC_ISSUER:
        return None
    return Service(
        issuer=settings.NONGCAI_OIDC_ISSUER,
        client_id=settings.NONGCAI_OIDC_CLIENT_ID,
        client_secret=settings.NONGCAI_OIDC_CLIENT_SECRET,
        label=settings.NONGCAI_OIDC_LABEL,
        claim=settings.NONGCAI_OIDC_CLAIM,
        asks_twice=settings.NONGCAI_OIDC_SECOND_FACTOR,
    )


def question(service: Service, *, back: str, anew: bool = False) -> tuple[str, Question]:
    """Return the address at which the service asks who somebody is, and what to keep until the browser is `back`.

    `anew` has it ask again, also whoever is signed in there.

    :raises SilentError: when the service does not describe itself.
    """
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    kept = Question(state, nonce, verifier, back)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(kept.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": service.client_id,
        "redirect_uri": back,
        "scope": "openid profile" if service.claim else "openid",
        "state": kept.state,
        "nonce": kept.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    address = _described(service)["authorization_endpoint"]
    joint = "&" if urlsplit(address).query else "?"
    return f"{address}{joint}{urlencode(asked | ({'prompt': 'login'} if anew else {}))}", kept


def claims(service: Service, kept: Question, answer: Mapping[str, str], at: datetime) -> Told:
    """Return what the service says of whoever came back with an answer.

    :raises SilentError: when the service does not answer.
    :raises BadAnswerError: when the answer is not one to this question, or is not the service's.
    """
    if not constant_time_compare(answer.get("state", ""), kept.state):
        raise BadAnswerError("another state")
    if answer.get("iss", service.issuer) != service.issuer:
        raise BadAnswerError("another issuer in the answer")
    if not answer.get("code"):
        raise BadAnswerError("no code")
    described = _described(service)
    token = _token(service, described, kept, answer["code"])
    told = _signed(service, token, _keys(described))
    _require_fresh(told, kept, at)
    return told


def _described(service: Service) -> Told:
    """Return how the service describes itself; strangers who press the button do not have it asked each time."""
    name = f"oidc:{hashlib.sha256(service.issuer.encode()).hexdigest()}"
    described = cache.get(name)
    if described is None:
        described = _description(service)
        cache.set(name, described, _KEPT if described else _SILENT)
    if not described:
        raise SilentError("no fitting description")
    return dict(described)


def _description(service: Service) -> Told:
    try:
        told = fetch(f"{service.issuer.rstrip('/')}/.well-known/openid-configuration")
    except NotFetchedError:
        return {}
    secure = urlsplit(service.issuer).scheme
    fits = all(urlsplit(str(told.get(name))).scheme in {secure, "https"} for name in _ENDPOINTS)
    return told if fits and told.get("issuer") == service.issuer else {}


def _token(service: Service, described: Told, kept: Question, code: str) -> str:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": kept.back,
        "client_id": service.client_id,
        "code_verifier": kept.verifier,
    }
    headers = {}
    if "client_secret_basic" in described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
        pair = f"{quote_plus(service.client_id)}:{quote_plus(service.client_secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"
    else:
        form["client_secret"] = service.client_secret
    try:
        told = fetch(described["token_endpoint"], form=form, headers=headers)
    except NotFetchedError as error:
        # A code that is used, too old or made up is answered by an error of the asker's.
        kind = BadAnswerError if 400 <= error.status < 500 else SilentError
        raise kind(f"the code was not exchanged: {error}") from error
    return str(told.get("id_token") or "")


def _keys(described: Told) -> list[Told]:
    try:
        found = fetch(described["jwks_uri"]).get("keys")
    except NotFetchedError as error:
        raise SilentError(f"no keys: {error}") from error
    return [key for key in found if isinstance(key, dict)] if isinstance(found, list) else []


def _signed(service: Service, token: str, keys: list[Told]) -> Told:
    """Return what a token says that the service has signed for us."""
    try:
        head = jwt.get_unverified_header(token)
        key = jwt.PyJWK(_key(head, keys), head["alg"])
        told: Told = jwt.decode(
            token,
            key,
            algorithms=[head["alg"]],
            audience=service.client_id,
            issuer=service.issuer,
            # Times are held against the moment that the door has read.
            options={
                "require": ["iss", "sub", "aud", "exp", "iat", "nonce"],
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
                "enforce_minimum_key_length": True,
            },
        )
    except jwt.PyJWTError as error:
        raise BadAnswerError(f"token refused: {error}") from error
    several = isinstance(told["aud"], list) and len(told["aud"]) > 1
    if told.get("azp", "" if several else service.client_id) != service.client_id:
        raise BadAnswerError("a token for somebody else")
    return told


def _key(head: Told, keys: list[Told]) -> Told:
    """Choose the key that a token names, of the kind that its algorithm wants."""
    kind = ALGORITHMS.get(str(head.get("alg")))
    if kind is None:
        raise BadAnswerError("an algorithm that is not taken")
    fitting = [key for key in keys if key.get("kty") == kind and key.get("use", "sig") == "sig"]
    if "kid" in head:
        fitting = [key for key in fitting if key.get("kid") == head["kid"]]
    if len(fitting) != 1:
        raise BadAnswerError(f"{len(fitting)} fitting keys")
    return fitting[0]


def _require_fresh(told: Told, kept: Question, at: datetime) -> None:
    """Refuse what is too old, not valid yet, of another question, or says nobody."""
    now = at.timestamp()
    times = [told["exp"], told["iat"], told.get("nbf", now)]
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in times):
        raise BadAnswerError("times that are none")
    expires, *begins = times
    if expires + SLACK <= now or any(one - SLACK > now for one in begins):
        raise BadAnswerError("a token that does not hold now")
    if not constant_time_compare(str(told["nonce"]), kept.nonce):
        raise BadAnswerError("another nonce")
    subject = told["sub"]
    if not (subject and subject.isprintable() and len(subject) <= SUBJECT_LENGTH):
        raise BadAnswerError("a subject that cannot be kept")
