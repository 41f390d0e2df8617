"""An approver names who stands in, or the unit's keepers do for one who is away or has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.approvals import permissions, queries
from nongcai.domain.approvals.errors import (
    DelegateUnfitError,
    DelegationDaysError,
    DelegationEndedError,
    DelegationOverlapError,
)
from nongcai.domain.approvals.models import Delegation
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor

_LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class ToldDelegation:
    """Who stands in for whom, from a day to a day, both included, and why."""

    from_post_id: int
    to_post_id: int
    first_on: date
    last_on: date
    reason: str


@transaction.atomic
def delegate(*, actor: Actor, told: ToldDelegation, at: datetime) -> Delegation:
    """Let another post stand in; what waits already may be decided by it, too.

    :raises NotAllowedError: when the post is not the actor's, nor kept by it.
    :raises DelegateUnfitError: when the other is none who could.
    :raises DelegationDaysError: when the days are past, or too many.
    :raises DelegationOverlapError: when somebody stands in on one of these days.
    """
    today = day_of(at)
    own = next((post for post in queries.posts_to_delegate(actor) if post.pk == told.from_post_id), None)
    if own is None:
        raise NotAllowedError
    others = queries.posts_to_stand_in(own.place_id, today)
    other = next((post for post in others if post.pk == told.to_post_id), None)
    if other is None or not queries.stands_in_for(other, own):
        raise DelegateUnfitError(fields={"to_post": [DelegateUnfitError.message]})
    if not today <= told.first_on <= told.last_on <= today + _LONGEST:
        raise DelegationDaysError(fields={"last_on": [DelegationDaysError.message]})
    # Rows that do not exist yet cannot be locked.
    records.lock_keys([f"delegation:{own.pk}"])
    standing = Delegation.objects.filter(from_post=own, ended_at=None)
    if standing.filter(first_on__lte=told.last_on, last_on__gte=told.first_on).exists():
        raise DelegationOverlapError
    delegation = Delegation(
        from_post=own,
        to_post=other,
        first_on=told.first_on,
        last_on=told.last_on,
        reason=told.reason.strip(),
        set_by_id=actor.user_id,
        set_by_label=actor.label[:64],
        set_at=at,
    )
    records.save(delegation)
    return delegation


@transaction.atomic
def end_delegation(*, actor: Actor, delegation_id: int, at: datetime) -> Delegation:
    """End a delegation before its last day.

    :raises NotAllowedError: when the actor neither is stood in for nor keeps the unit.
    :raises DelegationEndedError: when it is over.
    """
    seen = queries.delegations_visible_to(actor)
    rows = seen.select_for_update(of=("self",), no_key=True)
    delegation = rows.filter(pk=delegation_id).first()
    if delegation is None:
        raise NotFoundError(what=delegation_id)
    if not permissions.may_end(delegation, actor):
        raise NotAllowedError
    if delegation.ended_at is not None or delegation.last_on < day_of(at):
        raise DelegationEndedError
    delegation.ended_at = at
    records.save(delegation, "ended_at")
    return delegation
