"""Tables that people take away as workbooks: marked with who took them, when and for what, and kept on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.documents import services as documents
from nongcai.interfaces.sheets.writing import TableColumn, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from nongcai.interfaces.web.http import WebRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Table:
    """What is written: `owner` names what it was taken from."""

    owner: str
    title: str
    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Any]]
    note: str = ""


def workbook(request: WebRequest, table: Table, purpose: str) -> FileResponse:
    """Answer with a table as a workbook."""
    at, content = timezone.now(), BytesIO()
    write_table(
        content,
        table.title,
        table.columns,
        table.rows,
        watermark=_watermark(request, at, purpose),
        note=table.note,
    )
    documents.store(
        owner=f"export:{table.owner}",
        name=f"{table.title}（{_('用途')}：{purpose}）.xlsx",
        media_type=XLSX,
        chunks=[content.getvalue()],
        at=at,
        user_id=request.actor.user_id,
        expires_at=at + timedelta(days=settings.ORIGINALS_KEPT_DAYS),
    )
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=f"{table.title}.xlsx", content_type=XLSX)


def _watermark(request: WebRequest, at: datetime, purpose: str) -> str:
    moment = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    return " · ".join((request.actor.organisation_name, request.user.get_username(), moment, _("用途：") + purpose))
