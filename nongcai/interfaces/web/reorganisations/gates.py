"""Who sees documents that change organisations: finance and its auditors; for others the pages are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from nongcai.domain.organisations import permissions as organisations
from nongcai.domain.reorganisations import permissions
from nongcai.domain.reorganisations import queries as reorganisations

if TYPE_CHECKING:
    from nongcai.domain.reorganisations.models import Reorganisation
    from nongcai.interfaces.web.http import WebRequest


def require_bureau(request: WebRequest) -> None:
    """Let finance and its auditors pass."""
    if not (organisations.is_finance(request.actor) or request.actor.reads_only):
        raise Http404


def require_finance(request: WebRequest) -> None:
    """Let finance pass."""
    if not organisations.is_finance(request.actor):
        raise Http404


def reorganisation_or_404(request: WebRequest, reorganisation_id: int) -> Reorganisation:
    """Return a document within the reader's sight."""
    require_bureau(request)
    return get_object_or_404(reorganisations.reorganisations_visible_to(request.actor), pk=reorganisation_id)


def own_or_404(request: WebRequest, reorganisation_id: int) -> Reorganisation:
    """Return a document of the reader's own bureau."""
    row = reorganisation_or_404(request, reorganisation_id)
    if not permissions.is_owner(request.actor, row):
        raise Http404
    return row
