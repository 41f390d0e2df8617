"""Whose business suppliers are; for others the pages are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from nongcai.domain.suppliers import permissions
from nongcai.domain.suppliers import queries as suppliers

if TYPE_CHECKING:
    from nongcai.domain.suppliers.models import Application, Measure, Supplier
    from nongcai.interfaces.web.http import WebRequest


def require_market(request: WebRequest) -> None:
    """Let all pass whose business suppliers are."""
    if not permissions.has_to_do(request.actor):
        raise Http404


def require_reviewer(request: WebRequest) -> None:
    """Let counties and the platform pass."""
    if not (permissions.vets(request.actor) or permissions.admits(request.actor)):
        raise Http404


def require_platform(request: WebRequest) -> None:
    """Let the platform pass."""
    if not permissions.admits(request.actor):
        raise Http404


def own_or_404(request: WebRequest) -> Supplier:
    """Return the supplier for which the reader works."""
    found = suppliers.supplier_of(request.actor)
    if found is None:
        raise Http404
    return found


def supplier_or_404(request: WebRequest, supplier_id: int) -> Supplier:
    """Return a supplier within the reader's sight."""
    found: Supplier = get_object_or_404(suppliers.suppliers_visible_to(request.actor), pk=supplier_id)
    return found


def application_or_404(request: WebRequest, application_id: int) -> Application:
    """Return an application within the reader's sight."""
    found: Application = get_object_or_404(suppliers.applications_visible_to(request.actor), pk=application_id)
    return found


def measure_or_404(request: WebRequest, measure_id: int) -> Measure:
    """Return a measure within the reader's sight."""
    found: Measure = get_object_or_404(suppliers.measures_visible_to(request.actor), pk=measure_id)
    return found
