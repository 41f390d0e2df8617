"""An office announces a season; people confirm that they have read it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.documents import services as documents
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import require_finance
from nongcai.domain.urging import queries, statements
from nongcai.domain.urging.errors import (
    AnnouncementNumberTakenError,
    AnnouncementWithdrawnError,
    UnknownAnnouncementError,
)
from nongcai.domain.urging.models import Announcement
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ToldAnnouncement:
    """What an office announces: to which season, from when until when it is shown at sign-in."""

    year: int
    title: str
    number: str
    text: str
    shown_from: date
    shown_until: date


@dataclass(frozen=True)
class AttachedFile:
    """A file that goes with it."""

    name: str
    media_type: str
    chunks: Iterable[bytes]


@transaction.atomic
def announce(
    *, actor: Actor, told: ToldAnnouncement, at: datetime, attached: Sequence[AttachedFile] = ()
) -> Announcement:
    """Publish a season's notice to everybody below a finance department.

    :raises NotAllowedError: when the actor is not finance.
    :raises AnnouncementNumberTakenError: when the office has announced something under this number.
    :raises InvalidError: when the days are out of order.
    """
    # Two clerks who enter the same number at once wait for each other.
    organisations.lock(actor.organisation_id)
    require_finance(actor)
    standing = Announcement.objects.filter(node_id=actor.organisation_id, withdrawn_at=None).exclude(number="")
    same = standing.filter(number=told.number).first()
    if same is not None:
        raise AnnouncementNumberTakenError(number=told.number, title=same.title)
    announcement = Announcement(
        node_id=actor.organisation_id,
        published_at=at,
        published_by_id=actor.user_id,
        published_by_label=actor.label,
        **asdict(told),
    )
    records.save(announcement)
    for file in attached:
        documents.store(
            owner=announcement.owner,
            name=file.name,
            media_type=file.media_type,
            chunks=file.chunks,
            at=at,
            user_id=actor.user_id,
        )
    return announcement


@transaction.atomic
def withdraw_announcement(*, actor: Actor, announcement_id: int, at: datetime) -> None:
    """Take an announcement down (撤下): nobody is shown it any more; who has read it stays on record.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownAnnouncementError: when the actor's office has not published it.
    :raises AnnouncementWithdrawnError: when it was taken down before.
    """
    rows = Announcement.objects.select_for_update(of=("self",), no_key=True)
    announcement = rows.filter(pk=announcement_id, node_id=actor.organisation_id).first()
    require_finance(actor)
    if announcement is None:
        raise UnknownAnnouncementError
    if announcement.withdrawn_at is not None:
        raise AnnouncementWithdrawnError(day=day_of(announcement.withdrawn_at))
    announcement.withdrawn_at = at
    records.save(announcement, "withdrawn_at")


@transaction.atomic
def acknowledge(*, actor: Actor, announcement_ids: Sequence[int], at: datetime) -> int:
    """Record that a person has read these announcements; return how many were new to the person."""
    if actor.user_id is None:
        return 0
    shown = queries.announcements_for(actor).filter(pk__in=list(announcement_ids)).values_list("pk", flat=True)
    return records.run(
        statements.READINGS,
        ids=sorted(shown),
        user=actor.user_id,
        label=actor.label,
        organisation=actor.organisation_name,
        at=at,
    )
