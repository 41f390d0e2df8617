"""The second step of signing in (两步验证): an app's codes and recovery codes. Arithmetic and tables are allauth's."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction

from nongcai.domain.accounts import queries
from nongcai.domain.accounts.errors import (
    FactorRequiredError,
    FactorSetUpError,
    NoFactorError,
    TooManyTriesError,
    WrongFactorCodeError,
)
from nongcai.domain.accounts.models import FailedTry, User
from nongcai.domain.accounts.rules import CODE_DIGITS, TRIES_MINUTES, counters, digits
from nongcai.domain.accounts.sealing import seal, unseal
from nongcai.domain.accounts.services.recording import locked, record
from nongcai.domain.accounts.states import AccountAction
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

_Type = Authenticator.Type


@transaction.atomic
def set_up_totp(*, user_id: int, secret: str, code: str, at: datetime) -> list[str]:
    """Turn the second step on for an app that has shown its first code; return recovery codes, shown this once.

    :raises FactorSetUpError: when it is on already.
    :raises WrongFactorCodeError: when the app does not show the code of this moment.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if queries.factors_of(user_id).totp_since:
        raise FactorSetUpError
    counter = _counter(secret, digits(code), at, after=0)
    if counter is None:
        raise WrongFactorCodeError
    data = {"secret": seal(secret), "counter": counter}
    records.insert_many([Authenticator(user=user, type=_Type.TOTP, data=data, created_at=at, last_used_at=at)])
    record(user, AccountAction.FACTOR_ON, actor=None, at=at)
    return hand_over_codes(user, at)


def pass_second_step(*, user_id: int, code: str, at: datetime) -> None:
    """Let a person pass by the app's code or by a recovery code, each good once.

    :raises TooManyTriesError: when too many were wrong lately.
    :raises WrongFactorCodeError: when this one is; it is counted.
    """
    # The failed try stays although the act is refused, so it has a transaction of its own.
    if not _tried(user_id, digits(code), at):
        raise WrongFactorCodeError


@transaction.atomic
def renew_codes(*, user_id: int, at: datetime) -> list[str]:
    """Replace a person's recovery codes; return them, shown this once.

    :raises NoFactorError: when the second step is off.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if not queries.factors_of(user_id):
        raise NoFactorError(username=user.username)
    record(user, AccountAction.NEW_CODES, actor=None, at=at)
    return hand_over_codes(user, at)


@transaction.atomic
def remove_totp(*, user_id: int, is_required: bool, at: datetime) -> None:
    """Turn the codes of an app off; recovery codes go with the last factor.

    :raises NoFactorError: when there is none.
    :raises FactorRequiredError: when it is the last one and the person must have one.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    factors = queries.factors_of(user_id)
    if not factors.totp_since:
        raise NoFactorError(username=user.username)
    if is_required and not factors.passkeys:
        raise FactorRequiredError
    gone = [_Type.TOTP] if factors.passkeys else [_Type.TOTP, _Type.RECOVERY_CODES]
    records.remove(Authenticator.objects.filter(user=user, type__in=gone))
    record(user, AccountAction.FACTOR_OFF, actor=None, at=at)


@transaction.atomic
def reset_factors(*, actor: Actor, username: str, words: str, at: datetime) -> User:
    """Take a person's lost second factors away; whoever must have one sets another up at the next sign-in.

    :raises NoFactorError: when there is none.
    """
    user = locked(username)
    if not records.remove(Authenticator.objects.filter(user=user)):
        raise NoFactorError(username=username)
    records.remove(FailedTry.objects.filter(user=user))
    record(user, AccountAction.FACTOR_RESET, actor=actor, at=at, words=words)
    return user


@transaction.atomic
def _tried(user_id: int, code: str, at: datetime) -> bool:
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if queries.tries_left(user_id, at) <= 0:
        raise TooManyTriesError(minutes=TRIES_MINUTES)
    passed = _matches_app(user, code, at) if len(code) == CODE_DIGITS else _matches_recovery(user, code, at)
    if passed:
        records.remove(FailedTry.objects.filter(user=user))
    else:
        records.save(FailedTry(user=user, at=at))
    return passed


def _matches_app(user: User, code: str, at: datetime) -> bool:
    row = Authenticator.objects.select_for_update().filter(user=user, type=_Type.TOTP).first()
    if row is None:
        return False
    counter = _counter(unseal(row.data["secret"]), code, at, after=row.data["counter"])
    if counter is None:
        return False
    row.data["counter"] = counter
    row.last_used_at = at
    records.save(row, "data", "last_used_at")
    return True


def _matches_recovery(user: User, code: str, at: datetime) -> bool:
    row = Authenticator.objects.filter(user=user, type=_Type.RECOVERY_CODES).first()
    if row is None or not row.wrap().validate_code(code):
        return False
    record(user, AccountAction.USE_CODE, actor=None, at=at)
    return True


def _counter(secret: str, code: str, at: datetime, *, after: int) -> int | None:
    """Return which of the codes of this moment it is; one that was used holds no longer."""
    for counter in counters(at.timestamp()):
        if counter > after and compare_digest(format_hotp_value(hotp_value(secret, counter)), code):
            return counter
    return None


def hand_over_codes(user: User, at: datetime) -> list[str]:
    """Make a person's recovery codes anew and return them."""
    records.remove(Authenticator.objects.filter(user=user, type=_Type.RECOVERY_CODES))
    data = {"seed": seal(RecoveryCodes.generate_seed()), "used_mask": 0}
    row = Authenticator(user=user, type=_Type.RECOVERY_CODES, data=data, created_at=at)
    records.insert_many([row])
    codes: list[str] = row.wrap().generate_codes()
    return codes
