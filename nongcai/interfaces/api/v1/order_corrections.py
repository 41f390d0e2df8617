"""The unit to which an order counts is corrected: asked for, agreed to by both units and their finance."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services
from nongcai.domain.orders.states import CorrectionState
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.order_acts import Reason, Text

if TYPE_CHECKING:
    from nongcai.domain.orders.models import UnitCorrection

router = Router(tags=["orders"])


class CorrectionOut(Schema):
    """What is asked for; each moment at which one of the four agreed."""

    order_id: UUID
    seq: int
    state: CorrectionState
    from_unit_id: int
    from_name: str
    to_unit_id: int
    to_name: str
    words: str
    asked_at: datetime
    from_unit_at: datetime | None
    to_unit_at: datetime | None
    from_finance_at: datetime | None
    to_finance_at: datetime | None
    ended_at: datetime | None


class CorrectionIn(Schema):
    """To which unit an order is to count, and why."""

    to_unit_id: Annotated[int, Field(ge=1, le=2**63 - 1)]
    words: Reason


class CorrectionAnswerIn(Schema):
    """Whether one's own side agrees; why not where it does not."""

    agrees: bool
    words: Text = ""


@router.get(
    "/corrections",
    response={200: Page[CorrectionOut], **REFUSALS},
    operation_id="list_order_corrections",
    summary="Corrections that concern units within sight, or the own body's orders",
)
def list_order_corrections(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, Any]:
    return paged(orders.corrections_visible_to(request.actor), page, page_size, _told)


@router.post(
    "/orders/{order_id}/correct",
    response={200: CorrectionOut, **ACT_REFUSALS},
    operation_id="ask_order_correction",
    summary="Ask that an order counts to another unit",
)
def ask_order_correction(request: ApiRequest, order_id: UUID, told: CorrectionIn) -> dict[str, Any]:
    row = services.ask_correction(actor=request.actor, order_id=order_id, **told.dict(), at=timezone.now())
    return _told(row)


@router.post(
    "/orders/{order_id}/corrections/{seq}/answer",
    response={200: CorrectionOut, **ACT_REFUSALS},
    operation_id="answer_order_correction",
    summary="Agree for the own unit or finance department, or say no",
)
def answer_order_correction(request: ApiRequest, order_id: UUID, seq: int, told: CorrectionAnswerIn) -> dict[str, Any]:
    row = services.answer_correction(actor=request.actor, order_id=order_id, seq=seq, **told.dict(), at=timezone.now())
    return _told(row)


def _told(row: UnitCorrection) -> dict[str, Any]:
    return {name: getattr(row, name) for name in CorrectionOut.model_fields}
