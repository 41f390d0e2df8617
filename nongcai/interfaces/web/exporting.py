"""Workbooks that people take away: marked with who, when and what for, and kept on record."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.documents import services as documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from nongcai.interfaces.web.http import WebRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def exported(
    request: WebRequest, *, owner: str, name: str, purpose: str, at: datetime, write: Callable[[BytesIO, str], None]
) -> FileResponse:
    """Answer with a workbook that `write` makes, given the watermark; what was taken away is kept on record."""
    content = BytesIO()
    write(content, _watermark(request, at, purpose))
    documents.store(
        owner=f"export:{owner}",
        name=f"{name}（{_('用途')}：{purpose}）.xlsx",
        media_type=XLSX,
        chunks=[content.getvalue()],
        at=at,
        user_id=request.actor.user_id,
        expires_at=at + timedelta(days=settings.ORIGINALS_KEPT_DAYS),
    )
    return sent(content, f"{name}.xlsx")


def sent(content: BytesIO, name: str) -> FileResponse:
    """Answer with a workbook."""
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _watermark(request: WebRequest, at: datetime, purpose: str) -> str:
    moment = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    return " · ".join((request.actor.organisation_name, request.user.get_username(), moment, _("用途：") + purpose))
