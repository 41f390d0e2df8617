"""Standing orders: what is ordered week by week, what came of it, and what is done with it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AfterValidator, Field, WithJsonSchema

from nongcai.domain.orders import permissions, services
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.services import ToldStanding, ToldStandingLine
from nongcai.domain.orders.states import PayerKind, PaymentMode, Purpose, StandingState
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.order_acts import Text
from nongcai.interfaces.api.v1.shapes import Yuan, yuan

if TYPE_CHECKING:
    from nongcai.domain.orders.models import StandingOrder, StandingRun
    from nongcai.domain.orders.queries import Delivery, ShownStandingLine
    from nongcai.domain.organisations.actors import Actor

router = Router(tags=["orders"])


def _without_zone(moment: time) -> time:
    if moment.tzinfo is not None:
        raise ValueError("no zone")
    return moment


ALL, ONE = "/standing-orders", "/standing-orders/{standing_id}"
RUNS = 100
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Price = Annotated[Decimal, Field(max_digits=12, decimal_places=2)]
# By the clock of the place: the format "time" would want a zone.
Hour = Annotated[
    time,
    AfterValidator(_without_zone),
    WithJsonSchema({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$"}),
]
Weekday = Annotated[int, Field(ge=1, le=7, description="1 is Monday")]


class StandingLineIn(Schema):
    """So many sale units of an offer on some days of the week; `price` is what the buyer saw."""

    offer_id: Key
    quantity: Annotated[int, Field(ge=1, le=99_999)]
    weekdays: Annotated[list[Weekday], Field(min_length=1, max_length=7)]
    price: Price | None = None


class StandingIn(Schema):
    """What is ordered week by week: as an order is told, and when it is to come."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    lines: Annotated[list[StandingLineIn], Field(min_length=1, max_length=100)]
    unit_id: Key
    purpose: Purpose
    receiver: Annotated[str, Field(min_length=1, max_length=40)]
    phone: Annotated[str, Field(min_length=7, max_length=20)]
    province: Annotated[str, Field(pattern=r"^\d{2}$")]
    address: Annotated[str, Field(min_length=1, max_length=200)]
    payment_mode: PaymentMode
    payer_kind: PayerKind
    invoice_title: Annotated[str, Field(min_length=1, max_length=128)]
    tax_number: Annotated[str, Field(max_length=20)] = ""
    note: Text = ""
    starts_on: date
    ends_on: date
    lead_days: Annotated[int, Field(ge=1, le=30)]
    earliest: Hour
    latest: Hour
    rests_on_days_off: bool = True


class StandingOrderOut(Schema):
    """A standing order; it orders in the name of the account `user_id`, which looked at it at `agreed_at`."""

    id: int
    name: str
    state: StandingState
    unit_id: int
    unit_name: str
    user_id: int
    purpose: Purpose
    starts_on: date
    ends_on: date
    lead_days: int
    earliest: time
    latest: time
    rests_on_days_off: bool
    places_from: date
    agreed_at: datetime
    actions: list[str]


class StandingLineOut(Schema):
    """A line; `price_then` is what was agreed, `price` that of today, null where the offer does not show."""

    offer_id: int
    name: str
    specification: str
    supplier_id: int
    supplier_name: str
    quantity: int
    weekdays: list[int]
    price_then: Yuan
    price: Yuan | None
    is_dearer: bool


class StandingDeliveryOut(Schema):
    """A delivery that comes next, and on which day it is ordered."""

    day: date
    places_on: date


class StandingBreakOut(Schema):
    """A time in which nothing is delivered."""

    id: int
    first_on: date
    last_on: date
    words: str


class StandingBreakIn(Schema):
    """From when to when nothing is delivered."""

    first_on: date
    last_on: date
    words: Annotated[str, Field(max_length=60)] = ""


class StandingRunOut(Schema):
    """What came of one supplier's goods of a delivery: an order, or why there is none."""

    day: date
    supplier_id: int
    supplier_name: str
    order_id: UUID | None
    code: str
    reason: str
    at: datetime


