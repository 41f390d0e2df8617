"""Organisations and the yearly directory of units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ninja import Query, Router, Schema

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.api.v1.shapes import NodeOut, lineage_or_404, node_or_404, node_out, year_or_latest

if TYPE_CHECKING:
    from nongcai.domain.organisations.models import Listing

router = Router(tags=["organisations"])


Nature = Literal["administrative", "civil", "institution", "enterprise", "association", "other"]


class OrganisationOut(Schema):
    """A place in the tree: itself, what stands above it within sight, what stands directly below."""

    node: NodeOut
    above: list[NodeOut]
    below: list[NodeOut]


class UnitsWanted(Schema):
    """What to look for; `under` is a finance department or unit within sight."""

    q: str = ""
    under: int | None = None
    canteen: Literal["", "own", "outsourced", "shared", "none"] = ""
    nature: Literal["", Nature, "unsaid"] = ""
    year: Year | None = None


class UnitOut(Schema):
    """A unit's line in the directory of a year."""

    organisation_id: int
    year: Year
    code: str
    name: str
    credit_code: str
    region_code: str
    region_name: str
    level: int
    canteen: str
    union_members: int
    nature: str


class NatureIn(Schema):
    """What a unit is (单位性质), and from which year on; later years that said the same, or nothing, follow."""

    year: Year
    nature: Nature


@router.get(
    "/organisations/{organisation_id}",
    response={200: OrganisationOut, **REFUSALS},
    operation_id="organisation",
    summary="A finance department or unit and its place in the tree",
)
def organisation(request: ApiRequest, organisation_id: int) -> dict[str, object]:
    lineage = lineage_or_404(request.actor, organisation_id)
    return {
        "node": node_out(lineage[-1]),
        "above": [node_out(one) for one in lineage[:-1]],
        "below": [node_out(one) for one in organisations.children_of(lineage[-1])],
    }


@router.get(
    "/units",
    response={200: Page[UnitOut], **REFUSALS},
    operation_id="units",
    summary="Search the directory by name, code, kind of canteen or nature",
)
def units(
    request: ApiRequest, wanted: Query[UnitsWanted], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    node = node_or_404(request.actor, wanted.under or request.actor.organisation_id)
    year = year_or_latest(node, wanted.year)
    rows = organisations.directory(node.path, year, text=wanted.q, canteen=wanted.canteen, nature=wanted.nature)
    return paged(rows, page, page_size, _unit_out)


@router.post(
    "/units/{unit_id}/nature",
    response={200: UnitOut, **ACT_REFUSALS},
    operation_id="state_nature",
    summary="Say what a unit is where its directory does not (单位性质)",
)
def state_nature(request: ApiRequest, unit_id: int, told: NatureIn) -> dict[str, object]:
    node_or_404(request.actor, unit_id)
    row = services.state_nature(actor=request.actor, unit_id=unit_id, year=told.year, nature=told.nature)
    return _unit_out(row)


def _unit_out(row: Listing) -> dict[str, object]:
    names = ("organisation_id", "year", "code", "name", "level", "canteen", "union_members", "nature")
    return {name: getattr(row, name) for name in names} | {
        "credit_code": row.organisation.credit_code,
        "region_code": row.region.code,
        "region_name": row.region.name,
    }
