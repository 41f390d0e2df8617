"""Signing in through the identity service of another authority (统一身份): it is linked to accounts, and makes none."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from nongcai.domain.accounts import queries
from nongcai.domain.accounts.errors import (
    IdentityAnswerError,
    IdentityLinkedError,
    IdentityRefusedError,
    IdentitySilentError,
    IdentityTakenError,
    NoIdentityError,
    TooManyIdentitiesError,
)
from nongcai.domain.accounts.models import Identity, IdentityAnswer, User
from nongcai.domain.accounts.rules import IDENTITY_MINUTES
from nongcai.domain.accounts.services.recording import record
from nongcai.domain.accounts.states import AccountAction
from nongcai.foundation import oidc, records
from nongcai.foundation.errors import InvalidError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answered:
    """What the browser brought back, to which question, and from where."""

    service: oidc.Service
    question: oidc.Question
    answer: Mapping[str, str]
    asker: str
    asker_limit: int


def sign_in_by_identity(*, answered: Answered, at: datetime) -> User:
    """Return whose identity the service vouches for; where a claim is the log-in name, it is linked at first use.

    :raises TooManyIdentitiesError: when too many have failed lately from there.
    :raises IdentityAnswerError: when the answer is not one to the question, too old, or was taken already.
    :raises IdentitySilentError: when the service does not answer.
    :raises IdentityRefusedError: when nobody who may sign in has this identity.
    """
    # Nobody waits for the service inside a transaction; an answer that fails stays counted.
    row = _taken(answered, at)
    told = _claims(answered, at)
    return _signed_in(answered.service, told, row, at)


def link_identity(*, user_id: int, answered: Answered, at: datetime) -> None:
    """Let a person who has shown the password sign in by this identity from now on.

    :raises IdentityAnswerError: when the answer is not one to the question, too old, or was taken already.
    :raises IdentityLinkedError: when the account has an identity already.
    :raises IdentityTakenError: when another account has this one.
    """
    row = _taken(answered, at)
    told = _claims(answered, at)
    _linked(answered.service, told["sub"], user_id, row, at)


@transaction.atomic
def unlink_identity(*, user_id: int, service: oidc.Service, at: datetime) -> None:
    """End it.

    :raises NoIdentityError: when there is none.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if not records.remove(Identity.objects.filter(user=user, issuer=service.issuer)):
        raise NoIdentityError
    record(user, AccountAction.UNLINK, actor=None, at=at, words=service.label)


@transaction.atomic
def _taken(answered: Answered, at: datetime) -> IdentityAnswer:
    asker = queries.keyed_hash("asker", answered.asker)
    if queries.failed_identities(asker, at) >= answered.asker_limit:
        raise TooManyIdentitiesError(label=answered.service.label, minutes=IDENTITY_MINUTES)
    records.remove(IdentityAnswer.objects.filter(at__lte=at - timedelta(days=1)))
    nonce = queries.keyed_hash("nonce", answered.question.nonce)
    row = IdentityAnswer(nonce_hash=nonce, asker_hash=asker, at=at)
    try:
        records.save(row)
    except InvalidError as error:
        raise IdentityAnswerError(label=answered.service.label) from error
    return row


def _claims(answered: Answered, at: datetime) -> dict[str, Any]:
    try:
        return oidc.claims(answered.service, answered.question, answered.answer, at)
    except oidc.SilentError as error:
        logger.warning("the identity service does not answer: %s", error)
        raise IdentitySilentError(label=answered.service.label) from error
    except oidc.BadAnswerError as error:
        logger.warning("an answer of the identity service was refused: %s", error)
        raise IdentityAnswerError(label=answered.service.label) from error


@transaction.atomic
def _signed_in(service: oidc.Service, told: dict[str, Any], row: IdentityAnswer, at: datetime) -> User:
    found = _identity(service.issuer, told["sub"]) or _by_name(service, told, at)
    if found is None or not found.user.is_active:
        raise IdentityRefusedError
    found.used_at = at
    records.save(found, "used_at")
    _pass(row)
    return found.user


def _by_name(service: oidc.Service, told: dict[str, Any], at: datetime) -> Identity | None:
    """Link the account whose log-in name the service tells; one that is linked to another identity stays so."""
    name = told.get(service.claim) if service.claim else None
    if not isinstance(name, str) or not name:
        return None
    users = User.objects.select_for_update(no_key=True)
    user = users.filter(username=name, is_active=True).first()
    if user is None or queries.identity_of(user.pk, service.issuer):
        return None
    return _made(service, told["sub"], user, at)


@transaction.atomic
def _linked(service: oidc.Service, subject: str, user_id: int, row: IdentityAnswer, at: datetime) -> None:
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if queries.identity_of(user_id, service.issuer):
        raise IdentityLinkedError
    if _identity(service.issuer, subject):
        raise IdentityTakenError
    _made(service, subject, user, at)
    _pass(row)


def _made(service: oidc.Service, subject: str, user: User, at: datetime) -> Identity:
    identity = Identity(issuer=service.issuer, subject=subject, user=user, linked_at=at)
    try:
        records.save(identity)
    except InvalidError as error:
        # Two of its accounts linked it at once.
        raise IdentityTakenError from error
    record(user, AccountAction.LINK, actor=None, at=at, words=service.label)
    return identity


def _identity(issuer: str, subject: str) -> Identity | None:
    rows = Identity.objects.select_related("user").select_for_update(of=("self",))
    return rows.filter(issuer=issuer, subject=subject).first()


def _pass(row: IdentityAnswer) -> None:
    row.passed = True
    records.save(row, "passed")
