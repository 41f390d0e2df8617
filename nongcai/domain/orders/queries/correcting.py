"""Which orders are to count to another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from nongcai.domain.orders import permissions
from nongcai.domain.orders.models import Order, UnitCorrection
from nongcai.domain.orders.states import CorrectionState
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import manages, may
from nongcai.domain.organisations.roles import Power

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


def corrections_waiting_for(actor: Actor) -> QuerySet[UnitCorrection]:
    """Select what waits for the actor to agree: for its unit, or for its finance department."""
    own, waits = actor.organisation_id, Q(order_id__in=[])
    if may(actor, Power.FILE):
        waits = Q(from_unit_id=own, from_unit_at=None) | Q(to_unit_id=own, to_unit_at=None)
    if may(actor, Power.REVIEW):
        waits |= Q(from_finance_id=own, from_finance_at=None) | Q(to_finance_id=own, to_finance_at=None)
    return UnitCorrection.objects.filter(waits, state=CorrectionState.ASKED)
