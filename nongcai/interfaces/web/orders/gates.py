"""Which order a page is about, and whose lists are whose."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from nongcai.domain.orders import permissions
from nongcai.domain.orders import queries as orders
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power

if TYPE_CHECKING:
    from django.http import QueryDict

    from nongcai.domain.orders.models import Order
    from nongcai.interfaces.web.http import WebRequest


def order_or_404(request: WebRequest, order_id: UUID) -> Order:
    """Return an order within sight."""
    found: Order = get_object_or_404(orders.orders_visible_to(request.actor), pk=order_id)
    return found


def require_buying(request: WebRequest) -> None:
    """Let those pass who order for a body."""
    if not may(request.actor, Power.BUY):
        raise Http404


def require_selling(request: WebRequest) -> None:
    """Let those pass who work for a supplier."""
    if not permissions.sells(request.actor):
        raise Http404


def require_reading(request: WebRequest) -> None:
    """Let those pass who read orders of buyers: suppliers have a list of their own."""
    if permissions.sells(request.actor):
        raise Http404


def key_in(told: QueryDict, name: str) -> UUID | None:
    """Return the key that an address bears, or None where it bears none that can be read."""
    try:
        return UUID(told.get(name, ""))
    except ValueError:
        return None
