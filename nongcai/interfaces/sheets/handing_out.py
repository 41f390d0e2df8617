"""Workbooks that are taken away: marked with who, when and what for, and kept on record."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.documents import services as documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Taking:
    """Of what something is taken away, as what, what for, when, and how long that stays on record."""

    owner: str
    name: str
    purpose: str
    at: datetime
    kept_until: datetime


def hand_out(
    *,
    actor: Actor,
    username: str,
    taking: Taking,
    write: Callable[[BytesIO, str], None],
    kept: Callable[[BytesIO, str], None] | None = None,
) -> BytesIO:
    """Return a workbook that `write` makes, given the watermark; what was taken away is kept on record.

    `kept` makes the copy for the record where nobody may read again what the workbook holds.
    """
    mark, content = _watermark(actor, username, taking), BytesIO()
    write(content, mark)
    copy = content
    if kept:
        copy = BytesIO()
        kept(copy, mark)
    documents.store(
        owner=f"export:{taking.owner}",
        name=f"{taking.name}（{_('用途')}：{taking.purpose}）.xlsx",
        media_type=XLSX,
        chunks=[copy.getvalue()],
        at=taking.at,
        user_id=actor.user_id,
        expires_at=taking.kept_until,
    )
    content.seek(0)
    return content


def _watermark(actor: Actor, username: str, taking: Taking) -> str:
    moment = timezone.localtime(taking.at).strftime("%Y-%m-%d %H:%M")
    return " · ".join((actor.organisation_name, username, moment, _("用途：") + taking.purpose))
