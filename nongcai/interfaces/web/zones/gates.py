"""Whose business zones are; for others the pages are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.suppliers import permissions

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Zone, ZoneEntry
    from nongcai.interfaces.web.http import WebRequest


def require_zones(request: WebRequest) -> None:
    """Let suppliers and the platform pass."""
    if not (permissions.sells(request.actor) or permissions.admits(request.actor)):
        raise Http404


def zone_or_404(request: WebRequest, zone_id: int) -> Zone:
    """Return a zone within the reader's sight."""
    found: Zone = get_object_or_404(catalogue.zones_visible_to(request.actor), pk=zone_id)
    return found


def entry_or_404(request: WebRequest, entry_id: int) -> ZoneEntry:
    """Return an application within the reader's sight."""
    found: ZoneEntry = get_object_or_404(catalogue.entries_visible_to(request.actor), pk=entry_id)
    return found
