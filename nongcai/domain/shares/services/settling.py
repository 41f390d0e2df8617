"""What a filing says of a shared canteen settles its membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.shares.errors import MemberStepNotPermittedError
from nongcai.domain.shares.models import SharedMember
from nongcai.domain.shares.states import SHARED_MEMBER_MACHINE, SharedMemberAction, SharedMemberState
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.models import ShareFiling

SETTLED = ("state", "settled_at", "settled_by", "settled_label", "words")


def settle(actor: Actor, filings: Sequence[ShareFiling], *, at: datetime) -> None:
    """Let the members of shared canteens acknowledge what they file, and leave what they file otherwise.

    All filings are of one year, their listings locked.
    """
    if not filings:
        return
    said = {row.organisation_id: row.host_id for row in filings}
    rows = list(SharedMember.objects.filter(member_id__in=said, year=filings[0].year))
    left = [row for row in rows if row.state == SharedMemberState.ACKNOWLEDGED and row.host_id != said[row.member_id]]
    joined = [row for row in rows if row.state != SharedMemberState.ACKNOWLEDGED and row.host_id == said[row.member_id]]
    for row in left:
        take_step(actor, row, SharedMemberAction.LEAVE, at=at)
    for row in joined:
        take_step(actor, row, SharedMemberAction.ACKNOWLEDGE, at=at)
    records.update_many(left, *SETTLED)
    records.update_many(joined, *SETTLED)
    known = {(row.host_id, row.member_id) for row in rows}
    records.insert_many(
        [
            SharedMember(
                host_id=host,
                member_id=member,
                year=filings[0].year,
                state=SharedMemberState.ACKNOWLEDGED,
                settled_at=at,
                settled_by_id=actor.user_id,
                settled_label=actor.label,
            )
            for member, host in said.items()
            if host is not None and (host, member) not in known
        ]
    )


def take_step(actor: Actor, row: SharedMember, action: SharedMemberAction, *, at: datetime, words: str = "") -> None:
    """Let a membership take a step, not yet written.

    :raises MemberStepNotPermittedError: when it does not begin here.
    """
    step = SHARED_MEMBER_MACHINE.step(action, row.state)
    if step is None:
        raise MemberStepNotPermittedError(state=row.get_state_display(), action=action.label)
    row.state, row.words = step.target, words
    row.settled_at, row.settled_by_id, row.settled_label = at, actor.user_id, actor.label
