"""Alarms about prices, the rules that raise them, what prices are held against, and proofs of prices elsewhere."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.services import ToldElsewhere, ToldReference, ToldRule, Verdict
from nongcai.domain.catalogue.states import AlarmAction, AlarmState, NetUnit, PriceBasis
from nongcai.domain.suppliers import permissions as suppliers
from nongcai.domain.suppliers.services import Scan
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.goods import Key
from nongcai.interfaces.api.v1.hall import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nongcai.domain.catalogue.models import PriceAlarm, PriceElsewhere, PriceRule, ReferencePrice
    from nongcai.domain.catalogue.queries import Evidence
    from nongcai.domain.documents.models import Document

router = Router(tags=["prices"])
ALARM = "/prices/alarms/{alarm_id}"

Words = Annotated[str, Field(max_length=500, pattern=PLAIN)]
Line = Annotated[str, Field(min_length=1, max_length=60, pattern=PLAIN)]
Money = Annotated[Decimal, Field(max_digits=12, decimal_places=4)]
Quantity = Annotated[Decimal, Field(gt=0, max_digits=9, decimal_places=3)]


class LikeOut(Schema):
    """What like offers cost, by what is measured."""

    offers: int
    suppliers: int
    lowest: Decimal
    lower_quartile: Decimal
    median: Decimal
    upper_quartile: Decimal
    highest: Decimal
    as_of: datetime
    above_percent: Decimal


class ReferenceTold(Schema):
    """What a market published."""

    name: str
    price: Decimal
    place: str
    day: date
    source: str
    above_percent: Decimal


class FileOut(Schema):
    """A file that was shown with a reply."""

    id: UUID
    name: str


class PriceSaidOut(Schema):
    """What was said in public of a price above a limit; files of a reply are read by its key."""

    alarm_id: int
    state: str
    grounds: str
    reply_id: int | None
    reply: str | None
    files: list[FileOut]
    replied_at: datetime | None
    verdict: str | None
    decided_at: datetime | None


class EvidenceOut(Schema):
    """What an offer's price is held against; `like` is null where there is not enough to compare."""

    offer_id: int
    unit_price: Decimal
    measured: str
    like: LikeOut | None
    reference: ReferenceTold | None
    said: PriceSaidOut | None


class AlarmOut(Schema):
    """An alarm about a price; prices are yuan by what is `measured`."""

    id: int
    offer_id: int
    basis: str
    state: str
    unit_price: Decimal
    measured: str
    base: Decimal
    ceiling: Decimal
    grounds: str
    reply_due: date
    opened_at: datetime


class AlarmStepOut(Schema):
    """Who did what with an alarm, in which words, with which files."""

    id: int
    action: str
    state: str
    by: str
    words: str
    at: datetime
    files: list[FileOut]


class AlarmDetailOut(Schema):
    """An alarm with its steps."""

    alarm: AlarmOut
    steps: list[AlarmStepOut]


class ReplyIn(Schema):
    """Why a price is what it is; everybody reads it."""

    words: Words


class VerdictIn(Schema):
    """That a price may stand, or that its offer is withheld until it falls, and why."""

    action: Literal["keep", "withhold"]
    words: Words


class PriceRuleIn(Schema):
    """From how many percent above what on a price is asked about; without a category everywhere."""

    basis: PriceBasis
    percent: Annotated[Decimal, Field(ge=0, max_digits=5, decimal_places=1)]
    reply_days: Annotated[int, Field(ge=1, le=60)]
    since: date
    until: date | None = None
    document: Annotated[str, Field(min_length=1, max_length=120, pattern=PLAIN)]
    paragraph: Annotated[str, Field(max_length=60, pattern=PLAIN)] = ""
    category_id: Key | None = None


class PriceRuleOut(Schema):
    """A rule."""

    id: int
    basis: str
    percent: Decimal
    reply_days: int
    since: date
    until: date | None
    document: str
    paragraph: str
    category_id: int | None


