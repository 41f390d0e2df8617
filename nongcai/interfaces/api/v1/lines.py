"""What a line (条线) bought, for its readers at the 总工会 and the 国资委."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from ninja import Router, Schema

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.roles import Power
from nongcai.foundation.money import rounded
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.shapes import Yuan, yuan

if TYPE_CHECKING:
    from nongcai.domain.assessments.queries import RegionLine

router = Router(tags=["assessments"])


class RegionLineOut(Schema):
    """What was bought in a region by how many units; the first region is the own level."""

    region_code: str
    name: str
    units: int
    amount: Yuan


class UnitLineOut(Schema):
    """What was bought for a unit."""

    unit_id: int
    name: str
    code: str
    amount: Yuan


class LineOut(Schema):
    """A line's figures of a year; sensitive units are in the sums and not among the units."""

    channel: str
    year: int
    whole: RegionLineOut
    regions: list[RegionLineOut]
    units: Page[UnitLineOut]


@router.get(
    "/lines/{year}",
    response={200: LineOut, **REFUSALS},
    operation_id="line",
    summary="What the own line bought in a year, by region and unit",
)
def line(request: ApiRequest, year: int, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
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
    }


def _unit_out(row: dict[str, Any]) -> UnitLineOut:
    return UnitLineOut(
        unit_id=row["unit_id"], name=row["unit__name"], code=row["unit__unit_code"], amount=str(rounded(row["amount"]))
    )
