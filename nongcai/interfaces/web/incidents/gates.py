"""Whose business incidents are; for others the pages are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from nongcai.domain.orders import queries as orders
from nongcai.domain.support import permissions, queries

if TYPE_CHECKING:
    from uuid import UUID

    from nongcai.domain.orders.models import Order
    from nongcai.domain.support.models import Incident
    from nongcai.interfaces.web.http import WebRequest


def require_reading(request: WebRequest) -> None:
    """Let both sides and the platform pass."""
    if not permissions.reads(request.actor):
        raise Http404


def incident_or_404(request: WebRequest, order_id: UUID, seq: int) -> Incident:
    """Return an incident within the reader's sight."""
    rows = queries.incidents_visible_to(request.actor)
    found: Incident = get_object_or_404(rows, order_id=order_id, seq=seq)
    return found


def order_or_404(request: WebRequest, order_id: UUID) -> Order:
    """Return an order of which the reader's side may report something."""
    if not permissions.reports(request.actor):
        raise Http404
    found: Order = get_object_or_404(orders.orders_visible_to(request.actor), pk=order_id)
    return found
