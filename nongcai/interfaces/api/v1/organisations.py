"""Organisations and the yearly directory of units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ninja import Query, Router, Schema

from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.shapes import NodeOut, lineage_or_404, node_or_404, node_out, year_or_latest

if TYPE_CHECKING:
    from nongcai.domain.organisations.models import Listing

router = Router(tags=["organisations"])


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
    year: int | None = None


class UnitOut(Schema):
    """A unit's line in the directory of a year."""

    organisation_id: int
    year: int
    code: str
    name: str
    credit_code: str
    region_code: str
    region_name: str
    level: int
    canteen: str
    union_members: int


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
    summary="Search the directory by name, code or kind of canteen",
)
def units(
    request: ApiRequest, wanted: Query[UnitsWanted], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    node = node_or_404(request.actor, wanted.under or request.actor.organisation_id)
    year = year_or_latest(node, wanted.year)
    rows = organisations.directory(node.path, year, text=wanted.q, canteen=wanted.canteen)
    return paged(rows, page, page_size, _unit_out)


def _unit_out(row: Listing) -> dict[str, object]:
    names = ("organisation_id", "year", "code", "name", "level", "canteen", "union_members")
    return {name: getattr(row, name) for name in names} | {
        "credit_code": row.organisation.credit_code,
        "region_code": row.region.code,
        "region_name": row.region.name,
    }
