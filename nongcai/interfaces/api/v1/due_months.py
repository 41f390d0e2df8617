"""The settlement of a month."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.payments import permissions, queries
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged

router = Router(tags=["payments"])

Year = Annotated[int, Field(ge=2020, le=2100)]
MonthNumber = Annotated[int, Field(ge=1, le=12)]


class MonthLineOut(Schema):
    """An order in a month: payable by its end, paid before it, open at its start, arrived, open at its end, beyond."""

    order_id: UUID
    number: str
    supplier_name: str
    buyer_name: str
    starts_on: date | None
    due_on: date | None
    payable: Decimal
    before: Decimal
    opening: Decimal
    arrived: Decimal
    left: Decimal
    beyond: Decimal


class SettlementMonthOut(Schema):
    """A month's sums in yuan: `opening` + `fresh` - `arrived` + `beyond` = `left`.

    Open at its start, became payable, came in, came ahead or is to be paid back, open at its end.
    """

    orders: int
    opening: Decimal
    fresh: Decimal
    arrived: Decimal
    beyond: Decimal
    left: Decimal
    lines: Page[MonthLineOut]


@router.get(
    "/due-months/{year}/{month}",
    response={200: SettlementMonthOut, **REFUSALS},
    operation_id="show_due_month",
    summary="The settlement of a month, with its orders",
)
def show_due_month(
    request: ApiRequest, year: Year, month: MonthNumber, page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    if not permissions.has_to_do(request.actor) or permissions.watches(request.actor):
        # A settlement is of one side.
        raise Http404
    first = date(year, month, 1)
    sums = queries.month_of(request.actor, first)
    rows = queries.lines_of_month(request.actor, first)
    return asdict(sums) | {"lines": paged(rows, page, page_size, lambda row: row)}