class ReferenceIn(Schema):
    """What something cost at a place on a day: so much for a quantity of a unit."""

    category_id: Key
    name: Line
    place: Line
    day: date
    price: Money
    quantity: Quantity = Decimal(1)
    unit: NetUnit = NetUnit.KILOGRAM
    source: Annotated[str, Field(min_length=1, max_length=100, pattern=PLAIN)]
    words: Annotated[list[Annotated[str, Field(min_length=1, max_length=20, pattern=PLAIN)]], Field(max_length=5)] = []


class ReferenceOut(Schema):
    """A reference price, by what is measured; one that was struck out is not on."""

    id: int
    category_id: int
    words: list[str]
    name: str
    place: str
    day: date
    measured: str
    price: Decimal
    source: str
    is_on: bool


class ElsewhereIn(Schema):
    """What a supplier asks elsewhere: so much for a quantity of a unit, seen on a day."""

    shop: Line
    price: Money
    quantity: Quantity
    unit: NetUnit
    day: date


class ElsewhereOut(Schema):
    """A proof of a price elsewhere."""

    id: int
    offer_id: int
    shop: str
    unit_price: Decimal
    day: date


@router.get(
    "/hall/goods/{goods_id}/evidence",
    response={200: list[EvidenceOut], **REFUSALS},
    operation_id="show_price_evidence",
    summary="What the prices of a product's offers are held against, and what was said of them in public",
)
def show_price_evidence(request: ApiRequest, goods_id: int) -> list[dict[str, Any]]:  # noqa: ARG001  ninja hands it over
    today = timezone.localdate()
    shown = catalogue.product_shown(goods_id, today)
    if shown is None:
        raise Http404
    found = list(catalogue.evidence_of([row.pk for row in shown.offers], today).values())
    files = catalogue.reply_files([one.said.reply_id for one in found if one.said and one.said.reply_id])
    return [_evidence(one, files) for one in found]


@router.post(
    "/hall/offers/{offer_id}/elsewhere",
    response={200: ElsewhereOut, **ACT_REFUSALS},
    operation_id="prove_price_elsewhere",
    summary="Show, with a proof, that the supplier of an offer asks less elsewhere",
)
def prove_price_elsewhere(
    request: ApiRequest,
    offer_id: int,
    told: Form[ElsewhereIn],
    file: File[UploadedFile],
) -> PriceElsewhere:
    scan = Scan(file.name or "", file.read())
    return services.prove_elsewhere(
        actor=request.actor, offer_id=offer_id, told=ToldElsewhere(**told.dict()), scan=scan, at=timezone.now()
    )


