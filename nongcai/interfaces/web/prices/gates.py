"""Whose business alarms about prices are; for others the pages are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from nongcai.domain.catalogue import permissions
from nongcai.domain.catalogue import queries as catalogue
from nongcai.interfaces.web.suppliers.gates import require_market

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Offer, PriceAlarm
    from nongcai.interfaces.web.http import WebRequest


def alarm_or_404(request: WebRequest, alarm_id: int) -> PriceAlarm:
    """Return an alarm within the reader's sight."""
    require_market(request)
    found: PriceAlarm = get_object_or_404(catalogue.alarms_visible_to(request.actor), pk=alarm_id)
    return found


def shown_offer_or_404(request: WebRequest, offer_id: int) -> Offer:
    """Return an offer that shows today, to those who may show that it is sold for less elsewhere."""
    found = catalogue.shown_offer(offer_id, timezone.localdate()) if permissions.may_prove(request.actor) else None
    if found is None:
        raise Http404
    return found
