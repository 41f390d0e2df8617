"""Orders: to place one, the lists of buyers and suppliers, one order, what does not count yet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services
from nongcai.domain.orders.queries import Stage
from nongcai.domain.orders.services import PlaceTold, ToldLine
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.v1.order_shapes import (
    OrderDetailOut,
    OrderOut,
    OrderPageOut,
    PlaceIn,
    detail_out,
    order_out,
)
from nongcai.interfaces.api.v1.shapes import Yuan, yuan

if TYPE_CHECKING:
    from nongcai.domain.orders.models import Order

router = Router(tags=["orders"])
ONE = "/orders/{order_id}"
PageSize = Annotated[int, Query(ge=1, le=100, description="how many on a page")]


class FindOrdersIn(Schema):
    """What orders wait for, a word of the number, a name or the goods, the unit to which they count."""

    stage: Stage | None = None
    text: Annotated[str, Field(max_length=60)] = ""
    unit_id: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None


class UncountedOut(Schema):
    """How many orders do not count yet, what is to be paid for them, and the oldest of them."""

    count: int
    amount: Yuan
    items: list[OrderOut]


@router.get(
    "/orders",
    response={200: OrderPageOut, **REFUSALS},
    operation_id="list_orders",
    summary="Orders within sight: the buyer's own, the supplier's own, those that count to a manager's units",
)
def list_orders(
    request: ApiRequest, told: Query[FindOrdersIn], after: UUID | None = None, page_size: PageSize = 50
) -> dict[str, Any]:
    rows = orders.orders_found(request.actor, stage=told.stage or "", text=told.text, unit_id=told.unit_id)
    found, following = orders.page_of(rows, after, page_size)
    return {"items": [order_out(request.actor, one) for one in found], "after": following}


@router.get(
    "/orders/uncounted",
    response={200: UncountedOut, **REFUSALS},
    operation_id="list_uncounted_orders",
    summary="What was ordered and does not count yet",
)
def list_uncounted_orders(request: ApiRequest, page_size: PageSize = 50) -> dict[str, Any]:
    total = orders.uncounted_sum(request.actor)
    found = orders.with_lines(list(orders.uncounted_orders(request.actor).order_by("id")[:page_size]))
    return {
        "count": total.count,
        "amount": yuan(total.amount),
        "items": [order_out(request.actor, one) for one in found],
    }


@router.get(
    ONE,
    response={200: OrderDetailOut, **REFUSALS},
    operation_id="show_order",
    summary="An order with its lines, steps, parcels and acceptances",
)
def show_order(request: ApiRequest, order_id: UUID) -> dict[str, Any]:
    order: Order = get_object_or_404(orders.orders_visible_to(request.actor), pk=order_id)
    return detail_out(request.actor, order)


@router.post(
    "/orders",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="place_order",
    summary="Order goods of one supplier for a unit",
)
def place_order(request: ApiRequest, told: PlaceIn) -> OrderOut:
    given = {name: getattr(told, name) for name in PlaceIn.model_fields if name not in {"lines", "key"}}
    lines = tuple(ToldLine(one.offer_id, one.quantity, _price(one.price)) for one in told.lines)
    placing = PlaceTold(lines=lines, **given)
    listed = services.place_listed(actor=request.actor, told=placing, at=timezone.now(), key=told.key)
    # Looked at once; the library looks at what is no shape twice.
    return OrderOut.model_validate(order_out(request.actor, listed))


def _price(price: Decimal | None) -> Decimal | None:
    return None if price is None else Decimal(price)
