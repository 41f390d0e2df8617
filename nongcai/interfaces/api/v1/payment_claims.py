"""What buyers say that they have paid: shown with a voucher, confirmed, denied, looked into."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from nongcai.domain.payments import permissions, queries, services
from nongcai.domain.payments.services import ToldClaim, VoucherFile
from nongcai.domain.payments.states import ClaimAction
from nongcai.foundation.scans import LARGEST
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged

if TYPE_CHECKING:
    from nongcai.domain.payments.models import PaymentClaim

router = Router(tags=["payments"])


class PaymentClaimIn(Schema):
    """What a buyer has paid; without a payer it was the buyer, without a tail it went to the settlement account."""

    amount: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)]
    paid_on: date
    payer: Annotated[str, Field(max_length=128)] = ""
    account_tail: Annotated[str, Field(pattern=r"^([0-9]{4})?$")] = ""
    words: Annotated[str, Field(max_length=300)] = ""


class PaymentClaimOut(Schema):
    """A claim as it stands: who holds it, since when, until when. `transfer_id` is the money that came."""

    order_id: UUID
    seq: int
    amount: Decimal
    paid_on: date
    payer: str
    account_tail: str
    words: str
    state: str
    holder: str
    since: datetime
    due_on: date | None
    answer: str
    transfer_id: UUID | None
    stated_at: datetime


class PaymentClaimStepIn(Schema):
    """What is done with a claim, and why; only `arrive` wants no words."""

    action: ClaimAction
    words: Annotated[str, Field(max_length=300)] = ""


@router.get(
    "/payment-claims",
    response={200: Page[PaymentClaimOut], **REFUSALS},
    operation_id="list_payment_claims",
    summary="What buyers say that they have paid, the latest first",
)
def list_payment_claims(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    if not permissions.has_to_do_with_claims(request.actor):
        raise Http404
    return paged(queries.claims_visible_to(request.actor), page, page_size, lambda row: row)


@router.post(
    "/dues/{order_id}/claims",
    response={200: PaymentClaimOut, **ACT_REFUSALS},
    operation_id="state_payment_claim",
    summary="Say that an order was paid, with the bank's receipt",
)
def state_payment_claim(
    request: ApiRequest, order_id: UUID, told: Form[PaymentClaimIn], voucher: File[UploadedFile]
) -> PaymentClaim:
    file = VoucherFile(voucher.name or "", voucher.read(LARGEST + 1))
    said = ToldClaim(**told.dict())
    return services.state_claim(actor=request.actor, order_id=order_id, told=said, file=file, at=timezone.now())


@router.post(
    "/payment-claims/{order_id}/{seq}/step",
    response={200: PaymentClaimOut, **ACT_REFUSALS},
    operation_id="step_payment_claim",
    summary="Confirm that it came, say that nothing came, look into it, or withdraw",
)
def step_payment_claim(request: ApiRequest, order_id: UUID, seq: int, told: PaymentClaimStepIn) -> PaymentClaim:
    return services.step_claim(
        actor=request.actor, order_id=order_id, seq=seq, action=told.action, words=told.words, at=timezone.now()
    )
