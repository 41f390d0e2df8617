"""Papers are handed out on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.documents import services as documents
from nongcai.domain.notices import queries
from nongcai.domain.notices.errors import UnknownNoticeError

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ExportedPaper:
    """A paper of a notice as it leaves the house."""

    name: str
    media_type: str
    data: bytes


@transaction.atomic
def record_export(
    *, actor: Actor, notice_id: int, paper: ExportedPaper, purpose: str, at: datetime, kept_until: datetime
) -> Document:
    """Keep what was handed out, to whom and for what (用途).

    :raises UnknownNoticeError: when the notice lies outside the actor's sight.
    """
    if not queries.notices_visible_to(actor).filter(pk=notice_id).exists():
        raise UnknownNoticeError
    stem, _dot, ending = paper.name.rpartition(".")
    return documents.store(
        owner=f"export:notice:{notice_id}",
        name=f"{stem}（用途：{purpose}）.{ending}",
        media_type=paper.media_type,
        chunks=[paper.data],
        at=at,
        user_id=actor.user_id,
        expires_at=kept_until,
    )
