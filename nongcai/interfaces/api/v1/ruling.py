"""Acts on a region's programme and its rules, on lower ratios and later days: the same services as the pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema, Status
from pydantic import Field

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import permissions, services
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.services import ToldExemption, ToldProgramme, ToldRule
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS
from nongcai.interfaces.api.v1.programmes import ProgrammeOut, ProgrammeRuleOut, Year, programme_out, router, rules_out

if TYPE_CHECKING:
    from nongcai.domain.programmes.models import Exemption, Rule

YearIn = Annotated[int, Field(ge=2019, le=2099)]
Text = Annotated[str, Field(max_length=300)]


class ProgrammeIn(Schema):
    """What a document says of a year."""

    title: Text
    zone_name: Text
    leading_count: Annotated[int, Field(ge=1, le=100)]
    mode: Text
    files_from: date | None = None
    files_due: date | None = None
    endorse_due: date | None = None
    confirm_due: date | None = None
    report_due: date | None = None
    finish_by: date | None = None
    moves_to_workday: bool = False
    has_second_review: bool = False
    needs_scan: bool = False
    document: Text


class ProgrammeRuleIn(Schema):
    """One sentence of a document; without a number leave base, operator, value and measure out."""

    first_year: YearIn
    last_year: YearIn | None = None
    subject: Text
    group: Annotated[int, Field(ge=1, le=99)] = 1
    base: Text = ""
    operator: Text = ""
    value: Annotated[Decimal, Field(ge=0)] | None = None
    measure: Text = ""
    strength: Text
    applies_to: Text = ""
    condition: Text = ""
    document: Text
    paragraph: Text = ""
    text: Text


class RuleEndIn(Schema):
    """The last year in which a rule holds."""

    last_year: YearIn


class ExemptionIn(Schema):
    """A lower ratio that a higher authority approved; `unit` is a unit's code or full name."""

    unit: Text
    rate: Annotated[Decimal, Field(ge=0, le=100)]
    first_year: YearIn
    last_year: YearIn
    covers_below: bool = False
    approved_by: Text
    document: Text
    paragraph: Text = ""
    ground: Text


class ExemptionOut(Schema):
    """An exemption as entered."""

    id: int
    organisation_id: int
    rate: str
    first_year: int
    last_year: int
    covers_below: bool


class RefusedRuleOut(Schema):
    """A draft that stays one, and why."""

    text: str
    why: str


class PublishedOut(Schema):
    """How many drafts are in force now, and those that are not."""

    published: int
    refused: list[RefusedRuleOut]


class ExtensionIn(Schema):
    """A later last day for a unit's filing of a year; `unit` is a unit's code or full name."""

    unit: Text
    year: YearIn
    due_on: date
    ground: Text


class ExtensionOut(Schema):
    """An extension as granted."""

    id: int
    organisation_id: int
    year: int
    due_on: date


@router.post(
    "/programmes/{region}/{year}",
    response={200: ProgrammeOut, **ACT_REFUSALS},
    operation_id="write_programme",
    summary="Write one's region's programme of a year; a new one is a draft",
)
def write_programme(request: ApiRequest, region: str, year: Year, told: ProgrammeIn) -> dict[str, object]:
    _require_own(request, region)
    written = ToldProgramme(**told.model_dump())
    return programme_out(services.write_programme(actor=request.actor, year=year, told=written, at=timezone.now()))


@router.post(
    "/programmes/{region}/{year}/publish",
    response={200: ProgrammeOut, **ACT_REFUSALS},
    operation_id="publish_programme",
    summary="Put one's region's programme in force",
)
def publish_programme(request: ApiRequest, region: str, year: Year) -> dict[str, object]:
    _require_own(request, region)
    return programme_out(services.publish_programme(actor=request.actor, year=year, at=timezone.now()))


@router.post(
    "/programmes/{region}/{year}/copy",
    response={200: ProgrammeOut, **ACT_REFUSALS},
    operation_id="copy_programme",
    summary="Carry one's region's programme, and the rules that end with it, to the next year as drafts",
)
def copy_programme(request: ApiRequest, region: str, year: Year) -> dict[str, object]:
    _require_own(request, region)
    return programme_out(services.copy_to_next_year(actor=request.actor, year=year, at=timezone.now()))


@router.post(
    "/rules",
    response={200: ProgrammeRuleOut, **ACT_REFUSALS},
    operation_id="write_rule",
    summary="Draft a rule of one's own layer",
)
def write_rule(request: ApiRequest, told: ProgrammeRuleIn) -> dict[str, object]:
    rule = services.write_rule(actor=request.actor, told=ToldRule(**told.model_dump()), at=timezone.now())
    return _rule_out(request, rule)


