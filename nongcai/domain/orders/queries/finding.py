"""Which orders somebody may see, and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from nongcai.domain.orders import permissions
from nongcai.domain.orders.models import Acceptance, Evaluation, Order, OrderLine, OrderStep, Parcel, ParcelLine
from nongcai.domain.orders.states import Holder, OrderState
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import manages, may
from nongcai.domain.organisations.roles import Power

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ShownParcel:
    """A parcel and what is in it."""

    parcel: Parcel
    lines: list[ParcelLine]


def orders_visible_to(actor: Actor) -> QuerySet[Order]:
    """Select the orders within sight, the latest first.

    The buying body's own, the supplier's own, for those who manage those that count to units of their subtree, and
    for the platform all.
    """
    rows = Order.objects.order_by("-id")
    if permissions.trades(actor):
        return rows.filter(buyer_id=actor.organisation_id)
    if permissions.sells(actor):
        return rows.filter(seller_id=actor.organisation_id)
    if may(actor, Power.ADMIT):
        return rows
    if manages(actor):
        return rows.filter(unit_id__in=organisations.units_under(actor.path).values("organisation_id"))
    return rows.none()


def region_codes_of(order_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Map orders to the regions of the units to which they count."""
    return dict(Order.objects.filter(pk__in=list(order_ids)).values_list("pk", "region_code"))


def order_by_number(actor: Actor, number: str) -> Order | None:
    """Return the order of a number within sight."""
    return orders_visible_to(actor).filter(number=number.strip().upper()).first()


def waiting_for(actor: Actor) -> QuerySet[Order]:
    """Select the orders that wait for the actor: to approve, agree, sign, send, bill, accept and pay."""
    wanted = Q(pk__in=[])
    if may(actor, Power.APPROVE_ORDERS):
        wanted |= Q(state=OrderState.WAITING) & ~Q(user_id=actor.user_id)
    if may(actor, Power.BUY):
        wanted |= Q(state=OrderState.REQUOTED) | Q(state__in=("accepted", "completed"), evaluated_at=None)
    if may(actor, Power.ACCEPT):
        looked_at = {"invoice_shown_at__isnull": False, "invoice_accepted_at__isnull": True}
        wanted |= Q(state=OrderState.SHIPPED) | Q(state=OrderState.ACCEPTED, **looked_at)
    if may(actor, Power.SETTLE):
        wanted |= Q(state__in=("signed", "shipped", "accepted"), paid_at=None)
    if may(actor, Power.SELL):
        wanted |= Q(holder=Holder.SELLER)
    return orders_visible_to(actor).filter(wanted)


def lines_of(order_ids: Iterable[UUID]) -> QuerySet[OrderLine]:
    """Select the lines of orders, in the order in which they were told."""
    return OrderLine.objects.filter(order_id__in=list(order_ids)).order_by("order_id", "seq")


def steps_of(order: Order) -> QuerySet[OrderStep]:
    """Select what was done with an order, from the beginning on."""
    return OrderStep.objects.filter(order_id=order.pk).order_by("seq")


def parcels_of(order: Order) -> list[ShownParcel]:
    """Return the parcels of an order with what is in them."""
    lines = list(ParcelLine.objects.filter(order_id=order.pk).order_by("seq", "line"))
    parcels = Parcel.objects.filter(order_id=order.pk).order_by("seq")
    return [ShownParcel(one, [line for line in lines if line.seq == one.seq]) for one in parcels]


def acceptances_of(order: Order) -> QuerySet[Acceptance]:
    """Select what was accepted and refused of an order, by line."""
    return Acceptance.objects.filter(order_id=order.pk).order_by("seq", "line")


def evaluation_of(order: Order) -> Evaluation | None:
    """Return what the buyer thinks of an order."""
    return Evaluation.objects.filter(pk=order.pk).first()
