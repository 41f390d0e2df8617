"""Acts on people who sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.accounts.errors import UnknownUsernameError, UsernameTakenError
from nongcai.domain.accounts.models import User
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def open_account(*, username: str, label: str, password: str, at: datetime, is_demo: bool = False) -> User:
    """Open an account for an office post.

    :raises UsernameTakenError: when somebody has this log-in name.
    """
    if User.objects.filter(username=username).exists():
        raise UsernameTakenError(username=username)
    user = User(username=username, label=label, created_at=at, is_demo=is_demo)
    user.set_password(password)
    records.save(user)
    return user


@transaction.atomic
def close_account(*, username: str) -> User:
    """Close an account (停用): nobody signs in with it any more, what was done with it stays.

    :raises UnknownUsernameError: when nobody has this log-in name.
    """
    user = User.objects.select_for_update(no_key=True).filter(username=username).first()
    if user is None:
        raise UnknownUsernameError(username=username)
    user.is_active = False
    records.save(user, "is_active")
    return user