class StandingDetailOut(Schema):
    """A standing order with its lines, breaks, next deliveries, and what came of the last hundred."""

    standing: StandingOrderOut
    receiver: str
    phone: str
    province: str
    address: str
    payment_mode: PaymentMode
    payer_kind: PayerKind
    invoice_title: str
    tax_number: str
    note: str
    lines: list[StandingLineOut]
    breaks: list[StandingBreakOut]
    next: list[StandingDeliveryOut]
    runs: list[StandingRunOut]


class StandingWordsIn(Schema):
    """Why, where one wants to say it."""

    words: Text = ""


class AgreedPriceIn(Schema):
    """What an offer costs, as it was seen."""

    offer_id: Key
    price: Price


class AgreedPricesIn(Schema):
    """What is agreed to."""

    lines: Annotated[list[AgreedPriceIn], Field(min_length=1, max_length=100)]


@router.get(
    ALL,
    response={200: Page[StandingOrderOut], **REFUSALS},
    operation_id="list_standing_orders",
    summary="Standing orders of the own body",
)
def list_standing_orders(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, Any]:
    _require_buying(request)
    rows = orders.standing_orders_visible_to(request.actor)
    return paged(rows, page, page_size, lambda one: _told(request.actor, one))


@router.get(
    ONE,
    response={200: StandingDetailOut, **REFUSALS},
    operation_id="show_standing_order",
    summary="A standing order, what comes next and what came of the last deliveries",
)
def show_standing_order(request: ApiRequest, standing_id: int) -> dict[str, Any]:
    _require_buying(request)
    standing: StandingOrder = get_object_or_404(orders.standing_orders_visible_to(request.actor), pk=standing_id)
    shown = orders.show_standing(standing, timezone.localdate())
    same = set(StandingDetailOut.model_fields) - {"standing", "lines", "breaks", "next", "runs"}
    return {
        "standing": _told(request.actor, standing),
        **{name: getattr(standing, name) for name in same},
        "lines": [_line(one) for one in shown.lines],
        "breaks": [{name: getattr(one, name) for name in StandingBreakOut.model_fields} for one in shown.breaks],
        "next": [_delivery(one) for one in shown.deliveries],
        "runs": [_run(one) for one in orders.standing_runs_of(standing.pk)[:RUNS]],
    }


@router.post(
    ALL,
    response={200: StandingOrderOut, **ACT_REFUSALS},
    operation_id="begin_standing_order",
    summary="Begin to order goods week by week",
)
def begin_standing_order(request: ApiRequest, told: StandingIn) -> dict[str, Any]:
    standing = services.begin_standing(actor=request.actor, told=_read(told), at=timezone.now())
    return _told(request.actor, standing)


@router.post(
    ONE,
    response={200: StandingOrderOut, **ACT_REFUSALS},
    operation_id="change_standing_order",
    summary="Say anew what is ordered; what was ordered stays",
)
def change_standing_order(request: ApiRequest, standing_id: int, told: StandingIn) -> dict[str, Any]:
    standing = services.change_standing(
        actor=request.actor, standing_id=standing_id, told=_read(told), at=timezone.now()
    )
    return _told(request.actor, standing)


@router.post(
    f"{ONE}/pause",
    response={200: StandingOrderOut, **ACT_REFUSALS},
    operation_id="pause_standing_order",
    summary="Order nothing until it is resumed",
)
def pause_standing_order(request: ApiRequest, standing_id: int, told: StandingWordsIn) -> dict[str, Any]:
    standing = services.pause_standing(
        actor=request.actor, standing_id=standing_id, words=told.words, at=timezone.now()
    )
    return _told(request.actor, standing)


@router.post(
    f"{ONE}/resume",
    response={200: StandingOrderOut, **ACT_REFUSALS},
    operation_id="resume_standing_order",
    summary="Let it go on from today, in the caller's name",
)
def resume_standing_order(request: ApiRequest, standing_id: int, told: StandingWordsIn) -> dict[str, Any]:
    standing = services.resume_standing(
        actor=request.actor, standing_id=standing_id, words=told.words, at=timezone.now()
    )
    return _told(request.actor, standing)


