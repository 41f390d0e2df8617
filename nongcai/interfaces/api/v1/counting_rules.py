"""Acts on a region's counting rule (计入口径): the same services as the pages."""

from __future__ import annotations

from typing import Annotated, Literal

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from nongcai.domain.programmes import services
from nongcai.domain.programmes.services import ToldCountingRule
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS
from nongcai.interfaces.api.v1.programmes import CountingRuleOut, counting_rule_out

router = Router(tags=["programmes"])
Days = Annotated[int, Field(ge=1, le=366)]
YearOfRule = Annotated[int, Field(ge=2019, le=2099)]
Fact = Literal["paid", "goods", "invoice", "evaluated"]
ONE = "/counting-rules/{counting_rule_id}"


class CountingRuleIn(Schema):
    """What a document says of counting: the facts that an order needs, and the moment that tells its year.

    Goods that nobody looks at are accepted by themselves `accepts_after_days` calendar days after the last parcel;
    never, where it is null.
    """

    first_year: YearOfRule
    last_year: YearOfRule | None = None
    needs: Annotated[list[Fact], Field(min_length=1, max_length=4)]
    year_by: Literal["completed", "ordered"]
    accepts_after_days: Days | None = None
    document: Annotated[str, Field(max_length=120)]
    paragraph: Annotated[str, Field(max_length=60)] = ""
    text: Annotated[str, Field(max_length=300)]


class CountingRuleEndIn(Schema):
    """The last year in which a counting rule holds."""

    last_year: YearOfRule


@router.post(
    "/counting-rules",
    response={200: CountingRuleOut, **ACT_REFUSALS},
    operation_id="write_counting_rule",
    summary="Draft a counting rule of one's region",
)
def write_counting_rule(request: ApiRequest, told: CountingRuleIn) -> dict[str, object]:
    written = ToldCountingRule(**told.model_dump())
    return counting_rule_out(services.write_counting_rule(actor=request.actor, told=written, at=timezone.now()))


@router.post(
    ONE,
    response={200: CountingRuleOut, **ACT_REFUSALS},
    operation_id="rewrite_counting_rule",
    summary="Rewrite a draft of a counting rule",
)
def rewrite_counting_rule(request: ApiRequest, counting_rule_id: int, told: CountingRuleIn) -> dict[str, object]:
    written = ToldCountingRule(**told.model_dump())
    rule = services.write_counting_rule(actor=request.actor, told=written, at=timezone.now(), rule_id=counting_rule_id)
    return counting_rule_out(rule)


@router.post(
    f"{ONE}/publish",
    response={200: CountingRuleOut, **ACT_REFUSALS},
    operation_id="publish_counting_rule",
    summary="Put a drafted counting rule in force; its words can no longer change",
)
def publish_counting_rule(request: ApiRequest, counting_rule_id: int) -> dict[str, object]:
    rule = services.publish_counting_rule(actor=request.actor, rule_id=counting_rule_id, at=timezone.now())
    return counting_rule_out(rule)


@router.post(
    f"{ONE}/end",
    response={200: CountingRuleOut, **ACT_REFUSALS},
    operation_id="end_counting_rule",
    summary="Set the last year in which a counting rule holds",
)
def end_counting_rule(request: ApiRequest, counting_rule_id: int, told: CountingRuleEndIn) -> dict[str, object]:
    rule = services.end_counting_rule(
        actor=request.actor, rule_id=counting_rule_id, last_year=told.last_year, at=timezone.now()
    )
    return counting_rule_out(rule)


@router.post(
    f"{ONE}/discard",
    response={204: None, **ACT_REFUSALS},
    operation_id="discard_counting_rule",
    summary="Throw a draft of a counting rule away",
)
def discard_counting_rule(request: ApiRequest, counting_rule_id: int) -> Status[None]:
    services.discard_counting_rule(actor=request.actor, rule_id=counting_rule_id, at=timezone.now())
    return Status(204, None)
