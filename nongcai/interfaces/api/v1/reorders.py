"""Lists of what a unit buys again and again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.catalogue import permissions, services
from nongcai.domain.catalogue import queries as catalogue
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.v1.goods import Key

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import ReorderList
    from nongcai.domain.catalogue.queries import ShownLine

router = Router(tags=["reorders"])
ONE, LINE = "/reorders/{list_id}", "/reorders/lines/{line_id}"

# What it must be besides, the rules say in one sentence.
Quantity = Annotated[int, Field(ge=0, le=999_999)]


class ReorderListOut(Schema):
    """A list of the own unit."""

    id: int
    name: str
    created_at: datetime


class ReorderLineOut(Schema):
    """An offer with its usual quantity, its price when it was put there, and `now`; nothing when it does not show."""

    id: int
    offer_id: int
    product_id: int
    name: str
    specification: str
    quantity: int
    price: Decimal
    now: Decimal | None
    in_stock: bool


class ReorderDetailOut(Schema):
    """A list with its lines."""

    listed: ReorderListOut
    lines: list[ReorderLineOut]


class ReorderNameIn(Schema):
    """The name of a list."""

    name: Annotated[str, Field(min_length=1, max_length=40)]


class PutLineIn(Schema):
    """An offer and how many sale units of it are usual."""

    offer_id: Key
    quantity: Quantity


class PutLinesIn(Schema):
    """What is put on a list."""

    lines: Annotated[list[PutLineIn], Field(max_length=50)]


class ReorderQuantityIn(Schema):
    """How many sale units are usual."""

    quantity: Quantity


class RemovedOut(Schema):
    """What was removed."""

    id: int


@router.get(
    "/reorders",
    response={200: list[ReorderListOut], **REFUSALS},
    operation_id="list_reorders",
    summary="The lists of the own unit",
)
def list_reorders(request: ApiRequest) -> list[ReorderList]:
    _require_buying(request)
    return list(catalogue.lists_visible_to(request.actor))


@router.get(
    ONE,
    response={200: ReorderDetailOut, **REFUSALS},
    operation_id="show_reorder",
    summary="A list with today's prices and stock",
)
def show_reorder(request: ApiRequest, list_id: int) -> dict[str, Any]:
    _require_buying(request)
    return _detail(get_object_or_404(catalogue.lists_visible_to(request.actor), pk=list_id))


@router.post(
    "/reorders",
    response={200: ReorderListOut, **ACT_REFUSALS},
    operation_id="add_reorder",
    summary="Begin a list",
)
def add_reorder(request: ApiRequest, told: ReorderNameIn) -> ReorderList:
    return services.add_list(actor=request.actor, name=told.name, at=timezone.now())


@router.post(
    f"{ONE}/rename",
    response={200: ReorderListOut, **ACT_REFUSALS},
    operation_id="rename_reorder",
    summary="Give a list another name",
)
def rename_reorder(request: ApiRequest, list_id: int, told: ReorderNameIn) -> ReorderList:
    return services.rename_list(actor=request.actor, list_id=list_id, name=told.name)


@router.post(
    f"{ONE}/copy",
    response={200: ReorderDetailOut, **ACT_REFUSALS},
    operation_id="copy_reorder",
    summary="Begin a list with the lines of another",
)
def copy_reorder(request: ApiRequest, list_id: int, told: ReorderNameIn) -> dict[str, Any]:
    return _detail(services.copy_list(actor=request.actor, list_id=list_id, name=told.name, at=timezone.now()))


@router.post(
    f"{ONE}/remove",
    response={200: RemovedOut, **ACT_REFUSALS},
    operation_id="remove_reorder",
    summary="Remove a list with its lines",
)
def remove_reorder(request: ApiRequest, list_id: int) -> dict[str, int]:
    services.remove_list(actor=request.actor, list_id=list_id)
    return {"id": list_id}


@router.post(
    f"{ONE}/lines",
    response={200: ReorderDetailOut, **ACT_REFUSALS},
    operation_id="put_reorder_lines",
    summary="Put offers that show on a list, or put them there anew",
)
def put_reorder_lines(request: ApiRequest, list_id: int, told: PutLinesIn) -> dict[str, Any]:
    quantities = {one.offer_id: one.quantity for one in told.lines}
    return _detail(services.put_on_list(actor=request.actor, list_id=list_id, quantities=quantities, at=timezone.now()))


@router.post(
    LINE,
    response={200: ReorderDetailOut, **ACT_REFUSALS},
    operation_id="change_reorder_line",
    summary="Say how much of an offer is usual",
)
def change_reorder_line(request: ApiRequest, line_id: int, told: ReorderQuantityIn) -> dict[str, Any]:
    return _detail(services.change_line(actor=request.actor, line_id=line_id, quantity=told.quantity).list)


@router.post(
    f"{LINE}/remove",
    response={200: ReorderDetailOut, **ACT_REFUSALS},
    operation_id="remove_reorder_line",
    summary="Take an offer off a list",
)
def remove_reorder_line(request: ApiRequest, line_id: int) -> dict[str, Any]:
    return _detail(services.remove_line(actor=request.actor, line_id=line_id))


def _require_buying(request: ApiRequest) -> None:
    if permissions.buys_for(request.actor) is None:
        raise Http404


def _detail(listed: ReorderList) -> dict[str, Any]:
    return {"listed": listed, "lines": [_line(one) for one in catalogue.lines_shown(listed, timezone.localdate())]}


def _line(one: ShownLine) -> dict[str, Any]:
    line = one.line
    return {
        **{name: getattr(line, name) for name in ("id", "offer_id", "quantity", "price")},
        "product_id": line.offer.product_id,
        "name": line.offer.product.name,
        "specification": line.offer.specification,
        "now": one.now,
        "in_stock": one.in_stock,
    }
