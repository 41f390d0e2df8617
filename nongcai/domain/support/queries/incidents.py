"""Which incidents somebody may see, what was done with them, and how long each has."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import F, Q

from nongcai.domain.organisations.permissions import is_operator, may
from nongcai.domain.organisations.roles import TRADING, Power, Role
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.support import permissions, rules
from nongcai.domain.support.models import Incident, IncidentStep, IncidentTerm
from nongcai.domain.support.rules import USUAL_TERMS, Terms
from nongcai.domain.support.states import Level
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor


class Show(StrEnum):
    """Which part of the incidents within sight."""

    WAITING = "waiting"
    OPEN = "open"
    ENDED = "ended"


def incidents_visible_to(actor: Actor) -> QuerySet[Incident]:
    """Select a side's own incidents, for the platform all; those that end soonest first. Third parties see none."""
    rows = Incident.objects.order_by(F("ended_at").desc(nulls_first=True), "due_on", "order_id", "seq")
    if may(actor, Power.ADMIT) or is_operator(actor):
        return rows
    if may(actor, Power.SELL):
        return rows.filter(seller_id=actor.organisation_id)
    return rows.filter(buyer_id=actor.organisation_id) if Role(actor.role) in TRADING else rows.none()


def incidents_shown_as(actor: Actor, show: str) -> QuerySet[Incident]:
    """Select what waits for the actor, what is open, what has ended, or all of it."""
    rows = incidents_visible_to(actor)
    if show == Show.WAITING:
        return rows.filter(ended_at=None, holder=permissions.side_of(actor))
    wanted = {Show.OPEN.value: Q(ended_at=None), Show.ENDED.value: Q(ended_at__isnull=False)}
    return rows.filter(wanted[show]) if show in wanted else rows


def incidents_waiting_for(actor: Actor) -> QuerySet[Incident]:
    """Select the incidents on which the actor's side has to act."""
    return incidents_shown_as(actor, Show.WAITING)


def incidents_of(actor: Actor, order_id: UUID) -> QuerySet[Incident]:
    """Select the incidents of an order within sight, the first one first."""
    return incidents_visible_to(actor).filter(order_id=order_id).order_by("seq")


def incident_steps(incident: Incident) -> QuerySet[IncidentStep]:
    """Select what was said and decided, from the beginning on."""
    return IncidentStep.objects.filter(order_id=incident.order_id, seq=incident.seq).order_by("step")


def report_until(order: Order, *, is_visible: bool) -> date | None:
    """Return the last day on which something may be reported of an order's goods; None while they are not accepted.

    What shows at once has the term for inspecting, of the region and moment of the acceptance; a day off moves it on.
    """
    if order.goods_accepted_at is None:
        return None
    accepted_on = day_of(order.goods_accepted_at)
    rules_then = programmes.payments_holding(order.region_code, accepted_on.year)
    terms = programmes.payment_known(rules_then, accepted_on.year, order.goods_accepted_at)
    last = rules.last_day_of_report(accepted_on, terms.inspection_days, is_visible=is_visible)
    off = programmes.days_off(last.year, last.year + 1)
    while last in off:
        last += timedelta(days=1)
    return last


def terms_on(day: date) -> dict[str, Terms]:
    """Map levels to how long each has on a day."""
    found = dict(USUAL_TERMS)
    for row in IncidentTerm.objects.filter(from_on__lte=day).order_by("from_on"):
        found[row.level] = row.terms
    return found


def terms_shown(day: date) -> list[tuple[str, Terms]]:
    """Return how long each has on a day, by the names of levels."""
    found = terms_on(day)
    return [(str(label), found[value]) for value, label in Level.choices]


def terms_published() -> QuerySet[IncidentTerm]:
    """Select what was published of terms, the latest first; the public may read it."""
    return IncidentTerm.objects.order_by("-from_on", "level", "-pk")
