"""Whose business money is; for others the pages are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from nongcai.domain.orders import queries as orders
from nongcai.domain.payments import permissions, queries
from nongcai.domain.suppliers import queries as suppliers

if TYPE_CHECKING:
    from uuid import UUID

    from nongcai.domain.orders.models import Order
    from nongcai.domain.payments.models import PaymentClaim, TransferIssue
    from nongcai.domain.suppliers.models import Supplier
    from nongcai.interfaces.web.http import WebRequest


def require_money(request: WebRequest) -> None:
    """Let pass whose business money is."""
    if not permissions.has_to_do(request.actor):
        raise Http404


def seller_or_404(request: WebRequest) -> Supplier:
    """Return the supplier for which the reader works."""
    found = suppliers.supplier_of(request.actor)
    if found is None:
        raise Http404
    return found


def order_or_404(request: WebRequest, order_id: UUID) -> Order:
    """Return an order with a contract within the reader's sight."""
    rows = orders.orders_visible_to(request.actor).filter(signed_at__isnull=False)
    found: Order = get_object_or_404(rows, pk=order_id)
    return found


def require_claims(request: WebRequest) -> None:
    """Let pass who pays, sells or watches, and who buys."""
    if not permissions.has_to_do_with_claims(request.actor):
        raise Http404


def require_settling(request: WebRequest) -> None:
    """Let pass who pays for a body that buys."""
    if not permissions.settles(request.actor):
        raise Http404


def claim_or_404(request: WebRequest, order_id: UUID, seq: int) -> PaymentClaim:
    """Return what a buyer says to have paid, within the reader's sight."""
    rows = queries.claims_visible_to(request.actor)
    found: PaymentClaim = get_object_or_404(rows, order_id=order_id, seq=seq)
    return found


def issue_or_404(request: WebRequest, transfer_id: UUID, seq: int) -> TransferIssue:
    """Return an exception within the reader's sight."""
    require_money(request)
    rows = queries.issues_visible_to(request.actor)
    found: TransferIssue = get_object_or_404(rows, transfer_id=transfer_id, seq=seq)
    return found
