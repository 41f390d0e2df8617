"""Workbooks by the API: those that cannot be read are refused, those that are taken away are kept on record."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from ninja import Schema
from pydantic import StringConstraints

from nongcai.domain.catalogue.errors import BatchFileError
from nongcai.foundation.errors import InvalidError
from nongcai.foundation.texts import N_
from nongcai.interfaces.sheets.handing_out import XLSX, Taking, hand_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BytesIO

    from ninja.files import UploadedFile

    from nongcai.interfaces.api.auth import ApiRequest

ACCEPTED = (".xlsx", ".xls", ".csv")


class UnreadableWorkbookError(InvalidError):
    """A workbook that cannot be read, or is another table."""

    code = "workbook_unreadable"
    message = N_("表格无法读取：{why}。")


class PurposeIn(Schema):
    """What a workbook is taken away for; it stands in its watermark."""

    purpose: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


def require_workbook(file: UploadedFile, limit: int) -> str:
    """Want a file that can be a workbook; return its name.

    :raises BatchFileError: when it cannot, or is too large.
    """
    name = file.name or ""
    if PurePath(name).suffix.lower() not in ACCEPTED or (file.size or 0) > limit:
        raise BatchFileError(name=name, limit=limit // 1_000_000)
    return name


def sent(content: BytesIO, name: str) -> FileResponse:
    """Answer with a workbook."""
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def exported(
    request: ApiRequest, *, owner: str, name: str, purpose: str, write: Callable[[BytesIO, str], None]
) -> FileResponse:
    """Answer with a workbook that `write` makes, given the watermark; what was taken away is kept on record."""
    now = timezone.now()
    taking = Taking(owner, name, purpose, now, now + timedelta(days=settings.ORIGINALS_KEPT_DAYS))
    username = request.user.get_username()
    return sent(hand_out(actor=request.actor, username=username, taking=taking, write=write), name)
