"""Acts on a region's payment rule (付款期限): the same services as the pages."""

from __future__ import annotations

from typing import Annotated

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from nongcai.domain.programmes import services
from nongcai.domain.programmes.services import ToldPaymentRule
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS
from nongcai.interfaces.api.v1.programmes import PaymentRuleOut, payment_rule_out

router = Router(tags=["programmes"])
Days = Annotated[int, Field(ge=1, le=366)]
YearOfRule = Annotated[int, Field(ge=2019, le=2099)]
ONE = "/payment-rules/{payment_rule_id}"


class PaymentRuleIn(Schema):
    """What a document says of paying; it may only shorten what the law says.

    Days are calendar days, but for `check_days` and `refund_days`: workdays.
    """

    first_year: YearOfRule
    last_year: YearOfRule | None = None
    goods_first_days: Days
    longest_days: Days
    pay_first_days: Days
    extension_days: Annotated[int, Field(ge=0, le=366)]
    inspection_days: Days
    check_days: Days
    refund_days: Days
    lapses_after_days: Days = 15
    document: Annotated[str, Field(max_length=120)]
    paragraph: Annotated[str, Field(max_length=60)] = ""
    text: Annotated[str, Field(max_length=300)]


class PaymentRuleEndIn(Schema):
    """The last year in which a payment rule holds."""

    last_year: YearOfRule


@router.post(
    "/payment-rules",
    response={200: PaymentRuleOut, **ACT_REFUSALS},
    operation_id="write_payment_rule",
    summary="Draft a payment rule of one's region",
)
def write_payment_rule(request: ApiRequest, told: PaymentRuleIn) -> dict[str, object]:
    written = ToldPaymentRule(**told.model_dump())
    return payment_rule_out(services.write_payment_rule(actor=request.actor, told=written, at=timezone.now()))


@router.post(
    ONE,
    response={200: PaymentRuleOut, **ACT_REFUSALS},
    operation_id="rewrite_payment_rule",
    summary="Rewrite a draft of a payment rule",
)
def rewrite_payment_rule(request: ApiRequest, payment_rule_id: int, told: PaymentRuleIn) -> dict[str, object]:
    written = ToldPaymentRule(**told.model_dump())
    rule = services.write_payment_rule(actor=request.actor, told=written, at=timezone.now(), rule_id=payment_rule_id)
    return payment_rule_out(rule)


@router.post(
    f"{ONE}/publish",
    response={200: PaymentRuleOut, **ACT_REFUSALS},
    operation_id="publish_payment_rule",
    summary="Put a drafted payment rule in force; its words can no longer change",
)
def publish_payment_rule(request: ApiRequest, payment_rule_id: int) -> dict[str, object]:
    rule = services.publish_payment_rule(actor=request.actor, rule_id=payment_rule_id, at=timezone.now())
    return payment_rule_out(rule)


@router.post(
    f"{ONE}/end",
    response={200: PaymentRuleOut, **ACT_REFUSALS},
    operation_id="end_payment_rule",
    summary="Set the last year in which a payment rule holds",
)
def end_payment_rule(request: ApiRequest, payment_rule_id: int, told: PaymentRuleEndIn) -> dict[str, object]:
    rule = services.end_payment_rule(
        actor=request.actor, rule_id=payment_rule_id, last_year=told.last_year, at=timezone.now()
    )
    return payment_rule_out(rule)


@router.post(
    f"{ONE}/discard",
    response={204: None, **ACT_REFUSALS},
    operation_id="discard_payment_rule",
    summary="Throw a draft of a payment rule away",
)
def discard_payment_rule(request: ApiRequest, payment_rule_id: int) -> Status[None]:
    services.discard_payment_rule(actor=request.actor, rule_id=payment_rule_id, at=timezone.now())
    return Status(204, None)
