"""What was accepted goes back: asked for, answered, taken."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services
from nongcai.domain.orders.services import Photo, ToldReturn
from nongcai.domain.orders.states import ReturnState, Shortfall
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.v1.order_acts import PhotoIn, Reason, Seq, Text
from nongcai.interfaces.api.v1.order_shapes import OrderOut, order_out

if TYPE_CHECKING:
    from nongcai.domain.orders.models import Order, OrderReturn

router = Router(tags=["orders"])
ALL = "/orders/{order_id}/returns"
ONE = "/orders/{order_id}/returns/{seq}"


class ReturnLineIn(Schema):
    """So many sale units of a line."""

    line: Seq
    quantity: Annotated[int, Field(ge=1, le=99_999)]


class OrderReturnIn(Schema):
    """What is to go back, and why."""

    lines: Annotated[list[ReturnLineIn], Field(min_length=1, max_length=200)]
    reason: Shortfall
    words: Reason
    photos: Annotated[list[PhotoIn], Field(max_length=9)] = []


class AnswerReturnIn(Schema):
    """Whether the supplier takes it; why not where it does not."""

    agrees: bool
    words: Text = ""


class ReturnLineOut(Schema):
    """How much of a line goes back."""

    line: int
    quantity: int


class ReturnOut(Schema):
    """Goods that are to go back."""

    seq: int
    state: ReturnState
    reason: Shortfall
    words: str
    answer: str
    asked_at: datetime
    answered_at: datetime | None
    taken_at: datetime | None
    lines: list[ReturnLineOut]


@router.get(
    ALL,
    response={200: list[ReturnOut], **REFUSALS},
    operation_id="list_order_returns",
    summary="What of an order was asked to go back",
)
def list_order_returns(request: ApiRequest, order_id: UUID) -> list[dict[str, Any]]:
    order: Order = get_object_or_404(orders.orders_visible_to(request.actor), pk=order_id)
    return [_told(one) for one in orders.returns_of(order)]


@router.post(
    ALL,
    response={200: ReturnOut, **ACT_REFUSALS},
    operation_id="ask_order_return",
    summary="Ask the supplier to take goods back",
)
def ask_order_return(request: ApiRequest, order_id: UUID, told: OrderReturnIn) -> dict[str, Any]:
    made = services.ask_return(
        actor=request.actor,
        order_id=order_id,
        told=[ToldReturn(one.line, one.quantity) for one in told.lines],
        reason=told.reason.value,
        words=told.words,
        photos=[Photo(one.name, one.data) for one in told.photos],
        at=timezone.now(),
    )
    return _told(made)


@router.post(
    f"{ONE}/answer",
    response={200: ReturnOut, **ACT_REFUSALS},
    operation_id="answer_order_return",
    summary="Agree to take goods back, or say why not",
)
def answer_order_return(request: ApiRequest, order_id: UUID, seq: int, told: AnswerReturnIn) -> dict[str, Any]:
    done = services.answer_return(
        actor=request.actor, order_id=order_id, seq=seq, agrees=told.agrees, words=told.words, at=timezone.now()
    )
    return _told(done)


@router.post(
    f"{ONE}/take",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="take_order_return",
    summary="Take goods back: they are not to be paid",
)
def take_order_return(request: ApiRequest, order_id: UUID, seq: int) -> dict[str, Any]:
    order = services.take_return(actor=request.actor, order_id=order_id, seq=seq, at=timezone.now())
    [listed] = orders.with_lines([order])
    return order_out(request.actor, listed)


def _told(row: OrderReturn) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ReturnOut.model_fields if name != "lines"}
    lines = [{"line": one.line, "quantity": one.quantity} for one in orders.return_lines_of(row)]
    return told | {"lines": lines}
