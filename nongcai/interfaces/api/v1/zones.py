"""Zones of the hall: what they take, who stands in them, in which order; applications and decisions on them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from django.http import Http404
from django.utils import timezone
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.services import ToldZone
from nongcai.domain.catalogue.states import Certificate, Move, ZoneAction, ZoneKind
from nongcai.domain.suppliers import permissions
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.v1.goods import Key, PictureIn, Words

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Zone, ZoneEntry

router = Router(tags=["zones"])
ONE, ENTRY = "/zones/{zone_id}", "/zones/entries/{entry_id}"

Price = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
Keys = Annotated[list[Key], Field(max_length=200)]


class OpenZoneOut(Schema):
    """A zone that is open today."""

    id: int
    name: str
    kind: str


class ZoneOut(Schema):
    """A zone and what it takes: one of the certificates, a price a kilogram, categories, a province or counties."""

    id: int
    name: str
    kind: str
    words: str
    position: int
    certificates: list[str]
    low: Decimal | None
    high: Decimal | None
    categories: list[int]
    province: str
    counties: list[str]
    capacity: int | None
    opens_on: date
    closes_on: date | None
    state: str
    order_version: int


class ZoneEntryOut(Schema):
    """A product that applied to a zone; `position` is its place in the curators' order, if it has one."""

    id: int
    zone_id: int
    product_id: int
    state: str
    position: int | None
    changed_at: datetime


class ZoneDetailOut(Schema):
    """A zone with its rules in words and the applications within sight, the last first."""

    zone: ZoneOut
    rules: list[str]
    entries: list[ZoneEntryOut]


