"""Whose business approvals are; for others the pages are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from nongcai.domain.approvals import permissions
from nongcai.domain.approvals import queries as approvals

if TYPE_CHECKING:
    from nongcai.domain.approvals.models import ApprovalRequest, Budget, Delegation
    from nongcai.domain.approvals.queries import Body
    from nongcai.interfaces.web.http import WebRequest


def require_concerned(request: WebRequest) -> None:
    """Let those pass who buy for a unit, belong to it, or keep trading accounts above."""
    if not permissions.is_concerned(request.actor):
        raise Http404


def require_inside(request: WebRequest) -> None:
    """Let those pass who buy for a unit or belong to it."""
    if permissions.unit_of(request.actor) is None:
        raise Http404


def require_keeper(request: WebRequest) -> None:
    """Let those pass who keep the buyers of their own unit."""
    if not permissions.keeps_own(request.actor):
        raise Http404


def asked_or_404(request: WebRequest, subject: str) -> ApprovalRequest:
    """Return what was asked for a subject the last time, within the reader's sight."""
    require_concerned(request)
    found = approvals.request_seen(request.actor, subject, timezone.localdate())
    if found is None:
        raise Http404
    return found


def body_or_404(request: WebRequest, organisation_id: int) -> Body:
    """Return who buys for the own unit, to its keepers."""
    require_keeper(request)
    bodies = approvals.bodies_visible_to(request.actor, timezone.localdate())
    found = next((one for one in bodies if one.organisation_id == organisation_id), None)
    if found is None:
        raise Http404
    return found


def budget_or_404(request: WebRequest, budget_id: int) -> Budget:
    """Return a budget within the reader's sight."""
    require_inside(request)
    found: Budget = get_object_or_404(approvals.budgets_visible_to(request.actor), pk=budget_id)
    return found


def delegation_or_404(request: WebRequest, delegation_id: int) -> Delegation:
    """Return a delegation within the reader's sight."""
    require_inside(request)
    found: Delegation = get_object_or_404(approvals.delegations_visible_to(request.actor), pk=delegation_id)
    return found
