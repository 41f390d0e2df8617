"""From which amount on who decides, who stands in for whom, and budgets."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.approvals import permissions, services
from nongcai.domain.approvals import queries as approvals
from nongcai.domain.approvals.services import MOST_LEVELS, ToldBudget, ToldDelegation, ToldLevel
from nongcai.domain.approvals.states import Purpose, Span
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.goods import Key

if TYPE_CHECKING:
    from nongcai.domain.approvals.models import ApprovalLevel, Budget, Delegation
    from nongcai.domain.approvals.queries import BudgetStanding
    from nongcai.domain.organisations.models import Membership

router = Router(tags=["approvals"])
BUDGET = "/approvals/budgets/{budget_id}"

# What it must be besides, the rules say in one sentence.
Amount = Annotated[Decimal, Field(max_digits=14, decimal_places=2)]
Words = Annotated[str, Field(min_length=1, max_length=200)]


class LevelOut(Schema):
    """From how many yuan on a post decides; no post is any approver, no purpose all that have none."""

    buyer_id: int
    buyer: str
    purpose: str
    number: int
    from_amount: Decimal
    post_id: int | None
    post: str


class LevelIn(Schema):
    """From how many yuan on a post decides; no post is any approver."""

    from_amount: Amount
    post_id: Key | None = None


class LevelsIn(Schema):
    """All levels of a buyer for a purpose, or for all that have none of their own, the lowest first."""

    buyer_id: Key
    purpose: Purpose | None = None
    levels: Annotated[list[LevelIn], Field(max_length=MOST_LEVELS)]


class ApprovalPostOut(Schema):
    """A post that a level may name, or that may stand in."""

    id: int
    label: str
    role: str
    buyer_id: int
    approves: bool


class DelegationOut(Schema):
    """Who stands in for whom, from a day to a day, both included."""

    id: int
    from_post_id: int
    from_post: str
    to_post_id: int
    to_post: str
    first_on: date
    last_on: date
    reason: str
    set_by: str
    set_at: datetime
    ended_at: datetime | None
    is_in_force: bool


class DelegationIn(Schema):
    """Who is to stand in for whom, and why."""

    from_post_id: Key
    to_post_id: Key
    first_on: date
    last_on: date
    reason: Words


class BudgetOut(Schema):
    """A budget in yuan: how much, promised, spent, left; no purpose is all together."""

    id: int
    buyer_id: int
    buyer: str
    purpose: str
    span: str
    first_on: date
    last_on: date
    amount: Decimal
    held: Decimal
    spent: Decimal
    left: Decimal
    is_short: bool
    closed_at: datetime | None


class BudgetChangeOut(Schema):
    """That it was set, changed or closed."""

    before: Decimal | None
    amount: Decimal
    is_end: bool
    reason: str
    by: str
    at: datetime


class BudgetDetailOut(Schema):
    """A budget with what was done to it."""

    budget: BudgetOut
    changes: list[BudgetChangeOut]


class BudgetIn(Schema):
    """How much a buyer may spend in the year, quarter or month of a day."""

    buyer_id: Key
    purpose: Purpose | None = None
    span: Span
    day: date
    amount: Amount


class BudgetChangeIn(Schema):
    """To how much, and why."""

    amount: Amount
    reason: Words


class BudgetCloseIn(Schema):
    """Why it limits nothing any more."""

    reason: Words


@router.get(
    "/approvals/levels",
    response={200: list[LevelOut], **REFUSALS},
    operation_id="list_approval_levels",
    summary="The levels of an own body, or of all that buy for the own unit",
)
def list_approval_levels(request: ApiRequest) -> list[dict[str, Any]]:
    _require_inside(request)
    return [_level(one) for one in approvals.levels_visible_to(request.actor)]


@router.post(
    "/approvals/levels",
    response={200: list[LevelOut], **ACT_REFUSALS},
    operation_id="set_approval_levels",
    summary="Set anew the levels of a buyer; none is no approval",
)
def set_approval_levels(request: ApiRequest, told: LevelsIn) -> list[dict[str, Any]]:
    services.set_levels(
        actor=request.actor,
        organisation_id=told.buyer_id,
        purpose=told.purpose or "",
        told=[ToldLevel(one.from_amount, one.post_id) for one in told.levels],
        at=timezone.now(),
    )
    return [_level(one) for one in approvals.levels_visible_to(request.actor)]


@router.get(
    "/approvals/posts",
    response={200: list[ApprovalPostOut], **REFUSALS},
    operation_id="list_approval_posts",
    summary="Posts that levels may name, and that may stand in",
)
def list_approval_posts(request: ApiRequest) -> list[dict[str, Any]]:
    unit = _require_inside(request)
    today = timezone.localdate()
    named = {
        post.pk
        for body in approvals.bodies_visible_to(request.actor, today)
        for post in approvals.approvers_of(body.organisation_id, body.unit_id, today)
    }
    return [_post(post, approves=post.pk in named) for post in approvals.posts_to_stand_in(unit, today)]


@router.get(
    "/approvals/delegations",
    response={200: Page[DelegationOut], **REFUSALS},
    operation_id="list_delegations",
    summary="Who stands in for whom, the latest first",
)
def list_delegations(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, Any]:
    _require_inside(request)
    return paged(approvals.delegations_visible_to(request.actor), page, page_size, _delegation)


@router.post(
    "/approvals/delegations",
    response={200: DelegationOut, **ACT_REFUSALS},
    operation_id="delegate_approvals",
    summary="Let another post stand in for the own, or for one of the own unit's buyers",
)
def delegate_approvals(request: ApiRequest, told: DelegationIn) -> dict[str, Any]:
    made = services.delegate(actor=request.actor, told=ToldDelegation(**told.dict()), at=timezone.now())
    return _delegation(made)


@router.post(
    "/approvals/delegations/{delegation_id}/end",
    response={200: DelegationOut, **ACT_REFUSALS},
    operation_id="end_delegation",
    summary="End a delegation before its last day",
)
def end_delegation(request: ApiRequest, delegation_id: Key) -> dict[str, Any]:
    return _delegation(services.end_delegation(actor=request.actor, delegation_id=delegation_id, at=timezone.now()))


@router.get(
    "/approvals/budgets",
    response={200: Page[BudgetOut], **REFUSALS},
    operation_id="list_budgets",
    summary="The budgets of an own body, or of all that buy for the own unit; those over only when asked for",
)
def list_budgets(
    request: ApiRequest, *, past: bool = False, page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, Any]:
    _require_inside(request)
    rows = approvals.budgets_visible_to(request.actor, on=None if past else timezone.localdate())
    found = paged(rows, page, page_size, lambda row: row)
    found["items"] = [_budget(one) for one in approvals.budget_standings(found["items"])]
    return found


@router.get(
    BUDGET,
    response={200: BudgetDetailOut, **REFUSALS},
    operation_id="show_budget",
    summary="A budget with what was done to it",
)
def show_budget(request: ApiRequest, budget_id: Key) -> dict[str, Any]:
    return _budget_detail(request, budget_id)


@router.post(
    "/approvals/budgets",
    response={200: BudgetDetailOut, **ACT_REFUSALS},
    operation_id="set_budget",
    summary="Set a budget for a buyer of the own unit",
)
def set_budget(request: ApiRequest, told: BudgetIn) -> dict[str, Any]:
    said = ToldBudget(told.buyer_id, told.purpose or "", told.span, told.day, told.amount)
    made = services.set_budget(actor=request.actor, told=said, at=timezone.now())
    return _budget_detail(request, made.pk)


@router.post(
    f"{BUDGET}/change",
    response={200: BudgetDetailOut, **ACT_REFUSALS},
    operation_id="change_budget",
    summary="Make a budget more or less, never less than was promised or spent",
)
def change_budget(request: ApiRequest, budget_id: Key, told: BudgetChangeIn) -> dict[str, Any]:
    services.change_budget(actor=request.actor, budget_id=budget_id, at=timezone.now(), **told.dict())
    return _budget_detail(request, budget_id)


@router.post(
    f"{BUDGET}/close",
    response={200: BudgetDetailOut, **ACT_REFUSALS},
    operation_id="close_budget",
    summary="Let a budget limit nothing any more",
)
def close_budget(request: ApiRequest, budget_id: Key, told: BudgetCloseIn) -> dict[str, Any]:
    services.close_budget(actor=request.actor, budget_id=budget_id, at=timezone.now(), **told.dict())
    return _budget_detail(request, budget_id)


def _require_inside(request: ApiRequest) -> int:
    unit = permissions.unit_of(request.actor)
    if unit is None:
        raise Http404
    return unit


def _level(row: ApprovalLevel) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("purpose", "number", "from_amount", "post_id")}
    post = row.post.user.label if row.post else ""
    return told | {"buyer_id": row.organisation_id, "buyer": row.organisation.name, "post": post}


def _post(row: Membership, *, approves: bool) -> dict[str, Any]:
    return {
        "id": row.pk,
        "label": row.user.label,
        "role": row.role,
        "buyer_id": row.organisation_id,
        "approves": approves,
    }


def _delegation(row: Delegation) -> dict[str, Any]:
    same = ("id", "from_post_id", "to_post_id", "first_on", "last_on", "reason", "set_at", "ended_at")
    return {name: getattr(row, name) for name in same} | {
        "from_post": row.from_post.user.label,
        "to_post": row.to_post.user.label,
        "set_by": row.set_by_label,
        "is_in_force": row.is_in_force(timezone.localdate()),
    }


def _budget_detail(request: ApiRequest, budget_id: int) -> dict[str, Any]:
    _require_inside(request)
    budget: Budget = get_object_or_404(approvals.budgets_visible_to(request.actor), pk=budget_id)
    [standing] = approvals.budget_standings([budget])
    changes = [
        {name: getattr(one, name) for name in ("before", "amount", "is_end", "reason", "at")} | {"by": one.by_label}
        for one in approvals.changes_of(budget)
    ]
    return {"budget": _budget(standing), "changes": changes}


def _budget(standing: BudgetStanding) -> dict[str, Any]:
    row = standing.budget
    same = ("id", "purpose", "span", "first_on", "last_on", "closed_at")
    figures = ("amount", "held", "spent", "left", "is_short")
    told = {name: getattr(row, name) for name in same} | {name: getattr(standing, name) for name in figures}
    return told | {"buyer_id": row.organisation_id, "buyer": row.organisation.name}
