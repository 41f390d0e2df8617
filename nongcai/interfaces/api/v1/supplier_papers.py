"""Papers of suppliers, objections against applicants, and measures."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from django.http import Http404
from django.utils import timezone
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from nongcai.domain.suppliers import permissions, services
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers.services import Decision, Scan, ToldPaper
from nongcai.domain.suppliers.states import MeasureKind, PaperKind
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged

if TYPE_CHECKING:
    from nongcai.domain.suppliers.models import Measure, Objection, Paper

router = Router(tags=["suppliers"])
MEASURE = "/measures/{measure_id}"

Words = Annotated[str, Field(max_length=500)]


class PaperOut(Schema):
    """A paper; without `until` it has no end."""

    id: int
    supplier_id: int
    kind: str
    number: str
    issuer: str
    since: date
    until: date | None
    state: str
    words: str


class SupplierPaperIn(Schema):
    """A paper as its holder tells it; without `until` it has no end."""

    kind: PaperKind
    since: date
    until: date | None = None
    number: Annotated[str, Field(max_length=60)] = ""
    issuer: Annotated[str, Field(max_length=100)] = ""
    replaces_id: int | None = None


class PaperWordsIn(Schema):
    """Some words."""

    words: Words


class MeasureEndIn(PaperWordsIn):
    """What becomes of a measure, and why."""

    action: Literal["drop", "uphold", "lift"]


class SupplierObjectionIn(Schema):
    """What somebody says against an applicant."""

    source: Annotated[str, Field(min_length=1, max_length=60)]
    words: Annotated[str, Field(min_length=1, max_length=500)]
    received_on: date


class AnswerIn(Schema):
    """What came of an objection."""

    is_upheld: bool
    answer: Words


class ObjectionOut(Schema):
    """An objection; `is_upheld` is null while it has no answer."""

    id: int
    source: str
    words: str
    received_on: date
    is_upheld: bool | None
    answer: str


class MeasureIn(Schema):
    """Which measure is intended, why, and until when the supplier may reply."""

    kind: Literal["remind", "rectify", "suspend_listing", "suspend_trading", "expel"]
    cause: Words
    reply_due: date


class PaperDecisionIn(Schema):
    """From when to when a measure is in force, and until when the supplier may appeal."""

    since: date
    until: date | None = None
    appeal_due: date
    words: Words


class MeasureOut(Schema):
    """A measure as it stands."""

    id: int
    supplier_id: int
    kind: str
    state: str
    cause: str
    reply_due: date
    appeal_due: date | None
    since: date | None
    until: date | None
    notified_at: datetime


@router.get(
    "/papers",
    response={200: Page[PaperOut], **REFUSALS},
    operation_id="list_papers",
    summary="A supplier's papers; for others those that wait or end soon",
)
def list_papers(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_market(request)
    return paged(suppliers.papers_visible_to(request.actor), page, page_size, lambda row: row)


@router.post(
    "/papers",
    response={200: PaperOut, **ACT_REFUSALS},
    operation_id="show_paper",
    summary="Show a paper with its scan, perhaps in place of another",
)
def show_paper(request: ApiRequest, told: Form[SupplierPaperIn], file: File[UploadedFile]) -> Paper:
    scan = Scan(file.name or "", file.read())
    paper = ToldPaper(**told.dict())
    return services.show_paper(actor=request.actor, told=paper, scan=scan, at=timezone.now())


@router.post(
    "/papers/{paper_id}/accept",
    response={200: PaperOut, **ACT_REFUSALS},
    operation_id="accept_paper",
    summary="Say that a paper was looked at and is right",
)
def accept_paper(request: ApiRequest, paper_id: int) -> Paper:
    return services.accept_paper(actor=request.actor, paper_id=paper_id, at=timezone.now())


@router.post(
    "/papers/{paper_id}/refuse",
    response={200: PaperOut, **ACT_REFUSALS},
    operation_id="refuse_paper",
    summary="Say that a paper is not right, and why",
)
def refuse_paper(request: ApiRequest, paper_id: int, told: PaperWordsIn) -> Paper:
    return services.refuse_paper(actor=request.actor, paper_id=paper_id, words=told.words[:300], at=timezone.now())


@router.post(
    "/applications/{application_id}/objections",
    response={200: ObjectionOut, **ACT_REFUSALS},
    operation_id="enter_objection",
    summary="Write down what somebody says while an application is publicised",
)
def enter_objection(request: ApiRequest, application_id: int, told: SupplierObjectionIn) -> Objection:
    return services.enter_objection(
        actor=request.actor, application_id=application_id, **told.dict(), at=timezone.now()
    )


@router.post(
    "/objections/{objection_id}/answer",
    response={200: ObjectionOut, **ACT_REFUSALS},
    operation_id="answer_objection",
    summary="Say what came of an objection",
)
def answer_objection(request: ApiRequest, objection_id: int, told: AnswerIn) -> Objection:
    return services.answer_objection(actor=request.actor, objection_id=objection_id, **told.dict(), at=timezone.now())


@router.get(
    "/measures",
    response={200: Page[MeasureOut], **REFUSALS},
    operation_id="list_measures",
    summary="Measures against those within sight, the newest first",
)
def list_measures(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_market(request)
    return paged(suppliers.measures_visible_to(request.actor), page, page_size, lambda row: row)


@router.post(
    "/suppliers/{supplier_id}/measures",
    response={200: MeasureOut, **ACT_REFUSALS},
    operation_id="notify_measure",
    summary="Tell a supplier and its county which measure is intended",
)
def notify_measure(request: ApiRequest, supplier_id: int, told: MeasureIn) -> Measure:
    return services.notify(
        actor=request.actor,
        supplier_id=supplier_id,
        kind=MeasureKind(told.kind),
        cause=told.cause,
        reply_due=told.reply_due,
        at=timezone.now(),
    )


@router.post(
    f"{MEASURE}/reply",
    response={200: MeasureOut, **ACT_REFUSALS},
    operation_id="reply_to_measure",
    summary="Say something to an intended measure",
)
def reply_to_measure(request: ApiRequest, measure_id: int, told: PaperWordsIn) -> Measure:
    return services.reply(actor=request.actor, measure_id=measure_id, words=told.words, at=timezone.now())


@router.post(
    f"{MEASURE}/decide",
    response={200: MeasureOut, **ACT_REFUSALS},
    operation_id="decide_measure",
    summary="Take a measure",
)
def decide_measure(request: ApiRequest, measure_id: int, told: PaperDecisionIn) -> Measure:
    decision = Decision(**told.dict())
    return services.decide(actor=request.actor, measure_id=measure_id, decision=decision, at=timezone.now())


@router.post(
    f"{MEASURE}/appeal",
    response={200: MeasureOut, **ACT_REFUSALS},
    operation_id="appeal_measure",
    summary="Ask that a measure in force be looked at again",
)
def appeal_measure(request: ApiRequest, measure_id: int, told: PaperWordsIn) -> Measure:
    return services.appeal(actor=request.actor, measure_id=measure_id, words=told.words, at=timezone.now())


@router.post(
    f"{MEASURE}/end",
    response={200: MeasureOut, **ACT_REFUSALS},
    operation_id="end_measure",
    summary="Drop an intended measure, uphold or lift one in force",
)
def end_measure(request: ApiRequest, measure_id: int, told: MeasureEndIn) -> Measure:
    service = {"drop": services.drop, "uphold": services.uphold, "lift": services.lift}[told.action]
    return service(actor=request.actor, measure_id=measure_id, words=told.words, at=timezone.now())


def _require_market(request: ApiRequest) -> None:
    if not permissions.has_to_do(request.actor):
        raise Http404
