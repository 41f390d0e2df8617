"""What every act on an account ends with: its state, and the row that says who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.accounts.errors import AccountStateError, UnknownUsernameError
from nongcai.domain.accounts.models import AccountStep, User
from nongcai.domain.accounts.states import ACCOUNT_MACHINE, SIGNING_IN, AccountAction, AccountState
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor


def locked(username: str) -> User:
    """Return a person whose row nobody else changes meanwhile.

    :raises UnknownUsernameError: when nobody has this log-in name.
    """
    user = User.objects.select_for_update(no_key=True).filter(username=username).first()
    if user is None:
        raise UnknownUsernameError(username=username)
    return user


def take(user: User, action: AccountAction, *, actor: Actor | None, at: datetime, words: str = "") -> None:
    """Lead an account on by an action of its table, and record it.

    :raises AccountStateError: when its state does not permit it.
    """
    step = ACCOUNT_MACHINE.step(action, user.state)
    if step is None:
        state = str(AccountState(user.state).label)
        raise AccountStateError(username=user.username, state=state, action=str(action.label))
    user.state = step.target
    user.is_active = step.target in SIGNING_IN
    records.save(user, "state", "is_active")
    record(user, action, actor=actor, at=at, words=words)


def record(user: User, action: AccountAction, *, actor: Actor | None, at: datetime, words: str = "") -> None:
    """Record what was done to an account, its state unchanged."""
    records.save(step_of(user, action, actor=actor, at=at, words=words))


def step_of(
    user: User, action: AccountAction, *, actor: Actor | None, at: datetime, words: str = "", label: str = ""
) -> AccountStep:
    """Make the step of an officer; without one, of the person itself or of the clock."""
    return AccountStep(
        user=user,
        action=action,
        state=user.state,
        by_id=actor.user_id if actor else (None if label else user.pk),
        label=label or (actor.label if actor else user.label),
        organisation_name=actor.organisation_name if actor else "",
        at=at,
        words=words,
    )
