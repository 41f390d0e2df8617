"""Giving and ending roles and the right to sign of those who have an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.accounts import queries as account_queries
from nongcai.domain.accounts import services as accounts
from nongcai.domain.accounts.errors import UnknownUsernameError
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.errors import PostOverError
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.roles import TRADING, Role
from nongcai.domain.organisations.services.people import appoint
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def give_role(*, actor: Actor, user: User, organisation_id: int, role: Role, at: datetime) -> Membership:
    """Let somebody whose posts all stand below the actor hold a further one, or the one it waits for, from that day."""
    queries.require_assigner_of_account(actor, user.pk, day_of(at))
    return appoint(actor=actor, user_id=user.pk, organisation_id=organisation_id, role=role, since=day_of(at), at=at)


@transaction.atomic
def grant_roles(*, actor: Actor, membership_ids: Iterable[int], at: datetime) -> list[Membership]:
    """Give those accounts the roles that were asked for when they were opened; return to whom they were given.

    Whoever does not wait any longer is left out.

    :raises NotAllowedError: when the actor gives no roles.
    """
    if not permissions.gives_roles(actor):
        raise NotAllowedError
    rows = queries.awaiting_roles(actor).filter(pk__in=list(membership_ids))
    found = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    return [
        appoint(
            actor=actor,
            user_id=row.user_id,
            organisation_id=row.organisation_id,
            role=Role(row.asked_role),
            since=day_of(at),
            at=at,
        )
        for row in found
    ]


@transaction.atomic
def end_post(*, actor: Actor, membership_id: int, words: str, at: datetime) -> Membership:
    """End a post that day, and with it the right to sign; the account stays.

    :raises PostOverError: when it has ended.
    """
    rows = queries.posts_visible_to(actor).select_for_update(of=("self",), no_key=True)
    post = rows.exclude(role__in=TRADING).filter(pk=membership_id).first()
    if post is None or not queries.may_assign_post(actor, post):
        raise NotAllowedError
    on = day_of(at)
    if post.period.isempty or (post.period.upper and post.period.upper <= on):
        raise PostOverError(label=post.user.label)
    post.period = DateRange(post.period.lower, max(on, post.period.lower))
    post.may_sign = False
    records.save(post, "period", "may_sign")
    said = f"{post.organisation.name} {post.get_role_display()} {words}"
    accounts.note(actor=actor, user_id=post.user_id, action=AccountAction.END_POST, at=at, words=said[:200])
    return post


@transaction.atomic
def let_sign(*, actor: Actor, username: str, organisation_id: int, may_sign: bool, at: datetime) -> int:
    """Give a person the right to sign for an organisation (签发权), or take it; return how many memberships changed.

    :raises UnknownUsernameError: when nobody has this log-in name.
    """
    place = queries.node(organisation_id)
    if not permissions.lets_sign(actor, [place.path]):
        raise NotAllowedError
    user = account_queries.user_by_name(username)
    if user is None:
        raise UnknownUsernameError(username=username)
    rows = Membership.objects.filter(user=user, organisation_id=organisation_id).exclude(may_sign=may_sign)
    changed = records.change(rows, may_sign=may_sign)
    if changed:
        action = AccountAction.LET_SIGN if may_sign else AccountAction.BAR_SIGN
        accounts.note(actor=actor, user_id=user.pk, action=action, at=at, words=place.name)
    return changed
