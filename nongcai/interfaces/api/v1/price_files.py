"""Files about prices: a supplier's reply with what proves it, and what was shown, as files."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router
from ninja.files import UploadedFile

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.suppliers.services import Scan
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.v1.prices import ALARM, AlarmOut, ReplyIn

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import PriceAlarm
    from nongcai.domain.documents.models import Document

router = Router(tags=["prices"])


@router.post(
    f"{ALARM}/reply/files",
    response={200: AlarmOut, **ACT_REFUSALS},
    operation_id="reply_with_price_proofs",
    summary="Say in public why a price is what it is, with files that prove it",
)
def reply_with_price_proofs(
    request: ApiRequest, alarm_id: int, told: Form[ReplyIn], files: File[list[UploadedFile]]
) -> PriceAlarm:
    scans = [Scan(file.name or "", file.read()) for file in files]
    return services.reply_to_alarm(
        actor=request.actor, alarm_id=alarm_id, words=told.words, scans=scans, at=timezone.now()
    )


@router.get(
    "/prices/replies/{step_id}/files/{document_id}",
    response=REFUSALS,
    operation_id="price_reply_file",
    summary="A file of a public reply",
)
def price_reply_file(request: ApiRequest, step_id: int, document_id: UUID) -> FileResponse:  # noqa: ARG001  it is public
    step = catalogue.public_reply(step_id)
    files = catalogue.files_of([step.owner]).get(step.owner, []) if step else []
    return _file(next((file for file in files if file.pk == document_id), None))


@router.get(
    "/prices/elsewhere/{elsewhere_id}/file",
    response=REFUSALS,
    operation_id="price_elsewhere_file",
    summary="The proof of a price elsewhere",
)
def price_elsewhere_file(request: ApiRequest, elsewhere_id: int) -> FileResponse:
    row = get_object_or_404(catalogue.elsewhere_visible_to(request.actor), pk=elsewhere_id)
    # What the file was called might say who proved it.
    return _file(next(iter(catalogue.files_of([row.owner]).get(row.owner, [])), None), _("其他渠道价格证明"))


def _file(document: Document | None, title: str = "") -> FileResponse:
    if document is None:
        raise Http404
    name = f"{title}{PurePath(document.name).suffix}" if title else document.name
    content = BytesIO(document.path.read_bytes())
    return FileResponse(content, as_attachment=True, filename=name, content_type=document.media_type)
