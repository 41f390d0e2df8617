"""Scans of signed forms: listed, attached to the version that was printed, taken away as files."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.api.v1.filings import UNIT, filing_or_404

if TYPE_CHECKING:
    from nongcai.domain.documents.models import Document

router = Router(tags=["filings"])


class ScanOut(Schema):
    """A scan of a version."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    stored_at: datetime


@router.get(
    f"{UNIT}/scans",
    response={200: list[ScanOut], **REFUSALS},
    operation_id="filing_scans",
    summary="The scans of a filing's version, the present one where none is named",
)
def scans(request: ApiRequest, unit_id: int, year: Year, version: int | None = None) -> list[Document]:
    return list(shares.scans_of(filing_or_404(request, unit_id, year), version))


@router.post(
    f"{UNIT}/scans",
    response={200: ScanOut, **ACT_REFUSALS},
    operation_id="attach_filing_scan",
    summary="Attach the scan of the signed form to the version that was printed",
)
def attach(request: ApiRequest, unit_id: int, year: Year, version: Form[int], file: File[UploadedFile]) -> Document:
    return services.attach_scan(
        actor=request.actor,
        filing_id=filing_or_404(request, unit_id, year).pk,
        version=version,
        name=file.name or "",
        data=file.read(),
        at=timezone.now(),
    )


@router.get(
    f"{UNIT}/scans/{{document_id}}",
    response=REFUSALS,
    operation_id="filing_scan",
    summary="A scan as a file",
)
def scan(request: ApiRequest, unit_id: int, year: Year, document_id: UUID) -> FileResponse:
    document = shares.scan_of(filing_or_404(request, unit_id, year), document_id)
    content = BytesIO(document.path.read_bytes())
    return FileResponse(content, as_attachment=True, filename=document.name, content_type=document.media_type)
