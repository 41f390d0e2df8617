"""What the platform does for the sign-in of suppliers and of the offices of counties: as units' offices do below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from nongcai.domain.accounts import services as accounts
from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import queries

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def renew_market_post(*, actor: Actor, user_id: int, at: datetime, until: datetime) -> str:
    """Return a new activation code for somebody of the market; the password and the former code hold no longer.

    :raises NotFoundError: when it is nobody of a supplier or of a county's office.
    """
    user = _user(actor, user_id)
    return accounts.issue_activation(actor=actor, username=user.username, at=at, until=until)


@transaction.atomic
def unlock_market_post(*, actor: Actor, user_id: int, at: datetime) -> User:
    """Let somebody of the market try again to sign in.

    :raises NotLockedError: when nothing was locked.
    """
    return accounts.unlock(actor=actor, username=_user(actor, user_id).username, at=at)


@transaction.atomic
def close_market_post(*, actor: Actor, user_id: int, words: str, at: datetime) -> User:
    """Close the account of somebody of the market; it is never deleted.

    :raises AccountStateError: when it is closed already.
    """
    return accounts.close_account(actor=actor, username=_user(actor, user_id).username, at=at, words=words)


@transaction.atomic
def reset_factors_of_market_post(*, actor: Actor, user_id: int, words: str, at: datetime) -> User:
    """Take away the lost second factors of somebody of the market, and tell the person."""
    user = _user(actor, user_id)
    accounts.reset_factors(actor=actor, username=user.username, words=words, at=at)
    text = _("您的两步验证已由{who}重置，原因：{words}。如非本人要求，请立即联系平台。")
    who = f"{actor.organisation_name}{actor.label}"
    notifications.tell(user_id=user.pk, text=text.format(who=who, words=words), at=at, path="/security/")
    return user


def _user(actor: Actor, user_id: int) -> User:
    return queries.market_posts_of(actor, user_id)[0].user
