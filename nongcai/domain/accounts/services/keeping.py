"""Acts on people who sign in. Who may take them is said by the room of organisations, which knows whose they are."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from axes.utils import reset
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce

from nongcai.domain.accounts import queries
from nongcai.domain.accounts.errors import BadActivationError, NotLockedError, UsernameTakenError
from nongcai.domain.accounts.models import Activation, FailedTry, Identity, User
from nongcai.domain.accounts.rules import ALPHABET, CODE_LENGTH
from nongcai.domain.accounts.services.recording import locked, record, step_of, take
from nongcai.domain.accounts.states import ACCOUNT_MACHINE, AccountAction, AccountState
from nongcai.foundation import records
from nongcai.foundation.errors import InvalidError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

# How many names a refusal tells.
_NAMED = 5
_published = cache(make_password)


@dataclass(frozen=True)
class NewAccount:
    """One of many accounts that are opened at once; `post` is what its record says of the appointment."""

    username: str
    label: str
    phone: str
    post: str


@transaction.atomic
def open_account(
    *,
    actor: Actor,
    username: str,
    label: str,
    at: datetime,
    password: str = "",
    phone: str = "",
    is_demo: bool = False,
) -> User:
    """Open an account for an office post; without a password it waits for its person to activate it.

    The password of the demo is printed for everyone to read: its accounts share one hash, which takes its time.

    :raises UsernameTakenError: when somebody has this log-in name.
    """
    if User.objects.filter(username=username).exists():
        raise UsernameTakenError(username=username)
    user = User(username=username, label=label, phone=phone, created_at=at, is_demo=is_demo)
    user.state = AccountState.ACTIVE if password else AccountState.PENDING
    user.is_active = bool(password)
    user.password = _published(password) if is_demo and password else make_password(password or None)
    with _names_free([username]):
        records.save(user)
    record(user, AccountAction.OPEN, actor=actor, at=at)
    return user


@transaction.atomic
def open_accounts(*, actor: Actor, told: Sequence[NewAccount], at: datetime, until: datetime) -> list[tuple[User, str]]:
    """Open many accounts whose names are free, each with its activation code, which nobody can look up again.

    :raises UsernameTakenError: when another office took a name meanwhile.
    """
    users = [
        User(
            username=one.username,
            label=one.label,
            phone=one.phone,
            state=AccountState.PENDING,
            is_active=False,
            password=make_password(None),
            created_at=at,
        )
        for one in told
    ]
    with _names_free([user.username for user in users]):
        records.insert_many(users)
    codes = [_new_code() for _ in users]
    records.insert_many(
        [
            Activation(user=user, code_hash=queries.hash_of(code), issued_at=at, until=until)
            for user, code in zip(users, codes, strict=True)
        ]
    )
    steps = [step_of(user, AccountAction.OPEN, actor=actor, at=at) for user in users]
    steps += [
        step_of(user, AccountAction.APPOINT, actor=actor, at=at, words=one.post)
        for user, one in zip(users, told, strict=True)
    ]
    records.insert_many(steps + [step_of(user, AccountAction.ISSUE, actor=actor, at=at) for user in users])
    return list(zip(users, codes, strict=True))


@transaction.atomic
def close_account(*, actor: Actor, username: str, at: datetime, words: str = "") -> User:
    """Close an account (停用): nobody signs in with it any more, what was done with it stays.

    :raises UnknownUsernameError: when nobody has this log-in name.
    :raises AccountStateError: when it is closed already.
    """
    user = locked(username)
    _cancel(user, at)
    take(user, AccountAction.CLOSE, actor=actor, at=at, words=words)
    return user


@transaction.atomic
def unlock(*, actor: Actor, username: str, at: datetime) -> User:
    """Forget the failed tries to sign in by a name, so that its person need not wait.

    :raises NotLockedError: when there are none.
    """
    user = locked(username)
    forgotten = records.remove(FailedTry.objects.filter(user=user))
    if not reset(username=username) and not forgotten:
        raise NotLockedError(username=username)
    record(user, AccountAction.UNLOCK, actor=actor, at=at)
    return user


@transaction.atomic
def issue_activation(*, actor: Actor, username: str, at: datetime, until: datetime) -> str:
    """Return a new activation code, which nobody can look up again; the former code, the password and a linked
    identity hold no longer.

    :raises UnknownUsernameError: when nobody has this log-in name.
    """
    user = locked(username)
    _cancel(user, at)
    user.set_unusable_password()
    records.save(user, "password")
    if records.remove(Identity.objects.filter(user=user)):
        # The post may go to somebody else.
        record(user, AccountAction.UNLINK, actor=actor, at=at)
    take(user, queries.renewal(user), actor=actor, at=at)
    code = _new_code()
    records.save(Activation(user=user, code_hash=queries.hash_of(code), issued_at=at, until=until))
    return code


@transaction.atomic
def activate(*, code: str, password: str, at: datetime) -> User:
    """Let the person who holds the code set the password.

    :raises BadActivationError: when the code was used, replaced, is too old or never was.
    """
    rows = Activation.objects.filter(code_hash=queries.hash_of(code), ended_at=None, until__gt=at)
    whose = rows.values_list("user_id", flat=True).first()
    if whose is None:
        raise BadActivationError
    # The account first, as whoever makes a new code does; the code may have been replaced meanwhile.
    user = User.objects.select_for_update(no_key=True).get(pk=whose)
    found = rows.select_for_update(of=("self",), no_key=True).first()
    if found is None:
        raise BadActivationError
    found.ended_at = at
    records.save(found, "ended_at")
    user.set_password(password)
    records.save(user, "password")
    take(user, AccountAction.ACTIVATE, actor=None, at=at)
    return user


@transaction.atomic
def change_password(*, user_id: int, password: str, at: datetime) -> User:
    """Let a person who has shown the old password set another."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    user.set_password(password)
    records.save(user, "password")
    record(user, AccountAction.CHANGE_PASSWORD, actor=None, at=at)
    return user


@transaction.atomic
def wake(*, user_id: int, at: datetime) -> None:
    """Note that a person who stayed away for long has signed in again."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if ACCOUNT_MACHINE.step(AccountAction.WAKE, user.state):
        take(user, AccountAction.WAKE, actor=None, at=at)


@transaction.atomic
def rest_idle(*, at: datetime, unused_since: datetime) -> int:
    """Mark the accounts that nobody has signed in with since a moment (休眠); return how many."""
    rows = User.objects.select_for_update(no_key=True).annotate(used_at=Coalesce("last_login", "created_at"))
    users = list(rows.filter(state=AccountState.ACTIVE, used_at__lt=unused_since).order_by("id"))
    for user in users:
        user.state = AccountState.IDLE
    records.update_many(users, "state")
    records.insert_many([step_of(user, AccountAction.REST, actor=None, at=at, label="系统") for user in users])
    return len(users)


@transaction.atomic
def note(*, actor: Actor, user_id: int, action: AccountAction, at: datetime, words: str) -> None:
    """Record on an account what was decided about its posts."""
    record(User.objects.get(pk=user_id), action, actor=actor, at=at, words=words)


@contextmanager
def _names_free(usernames: Sequence[str]) -> Iterator[None]:
    """Refuse names that another office took after they were looked up: only the database sees both."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, InvalidError) as error:
        taken = sorted(queries.taken_names(usernames))
        if not taken:
            raise
        raise UsernameTakenError(username="、".join(taken[:_NAMED])) from error


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def _cancel(user: User, at: datetime) -> None:
    records.change(Activation.objects.filter(user=user, ended_at=None), ended_at=at)
