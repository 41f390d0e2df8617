"""Zones of a story: planned and opened by the platform, entered by goods of the shelf."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.services import ToldZone
from nongcai.domain.catalogue.states import ZoneAction
from tests.market import AT

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Product, Zone, ZoneEntry
    from tests.market import Market


def told_zone(**changes: object) -> ToldZone:
    """Return a session for canteens as the platform tells it."""
    told = ToldZone("春季专场", "session", date(2024, 1, 1), words="食堂常用的干货")
    return replace(told, **changes)  # type: ignore[arg-type]  # field names are checked at run time


def planned(market: Market, **changes: object) -> Zone:
    """Let the platform plan a zone."""
    return services.plan_zone(actor=market.actor("platform"), told=told_zone(**changes))


def opened(market: Market, **changes: object) -> Zone:
    """Let the platform plan and open a zone."""
    return stepped(market, planned(market, **changes), ZoneAction.OPEN)


def stepped(market: Market, zone: Zone, action: ZoneAction) -> Zone:
    """Let the platform open or close a zone."""
    return services.step_zone(actor=market.actor("platform"), zone_id=zone.pk, action=action)


def entered(market: Market, zone: Zone, product: Product) -> ZoneEntry:
    """Let the supplier apply."""
    return services.enter_zone(actor=market.actor("supplier"), zone_id=zone.pk, product_id=product.pk, at=AT)


def admit(market: Market, zone: Zone, *entries: ZoneEntry) -> int:
    """Let the platform admit."""
    keys = [entry.pk for entry in entries]
    return services.admit_entries(actor=market.actor("platform"), zone_id=zone.pk, entry_ids=keys, at=AT)


def standing(market: Market, zone: Zone, product: Product) -> ZoneEntry:
    """Bring a product into a zone."""
    entry = entered(market, zone, product)
    admit(market, zone, entry)
    entry.refresh_from_db()
    return entry