@router.post(
    "/rules/{rule_id}",
    response={200: ProgrammeRuleOut, **ACT_REFUSALS},
    operation_id="rewrite_rule",
    summary="Rewrite a draft",
)
def rewrite_rule(request: ApiRequest, rule_id: int, told: ProgrammeRuleIn) -> dict[str, object]:
    written = ToldRule(**told.model_dump())
    rule = services.write_rule(actor=request.actor, told=written, at=timezone.now(), rule_id=rule_id)
    return _rule_out(request, rule)


@router.post(
    "/rules/{rule_id}/publish",
    response={200: ProgrammeRuleOut, **ACT_REFUSALS},
    operation_id="publish_rule",
    summary="Put a drafted rule in force; its words can no longer change",
)
def publish_rule(request: ApiRequest, rule_id: int) -> dict[str, object]:
    rule = services.publish_rule(actor=request.actor, rule_id=rule_id, at=timezone.now())
    return _rule_out(request, rule)


@router.post(
    "/rules/{rule_id}/end",
    response={200: ProgrammeRuleOut, **ACT_REFUSALS},
    operation_id="end_rule",
    summary="Set the last year in which a rule holds",
)
def end_rule(request: ApiRequest, rule_id: int, told: RuleEndIn) -> dict[str, object]:
    rule = services.end_rule(actor=request.actor, rule_id=rule_id, last_year=told.last_year, at=timezone.now())
    return _rule_out(request, rule)


@router.post(
    "/rules/{rule_id}/discard",
    response={204: None, **ACT_REFUSALS},
    operation_id="discard_rule",
    summary="Throw a draft away",
)
def discard_rule(request: ApiRequest, rule_id: int) -> Status[None]:
    services.discard_rule(actor=request.actor, rule_id=rule_id, at=timezone.now())
    return Status(204, None)


@router.post(
    "/exemptions",
    response={200: ExemptionOut, **ACT_REFUSALS},
    operation_id="approve_exemption",
    summary="Enter a lower ratio that a higher authority approved for a unit",
)
def approve_exemption(request: ApiRequest, told: ExemptionIn) -> dict[str, object]:
    unit = organisations.unit_called(told.unit, request.actor.path)
    written = ToldExemption(**told.model_dump(exclude={"unit"}))
    return _exemption_out(
        services.approve_exemption(actor=request.actor, organisation_id=unit.pk, told=written, at=timezone.now())
    )


@router.post(
    "/exemptions/{exemption_id}/end",
    response={204: None, **ACT_REFUSALS},
    operation_id="end_exemption",
    summary="End a lower ratio; what was confirmed by it stands",
)
def end_exemption(request: ApiRequest, exemption_id: int) -> Status[None]:
    services.end_exemption(actor=request.actor, exemption_id=exemption_id, at=timezone.now())
    return Status(204, None)


@router.post(
    "/extensions",
    response={200: ExtensionOut, **ACT_REFUSALS},
    operation_id="extend",
    summary="Let a unit file until a later day",
)
def extend(request: ApiRequest, told: ExtensionIn) -> dict[str, object]:
    unit = organisations.unit_called(told.unit, request.actor.path)
    values = told.model_dump(exclude={"unit"})
    granted = services.extend(actor=request.actor, organisation_id=unit.pk, at=timezone.now(), **values)
    return {name: getattr(granted, name) for name in ExtensionOut.model_fields if name != "id"} | {"id": granted.pk}


@router.post(
    "/extensions/{extension_id}/end",
    response={204: None, **ACT_REFUSALS},
    operation_id="end_extension",
    summary="End a later day; what was filed stands",
)
def end_extension(request: ApiRequest, extension_id: int) -> Status[None]:
    services.end_extension(actor=request.actor, extension_id=extension_id, at=timezone.now())
    return Status(204, None)


@router.post(
    "/rules/publish/{year}",
    response={200: PublishedOut, **ACT_REFUSALS},
    operation_id="publish_rules",
    summary="Put all drafts of one's layer that begin in a year in force",
)
def publish_rules(request: ApiRequest, year: Year) -> dict[str, object]:
    published, refused = services.publish_rules(actor=request.actor, year=year, at=timezone.now())
    told = [{"text": text, "why": _(type(one).message).format(**one.facts)} for text, one in refused]
    return {"published": published, "refused": told}


def _require_own(request: ApiRequest, region: str) -> None:
    layer = permissions.require_layer(request.actor)
    if layer.region_code != region:
        raise Http404


def _rule_out(request: ApiRequest, rule: Rule) -> dict[str, object]:
    path, drafts = request.actor.path, [rule.pk]
    bound = programmes.rules_for(rule.region_id, rule.first_year, path=path, drafts=drafts)
    return rules_out((one for one in bound if one.id == rule.pk), programmes.loosened(bound))[0]


def _exemption_out(row: Exemption) -> dict[str, object]:
    names = ("organisation_id", "first_year", "last_year", "covers_below")
    return {name: getattr(row, name) for name in names} | {"id": row.pk, "rate": str(row.rate)}
