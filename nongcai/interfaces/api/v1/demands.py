"""The demand board: what units will need, and which suppliers could deliver it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from nongcai.domain.catalogue import permissions, services
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.services import ToldDemand
from nongcai.domain.catalogue.states import DemandUnit
from nongcai.domain.suppliers import permissions as supplier_permissions
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.goods import Key
from nongcai.interfaces.api.v1.hall import PLAIN

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Demand, DemandAnswer
    from nongcai.domain.catalogue.queries import ShownAnswer, ShownDemand

router = Router(tags=["demands"])
ONE = "/demands/{demand_id}"


class FindDemandsIn(Schema):
    """Filters: a category with what lies below it, two digits of the province of delivery, only what is open."""

    category: Key | None = None
    province: Annotated[str, Field(pattern=r"^(\d{2})?$")] = ""
    is_open: bool = False


class DemandOut(Schema):
    """What a unit will need. Of a sensitive unit others see the district alone: `unit` and `phone` are empty.

    Others than its unit see the number masked; POST demands/{demand_id}/number tells it whole, and keeps who asked.
    """

    id: int
    item: str
    category_id: int | None
    quantity: Decimal
    measure: str
    since: date
    until: date
    place: str
    unit: str
    phone: str
    remarks: str
    is_open: bool
    published_at: datetime


class AnswerOut(Schema):
    """Who could deliver, with which product; whether that shows in the hall today."""

    supplier_id: int
    supplier: str
    product_id: int
    product: str
    is_shown: bool
    at: datetime


class DemandDetailOut(Schema):
    """A demand with the answers within sight."""

    demand: DemandOut
    answers: list[AnswerOut]


class DemandIn(Schema):
    """What a unit will need, from the week of one day to the week of another."""

    item: Annotated[str, Field(min_length=1, max_length=60)]
    quantity: Annotated[Decimal, Field(max_digits=14, decimal_places=4)]
    measure: DemandUnit
    since: date
    until: date
    category_id: Key | None = None
    remarks: Annotated[str, Field(max_length=500)] = ""
    phone: Annotated[str, Field(max_length=20)] = ""


class DemandNumberIn(Schema):
    """What a whole telephone number is wanted for."""

    purpose: Annotated[str, Field(min_length=1, max_length=60, pattern=PLAIN)]


class DemandNumberOut(Schema):
    """A whole telephone number."""

    phone: str


class AnswerDemandIn(Schema):
    """An own listed product."""

    product_id: Key


class RetractedOut(Schema):
    """How many answers were taken back."""

    count: int


@router.get(
    "/demands",
    response={200: Page[DemandOut], **REFUSALS},
    operation_id="list_demands",
    summary="Demands: a unit's own, for suppliers what is open, for the platform all",
)
def list_demands(
    request: ApiRequest, told: Query[FindDemandsIn], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, Any]:
    _require_concerned(request)
    today = timezone.localdate()
    category = catalogue.category_of(told.category) if told.category is not None else None
    rows = catalogue.demands_visible_to(
        request.actor, today, category=category, province=told.province, is_open=told.is_open
    )
    return paged(rows, page, page_size, lambda row: _one(request, row))


@router.get(
    ONE,
    response={200: DemandDetailOut, **REFUSALS},
    operation_id="show_demand",
    summary="A demand with the answers within sight",
)
def show_demand(request: ApiRequest, demand_id: int) -> dict[str, Any]:
    _require_concerned(request)
    today = timezone.localdate()
    demand = get_object_or_404(catalogue.demands_visible_to(request.actor, today), pk=demand_id)
    return {
        "demand": _one(request, demand),
        "answers": [_answer(one) for one in catalogue.answers_visible_to(request.actor, demand, today)],
    }


@router.post(
    "/demands",
    response={200: DemandOut, **ACT_REFUSALS},
    operation_id="publish_demand",
    summary="Publish what the own unit will need",
)
def publish_demand(request: ApiRequest, told: DemandIn) -> dict[str, Any]:
    made = services.publish_demand(actor=request.actor, told=ToldDemand(**told.dict()), at=timezone.now())
    return _one(request, _found(request, made.pk))


@router.post(
    f"{ONE}/close",
    response={200: DemandOut, **ACT_REFUSALS},
    operation_id="close_demand",
    summary="Close a demand of the own unit",
)
def close_demand(request: ApiRequest, demand_id: int) -> dict[str, Any]:
    services.close_demand(actor=request.actor, demand_id=demand_id, at=timezone.now())
    return _one(request, _found(request, demand_id))


@router.post(
    f"{ONE}/answer",
    response={200: AnswerOut, **ACT_REFUSALS},
    operation_id="answer_demand",
    summary="Say that the own supplier could deliver, with a listed product",
)
def answer_demand(request: ApiRequest, demand_id: int, told: AnswerDemandIn) -> dict[str, Any]:
    made: DemandAnswer = services.answer_demand(
        actor=request.actor, demand_id=demand_id, product_id=told.product_id, at=timezone.now()
    )
    found = catalogue.answers_visible_to(request.actor, made.demand, timezone.localdate())
    return _answer(found[0])


@router.post(
    f"{ONE}/retract",
    response={200: RetractedOut, **ACT_REFUSALS},
    operation_id="retract_answer",
    summary="Take back that the own supplier could deliver",
)
def retract_answer(request: ApiRequest, demand_id: int) -> dict[str, int]:
    return {"count": services.retract_answer(actor=request.actor, demand_id=demand_id, at=timezone.now())}


@router.post(
    "/demands/{demand_id}/number",
    response={200: DemandNumberOut, **ACT_REFUSALS},
    operation_id="look_at_demand_number",
    summary="The whole telephone number of an open demand; who looked and what for is kept",
)
def look_at_demand_number(request: ApiRequest, demand_id: int, told: DemandNumberIn) -> dict[str, str]:
    phone = services.look_at_number(actor=request.actor, demand_id=demand_id, purpose=told.purpose, at=timezone.now())
    return {"phone": phone}


def _require_concerned(request: ApiRequest) -> None:
    actor = request.actor
    is_markets = supplier_permissions.sells(actor) or supplier_permissions.admits(actor)
    if not is_markets and permissions.buys_for(actor) is None:
        raise Http404


def _found(request: ApiRequest, demand_id: int) -> Demand:
    return catalogue.demands_visible_to(request.actor, timezone.localdate()).get(pk=demand_id)


def _one(request: ApiRequest, demand: Demand) -> dict[str, Any]:
    [shown] = catalogue.demands_shown(request.actor, [demand], timezone.localdate())
    return _told(shown)


def _told(one: ShownDemand) -> dict[str, Any]:
    same = ("id", "item", "category_id", "quantity", "measure", "since", "until", "remarks", "published_at")
    told = {name: getattr(one.demand, name) for name in same}
    return told | {"place": one.place, "unit": one.unit_name, "phone": one.phone, "is_open": one.is_open}


def _answer(one: ShownAnswer) -> dict[str, Any]:
    answer = one.answer
    return {
        "supplier_id": answer.supplier_id,
        "supplier": answer.supplier.name,
        "product_id": answer.product_id,
        "product": answer.product.name,
        "is_shown": one.is_shown,
        "at": answer.at,
    }
