"""What is handed down (下达任务数), by the same services as the page."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.domain.programmes.services import ToldTargets
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.programmes import Year
from nongcai.interfaces.api.v1.shapes import Yuan, node_or_404, yuan

if TYPE_CHECKING:
    from nongcai.domain.programmes.models import Target

router = Router(tags=["programmes"])
Code = Annotated[str, Field(min_length=1, max_length=32)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2)]


class AmountIn(Schema):
    """A unit by its code, or a finance department by its division code, and its number in yuan."""

    code: Code
    amount: Amount


class TargetsIn(Schema):
    """What a document hands down, all of it or nothing."""

    document: Annotated[str, Field(min_length=1, max_length=120)]
    dated_on: date
    targets: Annotated[list[AmountIn], Field(min_length=1, max_length=5000)]


class FormerOut(Schema):
    """What was handed down, by which document."""

    amount: Yuan
    document: str
    dated_on: date
    entered_at: datetime


class TargetOut(FormerOut):
    """What stands for an addressee, and what stood before, the latest first."""

    organisation_id: int
    code: str
    name: str
    former: list[FormerOut]


class HandingOut(Schema):
    """What the caller's office was handed, and handed down; `excess` is by how much more. No rate knows of it."""

    received: Yuan | None
    handed: Yuan
    count: int
    excess: Yuan
    changed: int


@router.get(
    "/targets/{year}",
    response={200: Page[TargetOut], **REFUSALS},
    operation_id="targets",
    summary="What the caller's office handed down for a year: to districts, then to units, in official order",
)
def targets(request: ApiRequest, year: Year, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_bureau(request)
    office = organisations.node(request.actor.organisation_id)
    found = paged(programmes.targets_handed_by(office, year), page, page_size, lambda row: row)
    lines = programmes.target_lines(found["items"])
    return found | {
        "items": [
            _former(line.target)
            | {
                "organisation_id": line.target.organisation_id,
                "code": line.code,
                "name": line.target.organisation.name,
                "former": [_former(one) for one in line.former],
            }
            for line in lines
        ]
    }


@router.get(
    "/targets/{year}/{unit_id}",
    response={200: list[FormerOut], **REFUSALS},
    operation_id="targets_of_unit",
    summary="What was handed down to a unit or a district within sight, the latest first: that one stands",
)
def targets_of_unit(request: ApiRequest, year: Year, unit_id: int) -> list[dict[str, object]]:
    place = node_or_404(request.actor, unit_id)
    return [_former(one) for one in programmes.target_history([place.id], year)]


@router.post(
    "/targets/{year}",
    response={200: HandingOut, **ACT_REFUSALS},
    operation_id="hand_down",
    summary="Hand targets down to one's own units and to the finance departments right below",
)
def hand_down(request: ApiRequest, year: Year, told: TargetsIn) -> dict[str, object]:
    changed = services.hand_down_by_code(
        actor=request.actor,
        told=ToldTargets(year, told.document, told.dated_on),
        amounts=[(one.code, one.amount) for one in told.targets],
        at=timezone.now(),
    )
    handing = programmes.handing_of(organisations.node(request.actor.organisation_id), year)
    return {
        "received": yuan(handing.own.amount if handing.own else None),
        "handed": yuan(handing.handed),
        "count": handing.count,
        "excess": yuan(handing.excess),
        "changed": changed,
    }


def _former(target: Target) -> dict[str, object]:
    return {
        "amount": yuan(target.amount),
        "document": target.document,
        "dated_on": target.dated_on,
        "entered_at": target.entered_at,
    }


def _require_bureau(request: ApiRequest) -> None:
    if not (permissions.is_finance(request.actor) or request.actor.reads_only):
        raise Http404