class ZoneIn(Schema):
    """A zone as the platform tells it; what is empty asks nothing."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    kind: ZoneKind
    opens_on: date
    closes_on: date | None = None
    words: Annotated[str, Field(max_length=1000)] = ""
    certificates: Annotated[list[Certificate], Field(max_length=4)] = []
    low: Price | None = None
    high: Price | None = None
    categories: Keys = []
    province: Annotated[str, Field(pattern=r"^(\d{2})?$")] = ""
    counties: Annotated[list[Annotated[str, Field(pattern=r"^\d{6}$")]], Field(max_length=200)] = []
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None = None
    position: Annotated[int, Field(ge=0, le=9999)] = 0

    def told(self) -> ToldZone:
        """Return it as the services take it."""
        return ToldZone(**self.dict())


class ZoneStepIn(Schema):
    """Whether it opens or closes."""

    action: ZoneAction


class CuratorsIn(Schema):
    """Accounts of the platform; none is all of it."""

    user_ids: Keys


class EntryIn(Schema):
    """An own product."""

    product_id: Key


class EntriesIn(Schema):
    """Which applications."""

    entry_ids: Keys


class ReturnEntriesIn(EntriesIn):
    """Which applications, and why they come back."""

    words: Words


class RemoveEntryIn(Schema):
    """Why it is taken out."""

    words: Words


class OrderIn(Schema):
    """How a product is moved, in the version of the order that was seen."""

    move: Move
    version: Annotated[int, Field(ge=0, le=2**31 - 1)]


class DecidedOut(Schema):
    """How many applications were decided on."""

    count: int


@router.get(
    "/hall/zones",
    response={200: list[OpenZoneOut], **REFUSALS},
    operation_id="list_open_zones",
    summary="The zones that are open today, in the order of the hall",
)
def list_open_zones(request: ApiRequest) -> list[Any]:  # noqa: ARG001  ninja hands it over
    return list(catalogue.vocabulary(on=timezone.localdate()).zones)


@router.get(
    "/zones",
    response={200: list[ZoneOut], **REFUSALS},
    operation_id="list_zones",
    summary="The zones within sight",
)
def list_zones(request: ApiRequest) -> list[Zone]:
    _require_market(request)
    return list(catalogue.zones_visible_to(request.actor))


@router.get(
    ONE,
    response={200: ZoneDetailOut, **REFUSALS},
    operation_id="show_zone",
    summary="A zone with the applications within sight",
)
def show_zone(request: ApiRequest, zone_id: int) -> dict[str, Any]:
    _require_market(request)
    zone = catalogue.zone_of(request.actor, zone_id)
    return {
        "zone": zone,
        "rules": list(catalogue.rules_told(zone).values()),
        "entries": list(catalogue.entries_visible_to(request.actor).filter(zone=zone)),
    }


@router.post(
    "/zones",
    response={200: ZoneOut, **ACT_REFUSALS},
    operation_id="plan_zone",
    summary="Plan a zone",
)
def plan_zone(request: ApiRequest, told: ZoneIn) -> Zone:
    return services.plan_zone(actor=request.actor, told=told.told())


@router.post(
    ONE,
    response={200: ZoneOut, **ACT_REFUSALS},
    operation_id="change_zone",
    summary="Tell a zone anew; what no longer keeps its rules shows no more",
)
def change_zone(request: ApiRequest, zone_id: int, told: ZoneIn) -> Zone:
    return services.change_zone(actor=request.actor, zone_id=zone_id, told=told.told(), at=timezone.now())


@router.post(
    f"{ONE}/step",
    response={200: ZoneOut, **ACT_REFUSALS},
    operation_id="step_zone",
    summary="Open or close a zone",
)
def step_zone(request: ApiRequest, zone_id: int, told: ZoneStepIn) -> Zone:
    return services.step_zone(actor=request.actor, zone_id=zone_id, action=told.action)


@router.post(
    f"{ONE}/curators",
    response={200: ZoneOut, **ACT_REFUSALS},
    operation_id="name_curators",
    summary="Name who of the platform curates a zone",
)
def name_curators(request: ApiRequest, zone_id: int, told: CuratorsIn) -> Zone:
    return services.name_curators(actor=request.actor, zone_id=zone_id, user_ids=told.user_ids, at=timezone.now())


@router.post(
    f"{ONE}/banner",
    response={200: ZoneOut, **ACT_REFUSALS},
    operation_id="hang_banner",
    summary="Give a zone a picture: JPEG, PNG or WebP, told by its content",
)
def hang_banner(request: ApiRequest, zone_id: int, told: Form[PictureIn], file: File[UploadedFile]) -> Zone:
    return services.hang_banner(
        actor=request.actor,
        zone_id=zone_id,
        name=file.name or "",
        data=file.read(),
        alt=told.alt,
        at=timezone.now(),
    )


@router.post(
    f"{ONE}/entries",
    response={200: ZoneEntryOut, **ACT_REFUSALS},
    operation_id="enter_zone",
    summary="Apply to a zone with an own product that shows",
)
def enter_zone(request: ApiRequest, zone_id: int, told: EntryIn) -> ZoneEntry:
    return services.enter_zone(actor=request.actor, zone_id=zone_id, product_id=told.product_id, at=timezone.now())


@router.post(
    f"{ONE}/admit",
    response={200: DecidedOut, **ACT_REFUSALS},
    operation_id="admit_entries",
    summary="Admit one or many applications, all or none",
)
def admit_entries(request: ApiRequest, zone_id: int, told: EntriesIn) -> dict[str, int]:
    count = services.admit_entries(actor=request.actor, zone_id=zone_id, entry_ids=told.entry_ids, at=timezone.now())
    return {"count": count}


@router.post(
    f"{ONE}/return",
    response={200: DecidedOut, **ACT_REFUSALS},
    operation_id="return_entries",
    summary="Send one or many applications back with a reason",
)
def return_entries(request: ApiRequest, zone_id: int, told: ReturnEntriesIn) -> dict[str, int]:
    count = services.return_entries(actor=request.actor, zone_id=zone_id, **told.dict(), at=timezone.now())
    return {"count": count}


@router.post(
    f"{ENTRY}/withdraw",
    response={200: ZoneEntryOut, **ACT_REFUSALS},
    operation_id="withdraw_entry",
    summary="Take an own product out of a zone, or its application back",
)
def withdraw_entry(request: ApiRequest, entry_id: int) -> ZoneEntry:
    return services.withdraw_entry(actor=request.actor, entry_id=entry_id, at=timezone.now())


@router.post(
    f"{ENTRY}/remove",
    response={200: ZoneEntryOut, **ACT_REFUSALS},
    operation_id="remove_entry",
    summary="Take a product out of a zone with a reason",
)
def remove_entry(request: ApiRequest, entry_id: int, told: RemoveEntryIn) -> ZoneEntry:
    return services.remove_entry(actor=request.actor, entry_id=entry_id, words=told.words, at=timezone.now())


@router.post(
    f"{ENTRY}/order",
    response={200: ZoneOut, **ACT_REFUSALS},
    operation_id="order_entry",
    summary="Move a product in the order of its zone; a version that is past is refused",
)
def order_entry(request: ApiRequest, entry_id: int, told: OrderIn) -> Zone:
    return services.order_entry(actor=request.actor, entry_id=entry_id, move=told.move, version=told.version)


def _require_market(request: ApiRequest) -> None:
    if not (permissions.sells(request.actor) or permissions.admits(request.actor)):
        raise Http404
