"""Shared canteens: the managing unit names its members, each acknowledges or objects; proofs of outside bodies."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.api.v1 import filing_shapes as shapes
from nongcai.interfaces.api.v1.filing_scans import ScanOut
from nongcai.interfaces.api.v1.filings import UNIT, filing_or_404, unit_or_404

if TYPE_CHECKING:
    from nongcai.domain.documents.models import Document
    from nongcai.domain.shares.models import SharedMember

router = Router(tags=["filings"])


class MembershipOut(Schema):
    """A unit that shares the canteen of another, and how far it answered."""

    host_id: int
    host_name: str
    member_id: int
    member_name: str
    state: str
    named_at: datetime | None
    settled_at: datetime | None
    words: str


class SharingOut(Schema):
    """The host that a unit eats at or that named it, and the members that eat at its own canteen."""

    host: MembershipOut | None
    members: list[MembershipOut]


class MembersIn(Schema):
    """Unit codes or full names, of any department or region."""

    members: list[str] = Field(min_length=1, max_length=200)


class AcknowledgementIn(Schema):
    """What the member says beside that it shares the canteen; `seen_version` is the filing's, 0 without one."""

    host_id: int
    contact_name: str = Field("", max_length=40)
    contact_phone: str = Field("", max_length=30)
    note: str = Field("", max_length=300)
    seen_version: int = 0


class FilingObjectionIn(Schema):
    """Why a unit does not share the canteen."""

    host_id: int
    words: str = Field(max_length=300)


@router.get(
    f"{UNIT}/sharing",
    response={200: SharingOut, **REFUSALS},
    operation_id="shared_canteen",
    summary="With whom a unit shares canteens, and who has not answered",
)
def sharing(request: ApiRequest, unit_id: int, year: Year) -> dict[str, object]:
    unit_or_404(request, unit_id)
    return _sharing(unit_id, year)


@router.post(
    f"{UNIT}/members",
    response={200: SharingOut, **ACT_REFUSALS},
    operation_id="name_shared_canteen_members",
    summary="Name the units that share a unit's canteen, all or none",
)
def name(request: ApiRequest, unit_id: int, year: Year, told: MembersIn) -> dict[str, object]:
    unit_or_404(request, unit_id)
    services.name_members(actor=request.actor, unit_id=unit_id, year=year, members=told.members, at=timezone.now())
    return _sharing(unit_id, year)


@router.post(
    f"{UNIT}/members/{{member_id}}/strike",
    response={200: SharingOut, **ACT_REFUSALS},
    operation_id="strike_shared_canteen_member",
    summary="Take a member off the list before it acknowledged",
)
def strike(request: ApiRequest, unit_id: int, year: Year, member_id: int) -> dict[str, object]:
    unit_or_404(request, unit_id)
    services.strike_member(actor=request.actor, unit_id=unit_id, year=year, member_id=member_id, at=timezone.now())
    return _sharing(unit_id, year)


@router.post(
    f"{UNIT}/host/acknowledge",
    response={200: shapes.FilingOut, **ACT_REFUSALS},
    operation_id="acknowledge_shared_canteen",
    summary="Acknowledge sharing the canteen of the unit that named this one; files “共用食堂，由××填报”",
)
def acknowledge(request: ApiRequest, unit_id: int, year: Year, told: AcknowledgementIn) -> dict[str, object]:
    unit_or_404(request, unit_id)
    typed = told.dict()
    host_id, seen = typed.pop("host_id"), typed.pop("seen_version")
    services.acknowledge(
        actor=request.actor,
        unit_id=unit_id,
        year=year,
        host_id=host_id,
        said=services.Acknowledgement(**typed),
        at=timezone.now(),
        seen_version=seen,
    )
    return shapes.filing_out(filing_or_404(request, unit_id, year))


@router.post(
    f"{UNIT}/host/object",
    response={200: MembershipOut, **ACT_REFUSALS},
    operation_id="object_to_shared_canteen",
    summary="Say with words that a unit does not share the canteen of the unit that named it",
)
def object_(request: ApiRequest, unit_id: int, year: Year, told: FilingObjectionIn) -> dict[str, object]:
    unit_or_404(request, unit_id)
    row = services.object_to_host(
        actor=request.actor, unit_id=unit_id, year=year, host_id=told.host_id, words=told.words, at=timezone.now()
    )
    return _membership(row)


@router.get(
    f"{UNIT}/proofs",
    response={200: list[ScanOut], **REFUSALS},
    operation_id="shared_canteen_proofs",
    summary="What proves that an outside body manages a unit's canteen",
)
def proofs(request: ApiRequest, unit_id: int, year: Year) -> list[Document]:
    unit_or_404(request, unit_id)
    return list(shares.proofs_of(unit_id, year))


@router.post(
    f"{UNIT}/proofs",
    response={200: ScanOut, **ACT_REFUSALS},
    operation_id="attach_shared_canteen_proof",
    summary="Attach such a proof; a filing with `host_name` wants one",
)
def attach(request: ApiRequest, unit_id: int, year: Year, file: File[UploadedFile]) -> Document:
    unit_or_404(request, unit_id)
    proof = services.ProofFile(file.name or "", file.read())
    return services.attach_proof(actor=request.actor, unit_id=unit_id, year=year, file=proof, at=timezone.now())


@router.get(
    f"{UNIT}/proofs/{{document_id}}",
    response=REFUSALS,
    operation_id="shared_canteen_proof",
    summary="A proof as a file",
)
def proof(request: ApiRequest, unit_id: int, year: Year, document_id: UUID) -> FileResponse:
    unit_or_404(request, unit_id)
    document = shares.proof_of(unit_id, year, document_id)
    content = BytesIO(document.path.read_bytes())
    return FileResponse(content, as_attachment=True, filename=document.name, content_type=document.media_type)


def _sharing(unit_id: int, year: Year) -> dict[str, object]:
    found = shares.memberships(unit_id, year)
    return {
        "host": _membership(found.host) if found.host else None,
        "members": [_membership(row) for row in found.members],
    }


def _membership(row: SharedMember) -> dict[str, object]:
    names = ("host_id", "member_id", "state", "named_at", "settled_at", "words")
    told = {name: getattr(row, name) for name in names}
    return told | {"host_name": row.host.name, "member_name": row.member.name}