@router.get(
    "/prices/alarms",
    response={200: Page[AlarmOut], **REFUSALS},
    operation_id="list_price_alarms",
    summary="Alarms about prices of products within sight, what waits first",
)
def list_price_alarms(
    request: ApiRequest, state: AlarmState | None = None, page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    _require_market(request)
    rows = catalogue.alarms_visible_to(request.actor, state=state or "")
    return paged(rows, page, page_size, lambda row: row)


@router.get(
    ALARM,
    response={200: AlarmDetailOut, **REFUSALS},
    operation_id="show_price_alarm",
    summary="An alarm with its steps",
)
def show_price_alarm(request: ApiRequest, alarm_id: int) -> dict[str, Any]:
    _require_market(request)
    alarm: PriceAlarm = get_object_or_404(catalogue.alarms_visible_to(request.actor), pk=alarm_id)
    steps = [
        {
            **{name: getattr(step, name) for name in ("id", "action", "state", "words", "at")},
            "by": f"{step.by_office} {step.by_label}".strip(),
            "files": _files(files),
        }
        for step, files in catalogue.steps_of_alarm(alarm)
    ]
    return {"alarm": alarm, "steps": steps}


@router.post(
    f"{ALARM}/reply",
    response={200: AlarmOut, **ACT_REFUSALS},
    operation_id="reply_to_price_alarm",
    summary="Say in public why a price is what it is, without files",
)
def reply_to_price_alarm(request: ApiRequest, alarm_id: int, told: ReplyIn) -> PriceAlarm:
    return services.reply_to_alarm(
        actor=request.actor, alarm_id=alarm_id, words=told.words, scans=[], at=timezone.now()
    )


@router.post(
    f"{ALARM}/decide",
    response={200: AlarmOut, **ACT_REFUSALS},
    operation_id="decide_price_alarm",
    summary="Agree to a price, or withhold its offer until it falls",
)
def decide_price_alarm(request: ApiRequest, alarm_id: int, told: VerdictIn) -> PriceAlarm:
    verdict = Verdict(AlarmAction(told.action), told.words)
    return services.decide_alarm(actor=request.actor, alarm_id=alarm_id, verdict=verdict, at=timezone.now())


@router.get(
    "/prices/rules",
    response={200: list[PriceRuleOut], **REFUSALS},
    operation_id="list_price_rules",
    summary="The rules by which prices are asked about",
)
def list_price_rules(request: ApiRequest) -> list[PriceRule]:
    _require_market(request)
    return list(catalogue.price_rules())


@router.post(
    "/prices/rules",
    response={200: PriceRuleOut, **ACT_REFUSALS},
    operation_id="add_price_rule",
    summary="Write a rule",
)
def add_price_rule(request: ApiRequest, told: PriceRuleIn) -> PriceRule:
    return services.add_price_rule(actor=request.actor, told=ToldRule(**told.dict()))


@router.post(
    "/prices/rules/{price_rule_id}/end",
    response={200: PriceRuleOut, **ACT_REFUSALS},
    operation_id="end_price_rule",
    summary="Let a rule end with this day",
)
def end_price_rule(request: ApiRequest, price_rule_id: int) -> PriceRule:
    return services.end_price_rule(actor=request.actor, rule_id=price_rule_id, at=timezone.now())


@router.get(
    "/prices/references",
    response={200: Page[ReferenceOut], **REFUSALS},
    operation_id="list_reference_prices",
    summary="Reference prices, the latest first",
)
def list_reference_prices(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_market(request)
    return paged(catalogue.references(), page, page_size, lambda row: row)


@router.post(
    "/prices/references",
    response={200: ReferenceOut, **ACT_REFUSALS},
    operation_id="enter_reference_price",
    summary="Enter a reference price",
)
def enter_reference_price(request: ApiRequest, told: ReferenceIn) -> ReferencePrice:
    return services.enter_reference(actor=request.actor, told=ToldReference(**told.dict()), at=timezone.now())


@router.post(
    "/prices/references/{reference_id}/strike",
    response={200: ReferenceOut, **ACT_REFUSALS},
    operation_id="strike_reference_price",
    summary="Strike out a reference price that was wrong",
)
def strike_reference_price(request: ApiRequest, reference_id: int) -> ReferencePrice:
    return services.strike_reference(actor=request.actor, reference_id=reference_id)


def _evidence(one: Evidence, files: Mapping[int, Sequence[Document]]) -> dict[str, Any]:
    like = one.like._asdict() | {"above_percent": one.above_like} if one.like else None
    reference = one.reference._asdict() | {"above_percent": one.above_reference} if one.reference else None
    same = {name: getattr(one, name) for name in ("offer_id", "unit_price", "measured")}
    said = one.said._asdict() | {"files": _files(files.get(one.said.reply_id or 0, ()))} if one.said else None
    return {**same, "like": like, "reference": reference, "said": said}


def _files(files: Iterable[Document]) -> list[dict[str, object]]:
    return [{"id": file.pk, "name": file.name} for file in files]


def _require_market(request: ApiRequest) -> None:
    if not suppliers.has_to_do(request.actor):
        raise Http404
