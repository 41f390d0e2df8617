"""Acts on an order, of either side."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Router, Schema
from pydantic import Base64Bytes, Field

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services
from nongcai.domain.orders.services import Photo, ToldAcceptance, ToldParcel, ToldParcelLine
from nongcai.domain.orders.states import Shortfall
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS
from nongcai.interfaces.api.v1.order_shapes import OrderOut, order_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.domain.orders.models import Order

router = Router(tags=["orders"])
ONE = "/orders/{order_id}"
Seq = Annotated[int, Field(ge=1, le=999)]
Count = Annotated[int, Field(ge=0, le=99_999)]
Weight = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=3)]
Mark = Annotated[int, Field(ge=1, le=5)]
Text = Annotated[str, Field(max_length=500)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]


class OrderWordsIn(Schema):
    """Some words that may be missing."""

    words: Text = ""


class OrderReasonIn(Schema):
    """Why."""

    words: Reason


class RequoteIn(Schema):
    """Another carriage fee, and why."""

    freight: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]
    words: Reason


class ParcelLineIn(Schema):
    """So many sale units of a line, and what they weigh where they are paid by weight."""

    line: Seq
    quantity: Annotated[int, Field(ge=1, le=99_999)]
    weight: Weight | None = None


class ParcelIn(Schema):
    """What goes on its way at once."""

    carrier: Annotated[str, Field(min_length=1, max_length=40)]
    tracking_number: Annotated[str, Field(max_length=40)] = ""
    lines: Annotated[list[ParcelLineIn], Field(min_length=1, max_length=200)]


class AcceptLineIn(Schema):
    """What of a line is accepted, and what is not and why."""

    line: Seq
    accepted: Count = 0
    refused: Count = 0
    reason: Shortfall | None = None
    weight: Weight | None = None
    words: Text = ""


class PhotoIn(Schema):
    """A photograph or a scan, in base 64."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    data: Base64Bytes


class AcceptIn(Schema):
    """What is accepted; all that came where no line is told."""

    lines: Annotated[list[AcceptLineIn], Field(max_length=200)] | None = None
    photos: Annotated[list[PhotoIn], Field(max_length=9)] = []
    words: Text = ""


class EvaluateIn(Schema):
    """Three marks from one to five, and words."""

    goods: Mark
    delivery: Mark
    service: Mark
    words: Text = ""


@router.post(
    f"{ONE}/approve",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="approve_order",
    summary="Agree to what somebody else of the own body ordered",
)
def approve_order(request: ApiRequest, order_id: UUID, told: OrderWordsIn) -> dict[str, Any]:
    return _done(request, services.approve, order_id, words=told.words)


@router.post(
    f"{ONE}/refuse",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="refuse_order",
    summary="Do not agree to what somebody else ordered",
)
def refuse_order(request: ApiRequest, order_id: UUID, told: OrderReasonIn) -> dict[str, Any]:
    return _done(request, services.refuse, order_id, words=told.words)


@router.post(
    f"{ONE}/sign",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="sign_order",
    summary="Let the supplier sign: there is a contract",
)
def sign_order(request: ApiRequest, order_id: UUID) -> dict[str, Any]:
    return _done(request, services.sign, order_id)


@router.post(
    f"{ONE}/requote",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="requote_order",
    summary="Let the supplier ask for other carriage before it signs",
)
def requote_order(request: ApiRequest, order_id: UUID, told: RequoteIn) -> dict[str, Any]:
    return _done(request, services.requote, order_id, freight=told.freight, words=told.words)


@router.post(
    f"{ONE}/agree",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="agree_order",
    summary="Agree to the carriage that the supplier asks for",
)
def agree_order(request: ApiRequest, order_id: UUID) -> dict[str, Any]:
    return _done(request, services.agree, order_id)


@router.post(
    f"{ONE}/decline",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="decline_order",
    summary="Let the supplier decline to sign",
)
def decline_order(request: ApiRequest, order_id: UUID, told: OrderReasonIn) -> dict[str, Any]:
    return _done(request, services.decline, order_id, words=told.words)


@router.post(
    f"{ONE}/cancel",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="cancel_order",
    summary="Let the buyer cancel what is not signed yet",
)
def cancel_order(request: ApiRequest, order_id: UUID, told: OrderReasonIn) -> dict[str, Any]:
    return _done(request, services.cancel, order_id, words=told.words)


@router.post(
    f"{ONE}/call-off",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="call_off_order",
    summary="Let the supplier call off what was signed and not sent",
)
def call_off_order(request: ApiRequest, order_id: UUID, told: OrderReasonIn) -> dict[str, Any]:
    return _done(request, services.call_off, order_id, words=told.words)


@router.post(
    f"{ONE}/ship",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="ship_order",
    summary="Send a parcel",
)
def ship_order(request: ApiRequest, order_id: UUID, told: ParcelIn) -> dict[str, Any]:
    lines = tuple(ToldParcelLine(one.line, one.quantity, one.weight) for one in told.lines)
    return _done(request, services.ship, order_id, told=ToldParcel(told.carrier, told.tracking_number, lines))


@router.post(
    f"{ONE}/accept",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="accept_order",
    summary="Accept what came, whole or by line, with photographs",
)
def accept_order(request: ApiRequest, order_id: UUID, told: AcceptIn) -> dict[str, Any]:
    lines = None if told.lines is None else [_acceptance(one) for one in told.lines]
    photos = [Photo(one.name, one.data) for one in told.photos]
    return _done(request, services.accept_goods, order_id, told=lines, photos=photos, words=told.words)


@router.post(
    f"{ONE}/evaluate",
    response={200: OrderOut, **ACT_REFUSALS},
    operation_id="evaluate_order",
    summary="Say what the buyer thinks of an order",
)
def evaluate_order(request: ApiRequest, order_id: UUID, told: EvaluateIn) -> dict[str, Any]:
    return _done(request, services.evaluate, order_id, **told.dict())


def _acceptance(one: AcceptLineIn) -> ToldAcceptance:
    reason = one.reason.value if one.reason else ""
    return ToldAcceptance(one.line, one.accepted, one.refused, reason, one.weight, one.words)


def _done(request: ApiRequest, act: Callable[..., Order], order_id: UUID, **told: Any) -> dict[str, Any]:
    order = act(actor=request.actor, order_id=order_id, **told, at=timezone.now())
    [listed] = orders.with_lines([order])
    return order_out(request.actor, listed)
