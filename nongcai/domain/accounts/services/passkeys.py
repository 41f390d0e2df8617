"""Passkeys (通行密钥): added, removed, and signed in with. The protocol is fido2's, the table allauth's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from nongcai.domain.accounts import queries
from nongcai.domain.accounts.errors import FactorRequiredError, UnknownPasskeyError, WrongPasskeyError
from nongcai.domain.accounts.models import User
from nongcai.domain.accounts.services.factors import hand_over_codes
from nongcai.domain.accounts.services.recording import record
from nongcai.domain.accounts.states import AccountAction
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime

Told = dict[str, Any]
_TYPES = Authenticator.Type
# How many answers are remembered so that none is taken twice; a question holds for minutes only.
_REMEMBERED = 20


def question_to_add(*, user: User, host: str) -> tuple[Told, Told]:
    """Return what the browser asks a new passkey, and what must be known when it answers."""
    entity = PublicKeyCredentialUserEntity(id=str(user.pk).encode(), name=user.username, display_name=user.label)
    options, state = _server(host).register_begin(
        user=entity,
        credentials=[_credential(row) for row in _rows(user.pk)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _plain(options), _plain(state)


def question_to_use(*, host: str, user_id: int | None = None) -> tuple[Told, Told]:
    """Return what the browser asks a passkey, of one person or of whoever is there."""
    known = [_credential(row) for row in _rows(user_id)] if user_id else None
    options, state = _server(host).authenticate_begin(known, user_verification=UserVerificationRequirement.REQUIRED)
    return _plain(options), _plain(state)


@transaction.atomic
def add_passkey(*, user_id: int, name: str, host: str, state: Told, answer: Told, at: datetime) -> list[str]:
    """Add a passkey; with a person's first factor come recovery codes, shown this once.

    :raises WrongPasskeyError: when the answer does not fit the question.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    is_first = not queries.factors_of(user_id)
    try:
        _server(host).register_complete(state, answer)
    except (ValueError, KeyError, TypeError) as error:
        raise WrongPasskeyError from error
    data = {"name": name, "credential": answer, "count": 0, "answered": []}
    records.insert_many([Authenticator(user=user, type=_TYPES.WEBAUTHN, data=data, created_at=at)])
    record(user, AccountAction.ADD_PASSKEY, actor=None, at=at, words=name)
    return hand_over_codes(user, at) if is_first else []


@transaction.atomic
def remove_passkey(*, user_id: int, passkey_id: int, is_required: bool, at: datetime) -> None:
    """Remove a passkey; recovery codes go with the last factor.

    :raises UnknownPasskeyError: when this person has no such passkey.
    :raises FactorRequiredError: when it is the last factor and the person must have one.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    factors = queries.factors_of(user_id)
    chosen = next((one for one in factors.passkeys if one.id == passkey_id), None)
    if chosen is None:
        raise UnknownPasskeyError
    is_last = not factors.totp_since and len(factors.passkeys) == 1
    if is_last and is_required:
        raise FactorRequiredError
    gone = Authenticator.objects.filter(user=user)
    records.remove(gone if is_last else gone.filter(pk=passkey_id))
    record(user, AccountAction.DROP_PASSKEY, actor=None, at=at, words=chosen.name)


@transaction.atomic
def use_passkey(*, host: str, state: Told, answer: Told, at: datetime, user_id: int | None = None) -> User:
    """Return whose passkey has answered; with `user_id` it must be that person's. An answer is taken once.

    :raises WrongPasskeyError: when it does not fit the question or is no passkey of this site.
    """
    try:
        told = AuthenticationResponse.from_dict(answer)
        owner = user_id or int(websafe_decode(answer["response"]["userHandle"]))
        rows = list(_rows(owner).select_for_update())
        used = _server(host).authenticate_complete(state, [_credential(row) for row in rows], told)
    except (ValueError, KeyError, TypeError) as error:
        raise WrongPasskeyError from error
    row = next(row for row in rows if _credential(row).credential_id == used.credential_id)
    count = told.response.authenticator_data.counter
    # A counter that goes back is a copy of the passkey; many keep none, and stay at nought.
    if state["challenge"] in row.data["answered"] or (count and count <= row.data["count"]):
        raise WrongPasskeyError
    row.data |= {"count": count, "answered": [*row.data["answered"], state["challenge"]][-_REMEMBERED:]}
    row.last_used_at = at
    records.save(row, "data", "last_used_at")
    owner_of: User = row.user
    return owner_of


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(name="农采", id=host))


def _rows(user_id: int) -> Any:
    return Authenticator.objects.filter(user_id=user_id, type=_TYPES.WEBAUTHN).order_by("pk")


def _credential(row: Authenticator) -> AttestedCredentialData:
    kept: AttestedCredentialData = row.wrap().authenticator_data.credential_data
    return kept


def _plain(told: Any) -> Told:
    """Return it as JSON holds it."""
    plain: Told = json.loads(json.dumps(told, default=dict))
    return plain
