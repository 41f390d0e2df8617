"""A post passes to a successor (移交), or is held by a deputy for a time (AB岗)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.accounts import queries as account_queries
from nongcai.domain.accounts import services as accounts
from nongcai.domain.accounts.errors import UnknownUsernameError
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.errors import DeputyDaysError, HandOverDayError, HeldAlreadyError, SuccessorError
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.services.people import OpenedPost, take_post
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor

_LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Successor:
    """Who takes a post over; a log-in name that nobody has yet gets an account under this label."""

    username: str
    label: str
    phone: str = ""


@transaction.atomic
def hand_over(
    *, actor: Actor, membership_id: int, successor: Successor, on: date, at: datetime, until: datetime
) -> OpenedPost:
    """Let a successor hold a post from a day on, and end it for the former; what the unit has under way stays its own.

    The right to sign does not pass with the post. A successor without an account gets one with an activation code.

    :raises HandOverDayError: when the day is past, or the post ends before.
    :raises SuccessorError: when the former holder is named again.
    """
    post = _kept(actor, membership_id)
    first = max(day_of(at), post.period.lower + timedelta(days=1))
    if on < first or (post.period.upper and on >= post.period.upper):
        raise HandOverDayError(first=first)
    user, code = _user_of(actor, successor, at=at, until=until)
    taken = _held(user, post, DateRange(on, post.period.upper), is_deputy=post.is_deputy)
    post.period = DateRange(post.period.lower, on)
    records.save(post, "period")
    words = f"{post.organisation.name} {post.get_role_display()} {on}"
    _note(actor, post.user, AccountAction.HAND_OVER, at, f"{words} → {user.username}")
    _note(actor, user, AccountAction.APPOINT, at, words)
    return OpenedPost(taken, code)


@transaction.atomic
def depute(*, actor: Actor, membership_id: int, username: str, first: date, last: date, at: datetime) -> Membership:
    """Let somebody with an account act in a post beside its holder, from a day to a day; steps show who was a deputy.

    :raises UnknownUsernameError: when nobody within sight has this log-in name.
    :raises DeputyDaysError: when the days are past, the wrong way round or too far apart.
    :raises SuccessorError: when the person holds the post.
    """
    post = _kept(actor, membership_id)
    if not day_of(at) <= first <= last <= first + _LONGEST:
        raise DeputyDaysError(first=day_of(at))
    user = _user_within(actor, username, first)
    period = DateRange(first, last + timedelta(days=1))
    deputy = _held(user, post, period, is_deputy=True)
    words = f"{post.organisation.name} {post.get_role_display()} {first} – {last}"
    _note(actor, user, AccountAction.DEPUTE, at, words)
    return deputy


def _kept(actor: Actor, membership_id: int) -> Membership:
    rows = queries.posts_visible_to(actor).select_for_update(of=("self",), no_key=True)
    post = rows.filter(pk=membership_id).first()
    if post is None:
        raise NotAllowedError
    if not queries.may_assign_post(actor, post):
        raise NotAllowedError
    return post


def _user_of(actor: Actor, successor: Successor, *, at: datetime, until: datetime) -> tuple[User, str]:
    if account_queries.user_by_name(successor.username):
        return _user_within(actor, successor.username, day_of(at)), ""
    if not permissions.opens_accounts(actor):
        raise UnknownUsernameError(username=successor.username)
    user = accounts.open_account(
        actor=actor, username=successor.username, label=successor.label, phone=successor.phone, at=at
    )
    code = accounts.issue_activation(actor=actor, username=user.username, at=at, until=until)
    return user, code


def _user_within(actor: Actor, username: str, on: date) -> User:
    user = account_queries.user_by_name(username)
    if user is None or not queries.posts_of_account(actor, user.pk):
        raise UnknownUsernameError(username=username)
    # Nobody comes to file for a unit whose filings the own office decides.
    queries.require_assigner_of_account(actor, user.pk, on)
    return user


def _held(user: User, post: Membership, period: DateRange, *, is_deputy: bool) -> Membership:
    taken = Membership(user=user, organisation=post.organisation, role=post.role, period=period, is_deputy=is_deputy)
    taken.buys_for_id = post.buys_for_id
    try:
        return take_post(taken)
    except HeldAlreadyError as held:
        raise SuccessorError(username=user.username) from held


def _note(actor: Actor, user: User, action: AccountAction, at: datetime, words: str) -> None:
    accounts.note(actor=actor, user_id=user.pk, action=action, at=at, words=words[:200])
