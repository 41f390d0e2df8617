"""Who writes a layer's rules: finance its region's, a supervising unit its own; for others the pages are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from nongcai.domain.organisations import permissions as organisations
from nongcai.domain.programmes import permissions

if TYPE_CHECKING:
    from nongcai.domain.programmes.permissions import Layer
    from nongcai.interfaces.web.http import WebRequest

FIRST, LAST = 2019, 2099


def layer_or_404(request: WebRequest) -> Layer:
    """Return the layer that the reader writes."""
    layer = permissions.layer_of(request.actor)
    if layer is None:
        raise Http404
    return layer


def region_or_404(request: WebRequest) -> str:
    """Return the region whose programme the reader writes."""
    layer = layer_or_404(request)
    if layer.organisation_id is not None:
        raise Http404
    return layer.region_code


def year_or_404(year: int) -> int:
    """Return a year that can have a programme."""
    if not FIRST <= year <= LAST:
        raise Http404
    return year


def require_finance(request: WebRequest) -> None:
    """Let finance pass."""
    if not organisations.is_finance(request.actor):
        raise Http404


def require_ruling(request: WebRequest) -> None:
    """Let those pass who write a region's programme."""
    if not organisations.rules_region(request.actor):
        raise Http404


def require_bureau(request: WebRequest) -> None:
    """Let finance and its auditors pass."""
    if not (organisations.is_finance(request.actor) or request.actor.reads_only):
        raise Http404
