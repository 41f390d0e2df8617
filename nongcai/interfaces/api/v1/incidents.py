"""Incidents of orders: reported, answered, decided; how long each has."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.orders.services import Photo
from nongcai.domain.support import permissions, queries, services
from nongcai.domain.support.queries import Show
from nongcai.domain.support.rules import LONGEST_DAYS, Terms
from nongcai.domain.support.services import ToldIncident, ToldStep
from nongcai.domain.support.states import DECISIONS, IncidentAction, IncidentKind, IncidentState, Level, Outcome, Side
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.order_acts import PhotoIn

if TYPE_CHECKING:
    from nongcai.domain.support.models import Incident, IncidentTerm

router = Router(tags=["incidents"])
ONE = "/incidents/{order_id}/{seq}"
Words = Annotated[str, Field(min_length=1, max_length=1000)]
Files = Annotated[list[PhotoIn], Field(max_length=9)]
Days = Annotated[int, Field(ge=1, le=LONGEST_DAYS)]


class IncidentOut(Schema):
    """An incident: what is wrong, who has it until when, what was proposed and what became of it."""

    order_id: UUID
    seq: int
    number: str
    buyer_name: str
    seller_name: str
    side: Side
    kind: IncidentKind
    level: Level
    state: IncidentState
    words: str
    proposal: str
    proposed_amount: Decimal | None
    outcome: str
    amount: Decimal | None
    holder: Side
    since: datetime
    due_on: date | None
    appeal_due: date | None
    reported_at: datetime
    ended_at: datetime | None


class IncidentStepOut(Schema):
    """What was said or decided."""

    step: int
    action: IncidentAction
    by_office: str
    by_label: str
    outcome: str
    amount: Decimal | None
    words: str
    at: datetime


class ShownIncidentOut(IncidentOut):
    """An incident, what was said, and what the caller may do."""

    steps: list[IncidentStepOut]
    actions: list[IncidentAction]


class IncidentIn(Schema):
    """What is wrong with an order."""

    kind: IncidentKind
    level: Level = Level.USUAL
    words: Words
    files: Files = []


class IncidentStepIn(Schema):
    """What is done; a reply and a decision have an outcome, a refund in part its amount."""

    action: IncidentAction
    words: Words
    outcome: Outcome | None = None
    amount: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)] | None = None
    files: Files = []


class TermsOut(Schema):
    """How many workdays each has at incidents of a level, as it holds today."""

    level: Level
    reply_days: int
    decide_days: int
    appeal_days: int


class TermsIn(Schema):
    """How many workdays each has at incidents of a level, from a day on."""

    level: Level
    from_on: date
    reply_days: Days
    decide_days: Days
    appeal_days: Days


class PublishedTermsOut(TermsOut):
    """Terms as they were published."""

    from_on: date
    by_label: str
    at: datetime


@router.get(
    "/incidents",
    response={200: Page[IncidentOut], **REFUSALS},
    operation_id="list_incidents",
    summary="Incidents of the own side; for the platform all",
)
def list_incidents(
    request: ApiRequest, show: Show | None = None, page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    _require_reading(request)
    return paged(queries.incidents_shown_as(request.actor, show or ""), page, page_size, lambda row: row)


@router.get(
    ONE,
    response={200: ShownIncidentOut, **REFUSALS},
    operation_id="show_incident",
    summary="An incident, what was said, and what may be done",
)
def show_incident(request: ApiRequest, order_id: UUID, seq: int) -> dict[str, Any]:
    rows = queries.incidents_visible_to(request.actor)
    incident: Incident = get_object_or_404(rows, order_id=order_id, seq=seq)
    return _shown(request, incident)


@router.post(
    "/orders/{order_id}/incidents",
    response={200: IncidentOut, **ACT_REFUSALS},
    operation_id="report_incident",
    summary="Report something of an order; its clock stands still",
)
def report_incident(request: ApiRequest, order_id: UUID, told: IncidentIn) -> Incident:
    said = ToldIncident(told.kind, told.level, told.words, _files(told.files))
    return services.report(actor=request.actor, order_id=order_id, told=said, at=timezone.now())


@router.post(
    f"{ONE}/step",
    response={200: ShownIncidentOut, **ACT_REFUSALS},
    operation_id="step_incident",
    summary=f"Take a step; a reply and a decision have an outcome: {', '.join(one.value for one in DECISIONS)}",
)
def step_incident(request: ApiRequest, order_id: UUID, seq: int, told: IncidentStepIn) -> dict[str, Any]:
    incident = services.take_step(
        actor=request.actor,
        order_id=order_id,
        seq=seq,
        action=told.action,
        told=ToldStep(told.words, told.outcome or "", told.amount, _files(told.files)),
        at=timezone.now(),
    )
    return _shown(request, incident)


@router.get(
    "/incident-terms",
    response={200: list[TermsOut], **REFUSALS},
    operation_id="list_incident_terms",
    summary="How many workdays each has at incidents, by level",
)
def list_incident_terms(request: ApiRequest) -> list[dict[str, Any]]:
    _require_reading(request)
    found = queries.terms_on(timezone.localdate())
    return [{"level": level, **vars(terms)} for level, terms in found.items()]


@router.post(
    "/incident-terms",
    response={200: PublishedTermsOut, **ACT_REFUSALS},
    operation_id="publish_incident_terms",
    summary="Publish how many workdays each has from a day on",
)
def publish_incident_terms(request: ApiRequest, told: TermsIn) -> IncidentTerm:
    terms = Terms(told.reply_days, told.decide_days, told.appeal_days)
    return services.publish_terms(
        actor=request.actor, level=told.level, from_on=told.from_on, terms=terms, at=timezone.now()
    )


def _shown(request: ApiRequest, incident: Incident) -> dict[str, Any]:
    told = {name: getattr(incident, name) for name in IncidentOut.model_fields}
    return told | {
        "steps": list(queries.incident_steps(incident)),
        "actions": permissions.acts_on(request.actor, incident, timezone.now()),
    }


def _files(told: list[PhotoIn]) -> list[Photo]:
    return [Photo(one.name, one.data) for one in told]


def _require_reading(request: ApiRequest) -> None:
    if not permissions.reads(request.actor):
        raise Http404
