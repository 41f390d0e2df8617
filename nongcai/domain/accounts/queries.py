"""Finding people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from django.utils.crypto import salted_hmac

from nongcai.domain.accounts.models import AccountStep, Activation, User
from nongcai.domain.accounts.rules import bare_code
from nongcai.domain.accounts.states import ACCOUNT_MACHINE, RENEWALS, AccountAction, AccountState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

STATES = {value: str(label) for value, label in AccountState.choices}


def user_by_name(username: str) -> User | None:
    """Return the person with this log-in name, or None."""
    return User.objects.filter(username=username).first()


def taken_names(usernames: Iterable[str]) -> set[str]:
    """Return those of these log-in names that somebody has."""
    return set(User.objects.filter(username__in=list(usernames)).values_list("username", flat=True))


def demo_users() -> list[User]:
    """Return the demo's people, in the order in which they were made."""
    return list(User.objects.filter(is_demo=True, is_active=True).order_by("id"))


def steps_of(user_id: int) -> QuerySet[AccountStep]:
    """Select what was done to an account, the latest first."""
    return AccountStep.objects.filter(user_id=user_id).order_by("-at", "-id")


def open_activation(user_id: int, at: datetime) -> Activation | None:
    """Return the code that a person may still use."""
    return Activation.objects.filter(user_id=user_id, ended_at=None, until__gt=at).first()


def user_to_activate(code: str, at: datetime) -> User | None:
    """Return the person whose account this code activates now, or None."""
    found = (
        Activation.objects.filter(code_hash=hash_of(code), ended_at=None, until__gt=at).select_related("user").first()
    )
    return found.user if found else None


def is_locked(username: str, *, limit: int, since: datetime) -> bool:
    """Say whether too many tries to sign in by this name have failed since a moment, from some address."""
    rows = AccessAttempt.objects.filter(username=username, attempt_time__gte=since, failures_since_start__gte=limit)
    return bool(rows.exists())


def renewal(user: User) -> AccountAction:
    """Return by what an account in this state is given a new activation code."""
    return next(action for action in RENEWALS if ACCOUNT_MACHINE.step(action, user.state))


def may_be_closed(user: User) -> bool:
    """Say whether there is something left to close."""
    return ACCOUNT_MACHINE.step(AccountAction.CLOSE, user.state) is not None


def hash_of(code: str) -> str:
    """Return what is kept of an activation code; without the installation's secret it cannot be guessed from."""
    return salted_hmac("nongcai.accounts.activation", bare_code(code), algorithm="sha256").hexdigest()
