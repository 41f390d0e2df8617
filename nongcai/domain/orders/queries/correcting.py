"""Which orders are to count to another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from nongcai.domain.orders import permissions
from nongcai.domain.orders.models import Order, UnitCorrection
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import manages

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor


def corrections_of(order: Order) -> QuerySet[UnitCorrection]:
    """Select what was asked for of an order."""
    return UnitCorrection.objects.filter(order_id=order.pk).order_by("seq")


def corrections_visible_to(actor: Actor) -> QuerySet[UnitCorrection]:
    """Select what concerns units within sight, or the own body's orders, the latest first."""
    rows = UnitCorrection.objects.order_by("-asked_at", "-order_id")
    if permissions.trades(actor):
        return rows.filter(order_id__in=Order.objects.filter(buyer_id=actor.organisation_id).values("pk"))
    if not manages(actor):
        return rows.none()
    units = organisations.units_under(actor.path).values("organisation_id")
    return rows.filter(Q(from_unit_id__in=units) | Q(to_unit_id__in=units))
