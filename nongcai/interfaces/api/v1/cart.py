"""The cart of whoever buys."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.v1.shapes import Yuan, yuan

if TYPE_CHECKING:
    from nongcai.domain.orders.queries import CartPart, ShownCartLine

router = Router(tags=["orders"])
LINE = "/cart/lines/{line_id}"
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Quantity = Annotated[int, Field(ge=1, le=99_999)]


class CartLineOut(Schema):
    """An offer in the cart; `changes` are what stands against ordering it, or is to be looked at: `price`."""

    id: int
    offer_id: int
    name: str
    specification: str
    quantity: int
    price_then: Yuan
    price: Yuan | None
    left: Decimal
    amount: Yuan
    changes: list[str]
    may_be_ordered: bool


class CartPartOut(Schema):
    """What one supplier sells of it; `freight` is null without a province, or where something is not delivered."""

    supplier_id: int
    supplier_name: str
    amount: Yuan
    freight: Yuan | None
    lines: list[CartLineOut]


class CartIn(Schema):
    """To where it would go: two digits of the province."""

    province: Annotated[str, Field(pattern=r"^(\d{2})?$")] = ""


class CartLineIn(Schema):
    """So many sale units of an offer."""

    offer_id: Key
    quantity: Quantity


class PutCartIn(Schema):
    """What comes into the cart; the same offer once more adds up."""

    lines: Annotated[list[CartLineIn], Field(min_length=1, max_length=200)]


class CartQuantityIn(Schema):
    """How many sale units are wanted."""

    quantity: Quantity


class CartCountOut(Schema):
    """How many lines."""

    count: int


@router.get(
    "/cart",
    response={200: list[CartPartOut], **REFUSALS},
    operation_id="show_cart",
    summary="The own cart by supplier, held against what is offered today",
)
def show_cart(request: ApiRequest, told: Query[CartIn]) -> list[dict[str, Any]]:
    _require_buying(request)
    return [_part(one) for one in orders.cart_of(request.actor, timezone.localdate(), province=told.province)]


@router.post(
    "/cart/lines",
    response={200: CartCountOut, **ACT_REFUSALS},
    operation_id="put_into_cart",
    summary="Put offers into the own cart",
)
def put_into_cart(request: ApiRequest, told: PutCartIn) -> dict[str, int]:
    quantities: dict[int, int] = {}
    for one in told.lines:
        quantities[one.offer_id] = quantities.get(one.offer_id, 0) + one.quantity
    return {"count": services.put(actor=request.actor, quantities=quantities, at=timezone.now())}


@router.post(
    LINE,
    response={200: CartCountOut, **ACT_REFUSALS},
    operation_id="change_cart_line",
    summary="Say how much of a line is wanted",
)
def change_cart_line(request: ApiRequest, line_id: int, told: CartQuantityIn) -> dict[str, int]:
    services.change(actor=request.actor, line_id=line_id, quantity=told.quantity, at=timezone.now())
    return {"count": orders.cart_lines(request.actor).count()}


@router.post(
    f"{LINE}/remove",
    response={200: CartCountOut, **ACT_REFUSALS},
    operation_id="remove_cart_line",
    summary="Take a line out of the own cart",
)
def remove_cart_line(request: ApiRequest, line_id: int) -> dict[str, int]:
    get_object_or_404(orders.cart_lines(request.actor), pk=line_id)
    services.remove(actor=request.actor, line_ids=[line_id])
    return {"count": orders.cart_lines(request.actor).count()}


def _require_buying(request: ApiRequest) -> None:
    if not may(request.actor, Power.BUY):
        raise Http404


def _part(one: CartPart) -> dict[str, Any]:
    return {
        "supplier_id": one.supplier_id,
        "supplier_name": one.supplier_name,
        "amount": yuan(one.amount),
        "freight": yuan(one.freight),
        "lines": [_line(line) for line in one.lines],
    }


def _line(one: ShownCartLine) -> dict[str, Any]:
    line = one.line
    return {
        "id": line.pk,
        "offer_id": line.offer_id,
        "name": line.offer.product.name,
        "specification": line.offer.specification,
        "quantity": line.quantity,
        "price_then": yuan(line.price),
        "price": yuan(one.price),
        "left": one.left,
        "amount": yuan(one.amount),
        "changes": list(one.changes),
        "may_be_ordered": one.may_be_ordered,
    }
