"""A region's table of reserved shares (预留份额情况表): its sums, and unit by unit."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.http import Http404
from ninja import Router, Schema

from nongcai.domain.shares import permissions
from nongcai.domain.shares import queries as shares
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.api.v1.shapes import Percent, Yuan, node_or_404, year_or_latest, yuan

if TYPE_CHECKING:
    from nongcai.domain.shares.queries import TableGroup, TableRow, TableSums

router = Router(tags=["filings"])
_AMOUNTS = ("canteen_total", "reserved_initially", "reserved", "target", "reserved_last_year", "union_planned")


class TableSumsOut(Schema):
    """What confirmed filings come to; `ratio` is that of the sums, `target` what was handed down (下达任务数).

    A district's `target` is what its finance department was handed as a whole. Null is where there is no figure at all.
    """

    due: int
    confirmed: int
    canteen_total: Yuan
    reserved_initially: Yuan
    reserved: Yuan
    target: Yuan | None
    reserved_last_year: Yuan | None
    union_members: int
    union_planned: Yuan
    ratio: Percent | None


class TableGroupOut(Schema):
    """A supervising unit or a district; without `sums` where it is sensitive and only in the totals."""

    node_id: int
    name: str
    sums: TableSumsOut | None


class ShareTableOut(Schema):
    """The table's sums."""

    node_id: int
    node_name: str
    year: Year
    own_target: Yuan | None
    departments: list[TableGroupOut]
    regions: list[TableGroupOut]
    departments_total: TableSumsOut
    regions_total: TableSumsOut
    total: TableSumsOut


class TableUnitOut(Schema):
    """A unit's line; amounts only where finance confirmed them and they are not `withheld`."""

    unit_id: int
    code: str
    name: str
    supervisor: str
    state: str
    withheld: bool
    canteen_total: Yuan | None
    reserved_initially: Yuan | None
    reserved: Yuan | None
    target: Yuan | None
    reserved_last_year: Yuan | None
    union_members: int | None
    union_planned: Yuan | None
    ratio: Percent | None
    remark: str


@router.get(
    "/shares/table",
    response={200: ShareTableOut, **REFUSALS},
    operation_id="share_table",
    summary="The region's table: confirmed reserves by supervising unit and district",
)
def table(request: ApiRequest, year: Year | None = None) -> dict[str, object]:
    found = shares.share_table(request.actor, _year(request, year))
    return {
        "node_id": found.node.id,
        "node_name": found.node.name,
        "year": found.year,
        "own_target": yuan(found.own_target),
        "departments": [_group(one) for one in found.departments],
        "regions": [_group(one) for one in found.regions],
        "departments_total": _sums(found.departments_total),
        "regions_total": _sums(found.regions_total),
        "total": _sums(found.total),
    }


@router.get(
    "/shares/table/units",
    response={200: Page[TableUnitOut], **REFUSALS},
    operation_id="share_table_units",
    summary="The region's table unit by unit, in official order",
)
def units(
    request: ApiRequest, year: Year | None = None, page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    chosen = _year(request, year)
    found = paged(shares.table_units(request.actor, chosen), page, page_size, lambda row: row)
    return found | {"items": [_unit(row) for row in shares.table_rows(found["items"], chosen)]}


@router.get(
    "/shares/table/residents",
    response={200: Page[TableUnitOut], **REFUSALS},
    operation_id="share_table_residents",
    summary="Who resides in the region but belongs to another level: shown to finance, in no sum",
)
def residents(
    request: ApiRequest, year: Year | None = None, page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    chosen = _year(request, year)
    found = paged(shares.resident_units(request.actor, chosen), page, page_size, lambda row: row)
    return found | {"items": [_unit(row) for row in shares.table_rows(found["items"], chosen)]}


def _group(group: TableGroup) -> dict[str, object]:
    sums = None if group.is_withheld else _sums(group.sums)
    return {"node_id": group.node.id, "name": group.name, "sums": sums}


def _sums(sums: TableSums) -> dict[str, object]:
    return asdict(sums) | {name: yuan(getattr(sums, name)) for name in (*_AMOUNTS, "ratio")}


def _unit(row: TableRow) -> dict[str, object]:
    return {
        "unit_id": row.listing.organisation_id,
        "code": row.listing.code,
        "name": row.listing.name,
        "supervisor": row.supervisor,
        "state": row.filing.state if row.filing else shares.UNFILED,
        "withheld": row.is_withheld,
        "union_members": row.union_members,
        "remark": row.filing.remark if row.filing and not row.is_withheld else "",
        **{name: yuan(getattr(row, name)) for name in (*_AMOUNTS, "ratio")},
    }


def _year(request: ApiRequest, year: Year | None) -> int:
    if not (permissions.is_office(request.actor) or request.actor.reads_only):
        raise Http404
    return year_or_latest(node_or_404(request.actor, request.actor.organisation_id), year)
