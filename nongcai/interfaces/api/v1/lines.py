"""What a line (条线) bought, for its readers at the 总工会 and the 国资委; origins for the 农业农村局."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from ninja import Router, Schema

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.roles import Power
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.api.v1.shapes import Yuan, yuan

if TYPE_CHECKING:
    from decimal import Decimal

    from nongcai.domain.assessments.queries import OriginSum, RegionLine

router = Router(tags=["assessments"])


class LinePlanOut(Schema):
    """What unions plan by filings that count; null where none is asked for, or nobody told it."""

    planned: Yuan | None = None
    members: int | None = None
    welfare: Yuan | None = None


class RegionLineOut(LinePlanOut):
    """What was bought in a region by how many units; the first region is the own level."""

    region_code: str
    name: str
    units: int
    amount: Yuan


class UnitLineOut(LinePlanOut):
    """What was bought for a unit."""

    unit_id: int
    name: str
    code: str
    amount: Yuan


class ChannelLineOut(Schema):
    """A line's figures of a year; sensitive units are in the sums and not among the units."""

    channel: str
    year: Year
    whole: RegionLineOut
    regions: list[RegionLineOut]
    units: Page[UnitLineOut]


class OriginOut(Schema):
    """How many orders came from a county and for how much; `code` is empty where it is unknown or none of the 832."""

    code: str
    name: str
    prefecture: str
    province: str
    orders: int
    amount: Yuan


class OriginsOut(Schema):
    """A year's purchases by county of origin, without those of individuals."""

    year: Year
    whole: OriginOut
    provinces: list[OriginOut]
    elsewhere: OriginOut
    unknown: OriginOut
    counties: Page[OriginOut]


@router.get(
    "/lines/{year}/origins",
    response={200: OriginsOut, **REFUSALS},
    operation_id="line_origins",
    summary="What was bought in a year, by county of origin",
)
def line_origins(request: ApiRequest, year: Year, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    if not permissions.may(request.actor, Power.READ_ORIGINS):
        raise Http404
    board = assessments.origin_board(request.actor, year)
    return {
        "year": board.year,
        **{name: _origin_out(getattr(board, name)) for name in ("whole", "elsewhere", "unknown")},
        "provinces": [_origin_out(one) for one in board.provinces],
        "counties": paged(board.counties, page, page_size, _origin_out),
    }


@router.get(
    "/lines/{year}",
    response={200: ChannelLineOut, **REFUSALS},
    operation_id="line",
    summary="What the own line bought in a year, by region and unit",
)
def line(request: ApiRequest, year: Year, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    if not permissions.may(request.actor, Power.READ_LINE):
        raise Http404
    board = assessments.line_board(request.actor, year)
    return {
        "channel": board.channel,
        "year": board.year,
        "whole": _region_out(board.whole),
        "regions": [_region_out(one) for one in board.regions],
        "units": paged(board.rows, page, page_size, _unit_out),
    }


def _region_out(one: RegionLine) -> dict[str, object]:
    return {
        "region_code": one.node.region_code,
        "name": one.node.shown,
        "units": one.units,
        "amount": yuan(one.amount),
        **_plan_out(one.plan.planned, one.plan.members, one.plan.welfare),
    }


def _plan_out(planned: Decimal | None, members: int | None, welfare: Decimal | None) -> dict[str, object]:
    return {"planned": yuan(planned), "members": members, "welfare": yuan(welfare)}


def _origin_out(one: OriginSum) -> dict[str, object]:
    told = {name: getattr(one, name) for name in ("code", "name", "prefecture", "province", "orders")}
    return {**told, "amount": yuan(one.amount)}


def _unit_out(row: dict[str, Any]) -> dict[str, object]:
    told = {name: row[name] for name in ("unit_id", "name", "code")}
    plan = _plan_out(row.get("planned"), row.get("members"), row.get("welfare"))
    return {**told, "amount": yuan(row["amount"]), **plan}
