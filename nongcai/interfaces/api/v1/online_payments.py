"""Paying orders at the institution: attempts, and what goes back the same way."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.orders import queries as orders
from nongcai.domain.payments import permissions, queries, services
from nongcai.foundation import wechat
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS

if TYPE_CHECKING:
    from nongcai.domain.payments.models import OnlinePayment, OnlineRefund

router = Router(tags=["payments"])
ONLINE = "/dues/{order_id}/online-payments"


class OnlinePaymentOut(Schema):
    """An attempt to pay an order; `code` is the text of the code to scan, until `ends_at`."""

    seq: int
    trade_no: str
    state: str
    asked: Decimal
    code: str
    opened_at: datetime
    ends_at: datetime
    paid_at: datetime | None
    returned: Decimal


class OnlineRefundOut(Schema):
    """What goes back to where a payment came from."""

    refund_no: str
    state: str
    amount: Decimal
    words: str
    requested_at: datetime
    done_at: datetime | None


class GiveBackIn(Schema):
    """Why it goes back."""

    words: Annotated[str, Field(min_length=1, max_length=300)]


@router.get(
    ONLINE,
    response={200: list[OnlinePaymentOut], **REFUSALS},
    operation_id="list_online_payments",
    summary="The attempts to pay an order at the institution",
)
def list_online_payments(request: ApiRequest, order_id: UUID) -> list[OnlinePayment]:
    rows = orders.orders_visible_to(request.actor).filter(pk=order_id, signed_at__isnull=False)
    if not (permissions.has_to_do(request.actor) and rows.exists()):
        raise Http404
    return list(queries.online_payments_of(order_id))


@router.post(
    ONLINE,
    response={200: OnlinePaymentOut, **ACT_REFUSALS},
    operation_id="open_online_payment",
    summary="Open a payment of what is open of a person's order, or return the one that is open",
)
def open_online_payment(request: ApiRequest, order_id: UUID) -> OnlinePayment:
    return services.open_payment(actor=request.actor, order_id=order_id, cashier=wechat.cashier(), at=timezone.now())


@router.post(
    f"{ONLINE}/{{seq}}/check",
    response={200: OnlinePaymentOut, **ACT_REFUSALS},
    operation_id="check_online_payment",
    summary="Ask the institution now what became of a payment",
)
def check_online_payment(request: ApiRequest, order_id: UUID, seq: int) -> OnlinePayment:
    return services.check_payment(
        actor=request.actor, order_id=order_id, seq=seq, cashier=wechat.cashier(), at=timezone.now()
    )


@router.post(
    "/transfer-issues/{transfer_id}/{seq}/give-back",
    response={200: OnlineRefundOut, **ACT_REFUSALS},
    operation_id="give_back_transfer",
    summary="Give what is open of an online payment back to where it came from",
)
def give_back_transfer(request: ApiRequest, transfer_id: UUID, seq: int, told: GiveBackIn) -> OnlineRefund:
    return services.refund(
        actor=request.actor,
        transfer_id=transfer_id,
        seq=seq,
        words=told.words,
        cashier=wechat.cashier(),
        at=timezone.now(),
    )
