"""Workbooks that people take away: marked with who, when and what for, and kept on record."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from nongcai.interfaces.sheets.handing_out import XLSX, Taking, hand_out
from nongcai.interfaces.sheets.writing import write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from io import BytesIO

    from nongcai.interfaces.sheets.writing import TableColumn
    from nongcai.interfaces.web.http import WebRequest


class ExportForm(forms.Form):
    """What an export is for."""

    purpose = forms.CharField(
        label=gettext_lazy("导出用途"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("如：月度调度会材料")}),
        error_messages={"required": gettext_lazy("请填写导出用途。")},
    )


def workbook(
    request: WebRequest,
    title: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[Any]],
    *,
    owner: str,
    note: str,
    purpose: str,
) -> FileResponse:
    """Answer with a table as a workbook; `owner` says of what it is."""
    return exported(
        request,
        owner=owner,
        name=title,
        purpose=purpose,
        at=timezone.now(),
        write=lambda content, watermark: write_table(content, title, columns, rows, watermark=watermark, note=note),
    )


def exported(
    request: WebRequest,
    *,
    owner: str,
    name: str,
    purpose: str,
    at: datetime,
    write: Callable[[BytesIO, str], None],
    kept: Callable[[BytesIO, str], None] | None = None,
) -> FileResponse:
    """Answer with a workbook that `write` makes, given the watermark; what was taken away is kept on record.

    `kept` makes the copy for the record where nobody may read again what the workbook holds.
    """
    taking = Taking(owner, name, purpose, at, at + timedelta(days=settings.ORIGINALS_KEPT_DAYS))
    username = request.user.get_username()
    content = hand_out(actor=request.actor, username=username, taking=taking, write=write, kept=kept)
    return sent(content, f"{name}.xlsx")


def sent(content: BytesIO, name: str) -> FileResponse:
    """Answer with a workbook."""
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)
