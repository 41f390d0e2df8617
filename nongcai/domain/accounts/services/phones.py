"""Codes by short message: to sign in with, and to activate an account."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from nongcai.domain.accounts import queries
from nongcai.domain.accounts.errors import (
    BadActivationError,
    SmsNotSentError,
    TooManyCodesError,
    WrongPhoneCodeError,
)
from nongcai.domain.accounts.models import SignInCode, User
from nongcai.domain.accounts.rules import (
    CODE_DIGITS,
    PHONE_CODE_MINUTES,
    PHONE_CODE_TRIES,
    digits,
    masked_phone,
    shown_code,
    too_often,
)
from nongcai.domain.accounts.services.recording import record
from nongcai.domain.accounts.states import AccountAction
from nongcai.foundation import queue, records

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.foundation.sms import Gateway

logger = logging.getLogger(__name__)


@transaction.atomic
def ask_for_code(*, number: str, asker: str, asker_limit: int, at: datetime) -> None:
    """Have a code sent to a number that somebody has; for any other the same happens, but nothing is sent.

    :raises TooManyCodesError: when it was asked for too often, for this number or from this place.
    """
    number_hash, asker_hash = queries.keyed_hash("number", number), queries.keyed_hash("asker", asker)
    # Two that ask at once are counted one after the other.
    records.run("SELECT pg_advisory_xact_lock(hashtextextended(%(number)s, 0))", number=number_hash)
    records.remove(SignInCode.objects.filter(issued_at__lte=at - timedelta(days=1)))
    rows = SignInCode.objects.filter(number_hash=number_hash)
    asked = [(at - issued).total_seconds() for issued in rows.values_list("issued_at", flat=True)]
    by_asker = SignInCode.objects.filter(asker_hash=asker_hash, issued_at__gt=at - timedelta(hours=1)).count()
    if too_often(asked) or by_asker >= asker_limit:
        raise TooManyCodesError
    records.change(rows.filter(ended_at=None), ended_at=at)
    until = at + timedelta(minutes=PHONE_CODE_MINUTES)
    row = SignInCode(number_hash=number_hash, asker_hash=asker_hash, issued_at=at, until=until)
    records.save(row)
    owners = queries.users_of_number(number)
    if owners:
        queue.defer("accounts.send_code", code_id=row.pk, user_id=owners[0].pk)


@transaction.atomic
def send_code(*, code_id: int, user_id: int, gateway: Gateway, at: datetime) -> bool:
    """Make the code that was asked for and send it; what the queue does too late is left."""
    rows = SignInCode.objects.select_for_update(no_key=True)
    row = rows.filter(pk=code_id, ended_at=None, code_hash="", until__gt=at).first()
    user = User.objects.get(pk=user_id)
    if row is None or queries.keyed_hash("number", user.phone) != row.number_hash:
        return False
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    row.code_hash = _hash(row, code)
    records.save(row, "code_hash")
    text = _("【农采】登录验证码{code}，{minutes}分钟内有效。请勿告诉他人；非本人操作请忽略。")
    gateway.send(number=user.phone, text=text.format(code=code, minutes=PHONE_CODE_MINUTES))
    return True


def use_code(*, number: str, code: str, at: datetime) -> list[User]:
    """Return those who have the number and may sign in, to whoever read the code there; it is good once.

    :raises WrongPhoneCodeError: when it is not that code, too old, used, or was typed wrong too often.
    """
    # The wrong try stays although the act is refused, so it has a transaction of its own.
    if not _used(number, digits(code), at):
        raise WrongPhoneCodeError
    return queries.users_of_number(number)


@transaction.atomic
def send_activation(
    *, actor: Actor, user_id: int, code: str, address: str, gateway: Gateway | None, at: datetime
) -> bool:
    """Send a person the activation code that was just issued; False where there is no gateway or no number.

    :raises BadActivationError: when it is not the code that this person may use.
    :raises SmsNotSentError: when the gateway does not take it.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if gateway is None or not user.phone:
        return False
    open_one = queries.open_activation(user_id, at)
    if open_one is None or not constant_time_compare(open_one.code_hash, queries.hash_of(code)):
        raise BadActivationError
    record(user, AccountAction.SEND_CODE, actor=actor, at=at, words=masked_phone(user.phone))
    text = _("【农采】账号{username}的激活码：{code}。请打开{address}设置密码，只能使用一次。")
    try:
        gateway.send(
            number=user.phone, text=text.format(username=user.username, code=shown_code(code), address=address)
        )
    except Exception as error:  # whatever a gateway raises, the officer must know that the code goes another way
        logger.exception("the gateway did not take an activation code")
        raise SmsNotSentError from error
    return True


@transaction.atomic
def _used(number: str, code: str, at: datetime) -> bool:
    rows = SignInCode.objects.select_for_update(no_key=True)
    row = rows.filter(
        number_hash=queries.keyed_hash("number", number), ended_at=None, until__gt=at, tries__lt=PHONE_CODE_TRIES
    ).first()
    if row is None:
        return False
    passed = bool(row.code_hash) and constant_time_compare(row.code_hash, _hash(row, code))
    if passed:
        row.ended_at = at
    else:
        row.tries += 1
    records.save(row, "ended_at", "tries")
    return passed


def _hash(row: SignInCode, code: str) -> str:
    return queries.keyed_hash("phone_code", f"{row.pk}:{code}")
