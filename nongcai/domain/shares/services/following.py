"""After a document on units: who shares a canteen follows the unit that took its manager over, or files for itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.errors import ChangedSinceError
from nongcai.domain.shares import queries
from nongcai.domain.shares.models import SharedMember
from nongcai.domain.shares.services.settling import SETTLED, take_step
from nongcai.domain.shares.states import STANDING, SharedMemberAction, SharedMemberState
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from nongcai.domain.organisations.actors import Actor

_KEPT = ("host_id", "state", "settled_at", "settled_by_id", "settled_label", "words")
_END = {
    SharedMemberState.NAMED: SharedMemberAction.STRIKE,
    SharedMemberState.ACKNOWLEDGED: SharedMemberAction.LEAVE,
}


@dataclass(frozen=True)
class Followed:
    """A membership as it was and as it is."""

    member_id: int
    before: dict[str, Any]
    after: dict[str, Any]


@transaction.atomic
def follow_hosts(
    *, actor: Actor, successors: Mapping[int, int], closed: Collection[int], year: int, words: str, at: datetime
) -> list[Followed]:
    """Let members go over to whoever took their host over, from a year on; return the memberships that changed.

    A membership ends where host and member become one, where either is closed, and where the successor eats elsewhere
    itself or is not whom the member acknowledged. Figures stay with who filed them. The tree is locked.
    """
    ending = {*successors, *closed}
    rows = list(queries.shared_from(ending, year).select_for_update(of=("self",), no_key=True).order_by("pk"))
    before = {row.pk: _told(row) for row in rows}
    hosts = {successors[row.host_id] for row in rows if row.host_id in successors}
    there = SharedMember.objects.filter(year__gte=year)
    # What the member objected to, or was struck from, it does not come back to unasked.
    known = set(there.filter(host_id__in=hosts).values_list("host_id", "member_id", "year"))
    eating = set(there.filter(member_id__in=hosts, state__in=STANDING).values_list("member_id", "year"))
    for row in rows:
        host = successors.get(row.host_id, row.host_id)
        one = host == successors.get(row.member_id, row.member_id)
        moves = host != row.host_id
        is_blocked = moves and ((host, row.member_id, row.year) in known or (host, row.year) in eating)
        if one or is_blocked or {row.host_id, row.member_id} & set(closed):
            take_step(actor, row, _END[SharedMemberState(row.state)], at=at, words=words)
        else:
            row.host_id = host
    records.update_many(rows, "host", *SETTLED)
    return [Followed(row.pk, before[row.pk], _told(row)) for row in rows if _told(row) != before[row.pk]]


@transaction.atomic
def put_members_back(*, followed: Sequence[Followed]) -> None:
    """Make memberships what they were.

    :raises ChangedSinceError: when one is no longer as the change left it.
    """
    kept = {one.member_id: one for one in followed}
    rows = list(SharedMember.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=kept).order_by("pk"))
    if changed := [row.member_id for row in rows if _told(row) != kept[row.pk].after]:
        names = organisations.names_of(changed)
        raise ChangedSinceError(names="、".join(names.values()), what=SharedMember._meta.verbose_name)
    for row in rows:
        for name, value in kept[row.pk].before.items():
            setattr(row, name, datetime.fromisoformat(value) if name == "settled_at" and value else value)
    records.update_many(rows, "host", *SETTLED)


def _told(row: SharedMember) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in _KEPT}
    return told | {"settled_at": row.settled_at.astimezone(UTC).isoformat() if row.settled_at else None}
