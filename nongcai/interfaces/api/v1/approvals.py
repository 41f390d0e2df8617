"""What waits for approval inside a unit, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from nongcai.domain.approvals import permissions, services
from nongcai.domain.approvals import queries as approvals
from nongcai.domain.approvals.services import MOST_AT_ONCE, MOST_LEVELS, Outcome
from nongcai.domain.approvals.states import Purpose, RequestState
from nongcai.domain.orders import queries as ordered
from nongcai.domain.orders import services as orders
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged

if TYPE_CHECKING:
    from nongcai.domain.approvals.models import ApprovalRequest
    from nongcai.domain.approvals.queries import ShownRequest
    from nongcai.domain.orders.queries import OrderToApprove

router = Router(tags=["approvals"])
ONE = "/approvals/requests/{subject}"


class Deciding(NamedTuple):
    """Services that take what those of the approvals take."""

    agree: Callable[..., object]
    refuse: Callable[..., object]
    agree_many: Callable[..., list[Outcome]]
    withdraw: Callable[..., object]


# A room above that asks for approval, as orders do, has its own services here.
DECIDING = {orders.KIND: Deciding(orders.agree_to, orders.say_no, orders.agree_to_many, orders.give_up)}
_OWN = Deciding(services.agree, services.refuse, services.agree_many, services.withdraw)

Subject = Annotated[str, Path(pattern=r"^[a-z_]{1,20}:[A-Za-z0-9-]{1,40}$", description="such as order:…")]
Level = Annotated[int, Field(ge=1, le=MOST_LEVELS)]
Reason = Annotated[str, Field(max_length=500)]


class FindRequestsIn(Schema):
    """Filters: a state, a purpose."""

    state: RequestState | None = None
    purpose: Purpose | None = None


class ApprovalOut(Schema):
    """What somebody wants to buy, how far its approval is; `level` of `levels` is where it stands or ended."""

    subject: str
    round: int
    title: str
    purpose: str
    amount: Decimal
    supplier: str
    lines: list[str]
    buyer_id: int
    buyer: str
    unit_id: int
    unit: str
    state: str
    level: int
    levels: int
    asked_by: str
    asked_at: datetime
    waits_since: datetime
    ended_at: datetime | None


class TouchedBudgetOut(Schema):
    """A budget that it takes from, in yuan; `is_short` from 80 % on."""

    id: int
    name: str
    amount: Decimal
    left: Decimal
    is_short: bool


class ApprovalWaitingOut(Schema):
    """A request with the budgets that it takes from, and what its buyer was allowed this month."""

    request: ApprovalOut
    budgets: list[TouchedBudgetOut]
    agreed_this_month: Decimal
    times_this_month: int


class OrderToApproveOut(Schema):
    """An order for which no level asks: `approve_order` and `refuse_order` decide on it."""

    id: UUID
    number: str
    buyer_id: int
    buyer_name: str
    unit_id: int
    unit_name: str
    supplier_name: str
    purpose: Purpose
    amount: Decimal
    goods: list[str]
    placed_by: str
    placed_at: datetime
    since: datetime
    waits_until: datetime | None


class InboxOut(Page[ApprovalWaitingOut]):
    """Requests page by page; beside them, on each page, the longest waiting `orders` of `orders_count` in all."""

    orders: list[OrderToApproveOut]
    orders_count: int


class ApprovalStepOut(Schema):
    """Who did what, as what and for whom."""

    action: str
    round: int
    level: int
    acting: str
    by: str
    for_post: str
    reason: str
    at: datetime


class ApprovalDetailOut(Schema):
    """A request with its steps, who decides now, and what the caller may do."""

    waiting: ApprovalWaitingOut
    steps: list[ApprovalStepOut]
    who: list[str]
    may_decide: bool
    may_withdraw: bool


class AgreeIn(Schema):
    """At which level it was seen."""

    level: Level
    reason: Reason = ""


class RefuseIn(Schema):
    """At which level it was seen, and why it is refused."""

    level: Level
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class ApprovalSeenIn(Schema):
    """A subject and the level at which it was seen."""

    subject: Annotated[str, Field(max_length=64)]
    level: Level


class AgreeManyIn(Schema):
    """Many at once."""

    seen: Annotated[list[ApprovalSeenIn], Field(min_length=1, max_length=MOST_AT_ONCE)]


class AgreedOut(Schema):
    """What became of one of many: agreed, by the last level or not, or a refusal."""

    subject: str
    is_last: bool
    code: str
    message: str


@router.get(
    "/approvals/inbox",
    response={200: InboxOut, **REFUSALS},
    operation_id="list_waiting_approvals",
    summary="What waits for the caller's decision, the longest waiting first: requests of levels, and orders without",
)
def list_waiting_approvals(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, Any]:
    _require_concerned(request)
    today = timezone.localdate()
    found = paged(approvals.inbox(request.actor, today), page, page_size, lambda row: row)
    found["items"] = [_waiting(one) for one in approvals.requests_shown(found["items"], today)]
    unlevelled = ordered.orders_to_approve(request.actor, page_size)
    return found | {"orders": [_order(one) for one in unlevelled.rows], "orders_count": unlevelled.count}


@router.get(
    "/approvals/requests",
    response={200: Page[ApprovalOut], **REFUSALS},
    operation_id="list_approvals",
    summary="What an own body asked for, or any that buys for the own unit",
)
def list_approvals(
    request: ApiRequest, told: Query[FindRequestsIn], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, Any]:
    _require_concerned(request)
    chosen = {name: value for name, value in told.dict().items() if value}
    rows = approvals.requests_visible_to(request.actor, timezone.localdate()).filter(**chosen)
    return paged(rows, page, page_size, _one)


@router.get(
    ONE,
    response={200: ApprovalDetailOut, **REFUSALS},
    operation_id="show_approval",
    summary="What was asked for a subject the last time, with all its steps",
)
def show_approval(request: ApiRequest, subject: Subject) -> dict[str, Any]:
    return _detail(request, subject)


@router.post(
    f"{ONE}/agree",
    response={200: ApprovalDetailOut, **ACT_REFUSALS},
    operation_id="agree_approval",
    summary="Agree at the level that was seen",
)
def agree_approval(request: ApiRequest, subject: Subject, told: AgreeIn) -> dict[str, Any]:
    _deciding(subject).agree(actor=request.actor, subject=subject, at=timezone.now(), **told.dict())
    return _detail(request, subject)


@router.post(
    f"{ONE}/refuse",
    response={200: ApprovalDetailOut, **ACT_REFUSALS},
    operation_id="refuse_approval",
    summary="Refuse at the level that was seen, with a reason",
)
def refuse_approval(request: ApiRequest, subject: Subject, told: RefuseIn) -> dict[str, Any]:
    _deciding(subject).refuse(actor=request.actor, subject=subject, at=timezone.now(), **told.dict())
    return _detail(request, subject)


@router.post(
    f"{ONE}/withdraw",
    response={200: ApprovalDetailOut, **ACT_REFUSALS},
    operation_id="withdraw_approval",
    summary="Take back what waits",
)
def withdraw_approval(request: ApiRequest, subject: Subject) -> dict[str, Any]:
    _deciding(subject).withdraw(actor=request.actor, subject=subject, at=timezone.now())
    return _detail(request, subject)


@router.post(
    "/approvals/agree",
    response={200: list[AgreedOut], **ACT_REFUSALS},
    operation_id="agree_approvals",
    summary="Agree to many at the levels that were seen; of each what became of it",
)
def agree_approvals(request: ApiRequest, told: AgreeManyIn) -> list[dict[str, Any]]:
    _require_concerned(request)
    seen = sorted((one.subject, one.level) for one in told.seen)
    return [
        _agreed(outcome)
        for _kind, rows in groupby(seen, key=lambda one: one[0].partition(":")[0])
        for outcome in _agree_many(request, list(rows))
    ]


def _agree_many(request: ApiRequest, seen: list[tuple[str, int]]) -> list[Outcome]:
    return _deciding(seen[0][0]).agree_many(actor=request.actor, seen=seen, at=timezone.now())


def _deciding(subject: str) -> Deciding:
    return DECIDING.get(subject.partition(":")[0], _OWN)


def _require_concerned(request: ApiRequest) -> None:
    if not permissions.is_concerned(request.actor):
        raise Http404


def _detail(request: ApiRequest, subject: str) -> dict[str, Any]:
    _require_concerned(request)
    today = timezone.localdate()
    asked = approvals.request_seen(request.actor, subject, today)
    if asked is None:
        raise Http404
    found = approvals.request_page(request.actor, asked, today)
    return {
        "waiting": _waiting(found.shown),
        "steps": [
            {
                **{name: getattr(one, name) for name in ("action", "round", "acting", "reason", "at")},
                "level": one.number,
                "by": one.by_label,
                "for_post": one.for_label,
            }
            for one in found.steps
        ],
        "who": found.who,
        "may_decide": found.may_decide,
        "may_withdraw": found.may_withdraw,
    }


def _waiting(shown: ShownRequest) -> dict[str, Any]:
    return {
        "request": _one(shown.request),
        "budgets": [
            {"id": one.budget.pk, **{name: getattr(one, name) for name in ("name", "amount", "left", "is_short")}}
            for one in shown.budgets
        ],
        "agreed_this_month": shown.agreed,
        "times_this_month": shown.times,
    }


def _one(row: ApprovalRequest) -> dict[str, Any]:
    same = ("subject", "round", "title", "purpose", "amount", "lines", "state", "asked_at", "waits_since", "ended_at")
    told = {name: getattr(row, name) for name in same}
    return told | {
        "supplier": row.supplier_name,
        "buyer_id": row.organisation_id,
        "buyer": row.organisation.name,
        "unit_id": row.unit_id,
        "unit": row.unit.name,
        "level": row.number,
        "levels": len(row.levels),
        "asked_by": row.asked_by_label,
    }


def _order(one: OrderToApprove) -> dict[str, Any]:
    apart = {"goods": one.goods, "placed_by": one.placed_by}
    same = OrderToApproveOut.model_fields.keys() - apart.keys()
    return {name: getattr(one.order, name) for name in same} | apart


def _agreed(outcome: Outcome) -> dict[str, Any]:
    refusal = outcome.refusal
    return {
        "subject": outcome.subject,
        "is_last": outcome.is_last,
        "code": refusal.code if refusal else "",
        "message": _(type(refusal).message).format(**refusal.facts) if refusal else "",
    }