@router.post(
    f"{ONE}/end",
    response={200: StandingOrderOut, **ACT_REFUSALS},
    operation_id="end_standing_order",
    summary="End it for good; orders that were placed stay",
)
def end_standing_order(request: ApiRequest, standing_id: int, told: StandingWordsIn) -> dict[str, Any]:
    standing = services.end_standing(actor=request.actor, standing_id=standing_id, words=told.words, at=timezone.now())
    return _told(request.actor, standing)


@router.post(
    f"{ONE}/prices",
    response={200: StandingOrderOut, **ACT_REFUSALS},
    operation_id="agree_standing_prices",
    summary="Agree to what offers cost by now",
)
def agree_standing_prices(request: ApiRequest, standing_id: int, told: AgreedPricesIn) -> dict[str, Any]:
    prices = {one.offer_id: Decimal(one.price) for one in told.lines}
    standing = services.agree_prices(actor=request.actor, standing_id=standing_id, prices=prices, at=timezone.now())
    return _told(request.actor, standing)


@router.post(
    f"{ONE}/breaks",
    response={200: StandingBreakOut, **ACT_REFUSALS},
    operation_id="add_standing_break",
    summary="Deliver nothing from one day to another",
)
def add_standing_break(request: ApiRequest, standing_id: int, told: StandingBreakIn) -> dict[str, Any]:
    row = services.add_break(actor=request.actor, standing_id=standing_id, **told.dict(), at=timezone.now())
    return {name: getattr(row, name) for name in StandingBreakOut.model_fields}


@router.post(
    f"{ONE}/breaks/{{break_id}}/remove",
    response={200: StandingOrderOut, **ACT_REFUSALS},
    operation_id="remove_standing_break",
    summary="Deliver in that time after all",
)
def remove_standing_break(request: ApiRequest, standing_id: int, break_id: int) -> dict[str, Any]:
    standing = services.remove_break(actor=request.actor, standing_id=standing_id, break_id=break_id, at=timezone.now())
    return _told(request.actor, standing)


@router.post(
    f"{ONE}/runs/{{day}}/{{supplier}}/place",
    response={200: StandingRunOut, **ACT_REFUSALS},
    operation_id="place_standing_again",
    summary="Order what was not ordered of a delivery that is still to come",
)
def place_standing_again(request: ApiRequest, standing_id: int, day: date, supplier: int) -> dict[str, Any]:
    run = services.place_again(
        actor=request.actor, standing_id=standing_id, day=day, supplier_id=supplier, at=timezone.now()
    )
    return _run(run)


def _require_buying(request: ApiRequest) -> None:
    if not may(request.actor, Power.BUY):
        raise Http404


def _read(told: StandingIn) -> ToldStanding:
    given = {name: getattr(told, name) for name in StandingIn.model_fields if name != "lines"}
    lines = tuple(
        ToldStandingLine(
            one.offer_id, one.quantity, tuple(one.weekdays), None if one.price is None else Decimal(one.price)
        )
        for one in told.lines
    )
    return ToldStanding(lines=lines, **given)


def _told(actor: Actor, one: StandingOrder) -> dict[str, Any]:
    same = set(StandingOrderOut.model_fields) - {"actions"}
    actions = permissions.possible_standing_actions(actor, one)
    return {**{name: getattr(one, name) for name in same}, "actions": actions}


def _line(one: ShownStandingLine) -> dict[str, Any]:
    line, offer = one.line, one.line.offer
    return {
        "offer_id": line.offer_id,
        "name": offer.product.name,
        "specification": offer.specification,
        "supplier_id": offer.product.supplier_id,
        "supplier_name": one.supplier_name,
        "quantity": line.quantity,
        "weekdays": line.weekdays,
        "price_then": yuan(line.price),
        "price": yuan(one.price),
        "is_dearer": one.is_dearer,
    }


def _delivery(one: Delivery) -> dict[str, Any]:
    return {"day": one.day, "places_on": one.places_on}


def _run(one: StandingRun) -> dict[str, Any]:
    return {name: getattr(one, name) for name in StandingRunOut.model_fields}
