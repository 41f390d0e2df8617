"""Standing orders: which deliveries are due and come next, what came of the last, what costs more by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.orders import permissions, rules
from nongcai.domain.orders.models import Order, StandingLine, StandingOrder, StandingRun, StandingStep
from nongcai.domain.orders.rules import Plan
from nongcai.domain.orders.states import StandingState
from nongcai.domain.programmes import queries as programmes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.catalogue.queries import Orderable
    from nongcai.domain.orders.models import StandingBreak
    from nongcai.domain.organisations.actors import Actor

NEXT = 4
_CHUNK = 500


@dataclass(frozen=True)
class ShownStandingLine:
    """A line with what it costs today; no `goods` where the offer does not show."""

    line: StandingLine
    goods: Orderable | None

    @property
    def price(self) -> Decimal | None:
        """What a sale unit costs today."""
        return self.goods.price_at(self.line.quantity) if self.goods else None

    @property
    def is_dearer(self) -> bool:
        """It costs more than when somebody looked at it last: it is not ordered."""
        return self.price is not None and self.price > self.line.price

    @property
    def supplier_name(self) -> str:
        """Whose it is."""
        return self.line.offer.product.supplier.name


@dataclass(frozen=True)
class Part:
    """One supplier's goods of a delivery: when they will be ordered, or what came of it."""

    supplier_name: str
    run: StandingRun | None
    order: Order | None


@dataclass(frozen=True)
class Delivery:
    """A day on which something comes."""

    day: date
    places_on: date
    parts: tuple[Part, ...]

    @property
    def is_to_be_placed(self) -> bool:
        """Whether anything of it is still ordered by itself."""
        return any(part.run is None for part in self.parts)


@dataclass(frozen=True)
class ListedStanding:
    """A standing order of a list: what it is of, when it delivers next, how much of what is to come was not ordered."""

    standing: StandingOrder
    goods: str
    next_on: date | None
    missed: int


@dataclass(frozen=True)
class ShownStanding:
    """A standing order as its page shows it. `unknown_years` are those whose days off were not entered."""

    lines: tuple[ShownStandingLine, ...]
    breaks: tuple[StandingBreak, ...]
    deliveries: tuple[Delivery, ...]
    unknown_years: tuple[int, ...]

    @property
    def dearer(self) -> list[ShownStandingLine]:
        """What costs more than was agreed."""
        return [one for one in self.lines if one.is_dearer]

    @property
    def gone(self) -> list[ShownStandingLine]:
        """What does not show any more."""
        return [one for one in self.lines if one.goods is None]


def standing_orders_visible_to(actor: Actor) -> QuerySet[StandingOrder]:
    """Select the standing orders of the own body that buys, those that run first."""
    rows = StandingOrder.objects.filter(buyer_id=actor.organisation_id).order_by("-id")
    return rows if permissions.trades(actor) else rows.none()


def standing_lines_of(standing_id: int) -> QuerySet[StandingLine]:
    """Select the lines of a standing order with their offers, in the order in which they were told."""
    rows = StandingLine.objects.filter(standing_id=standing_id).order_by("pk")
    return rows.select_related("offer__product__supplier")


def standing_runs_of(standing_id: int) -> QuerySet[StandingRun]:
    """Select what came of a standing order's deliveries, the latest first."""
    return StandingRun.objects.filter(standing_id=standing_id).order_by("-day", "supplier_id")


def standing_steps_of(standing_id: int) -> QuerySet[StandingStep]:
    """Select what was done with a standing order, the latest first."""
    return StandingStep.objects.filter(standing_id=standing_id).order_by("-seq")


def missed_runs(actor: Actor, today: date) -> QuerySet[StandingRun]:
    """Select what was not ordered of deliveries that are still to come, of the own body."""
    own = standing_orders_visible_to(actor).order_by().values("pk")
    return StandingRun.objects.filter(order_id=None, day__gt=today, standing_id__in=own)


def orders_of_runs(runs: Iterable[StandingRun]) -> dict[UUID, Order]:
    """Map keys to the orders that were placed."""
    return Order.objects.in_bulk([one.order_id for one in runs if one.order_id])


def plan_of(
    standing: StandingOrder,
    lines: Iterable[StandingLine],
    breaks: Iterable[StandingBreak],
    holidays: Collection[date],
) -> Plan:
    """Return when some lines of a standing order are delivered."""
    return Plan(
        starts_on=standing.starts_on,
        ends_on=standing.ends_on,
        lead_days=standing.lead_days,
        places_from=standing.places_from,
        weekdays={day for line in lines for day in line.weekdays},
        breaks=[(one.first_on, one.last_on) for one in breaks],
        days_off=holidays if standing.rests_on_days_off else (),
    )


def holidays_around(today: date) -> dict[date, str]:
    """Map the days off of the years in which a standing order of today may deliver to their names."""
    return programmes.holidays(*_years(today))


def show_standing(standing: StandingOrder, today: date) -> ShownStanding:
    """Return what the page of a standing order shows, in a fixed number of statements."""
    lines = list(standing_lines_of(standing.pk))
    goods = catalogue.goods_to_order([line.offer_id for line in lines], today)
    breaks = list(standing.breaks.order_by("first_on", "pk"))
    runs = list(standing_runs_of(standing.pk).filter(day__gt=today))
    holidays = holidays_around(today)
    plan = plan_of(standing, lines, breaks, holidays)
    days = plan.next_days(today, NEXT, {one.day for one in runs}) if standing.state == StandingState.RUNNING else []
    placed = orders_of_runs(runs)
    rests = standing.rests_on_days_off
    # What was due before it was changed is ordered with the next morning's.
    moments = {day: max(plan.places_on(day), today + timedelta(days=1)) for day in days}
    return ShownStanding(
        tuple(ShownStandingLine(line, goods.get(line.offer_id)) for line in lines),
        tuple(breaks),
        tuple(Delivery(day, on, _parts(day, lines, runs, placed)) for day, on in moments.items()),
        tuple(programmes.calendars_missing({day.year for day in days}) if rests and days else ()),
    )


def listed_standing(rows: Sequence[StandingOrder], today: date) -> list[ListedStanding]:
    """Return standing orders as a list shows them, in a fixed number of statements."""
    prefetch_related_objects(list(rows), "lines__offer__product", "breaks")
    holidays = holidays_around(today)
    runs: dict[int, list[StandingRun]] = {}
    for run in StandingRun.objects.filter(standing_id__in=[one.pk for one in rows], day__gt=today):
        runs.setdefault(run.standing_id, []).append(run)
    return [_listed(one, runs.get(one.pk, []), holidays, today) for one in rows]


def due_parts(today: date) -> list[tuple[int, date, int]]:
    """Return (standing order, day of delivery, supplier) of all that is to be ordered by today and was not tried."""
    near = {"starts_on__lte": today + timedelta(days=rules.LEAD_MOST)}
    near["ends_on__gte"] = today - timedelta(days=rules.LOOKS_BACK)
    rows = StandingOrder.objects.filter(state=StandingState.RUNNING, **near).order_by("pk")
    rows = rows.prefetch_related("lines__offer__product", "breaks")
    holidays, found = holidays_around(today), []
    for standing in rows.iterator(chunk_size=_CHUNK):
        found += _due(standing, today, holidays)
    return _untried(found, today)


def _due(standing: StandingOrder, today: date, holidays: Mapping[date, str]) -> list[tuple[int, date, int]]:
    by_supplier: dict[int, list[StandingLine]] = {}
    for line in standing.lines.all():
        by_supplier.setdefault(line.offer.product.supplier_id, []).append(line)
    plans = {key: plan_of(standing, lines, standing.breaks.all(), holidays) for key, lines in by_supplier.items()}
    return [(standing.pk, day, key) for key, plan in sorted(plans.items()) for day in plan.due_days(today)]


def _listed(
    standing: StandingOrder, runs: Sequence[StandingRun], holidays: Mapping[date, str], today: date
) -> ListedStanding:
    lines = sorted(standing.lines.all(), key=lambda line: line.pk)
    plan = plan_of(standing, lines, standing.breaks.all(), holidays)
    is_running = standing.state == StandingState.RUNNING
    days = plan.next_days(today, 1, {run.day for run in runs}) if is_running else []
    goods = "、".join(line.offer.product.name for line in lines)
    return ListedStanding(standing, goods, next(iter(days), None), sum(run.order_id is None for run in runs))


def _untried(found: list[tuple[int, date, int]], today: date) -> list[tuple[int, date, int]]:
    since = today - timedelta(days=rules.LOOKS_BACK)
    rows = StandingRun.objects.filter(standing_id__in={key for key, _day, _supplier in found}, day__gte=since)
    tried = set(rows.values_list("standing_id", "day", "supplier_id"))
    return [one for one in found if one not in tried]


def _parts(
    day: date, lines: Iterable[StandingLine], runs: Iterable[StandingRun], placed: Mapping[UUID, Order]
) -> tuple[Part, ...]:
    known = {run.supplier_id: run for run in runs if run.day == day}
    names = {run.supplier_id: run.supplier_name for run in known.values()}
    for line in lines:
        if day.isoweekday() in line.weekdays:
            names.setdefault(line.offer.product.supplier_id, line.offer.product.supplier.name)
    found = ((name, known.get(key)) for key, name in names.items())
    return tuple(Part(name, run, placed.get(run.order_id) if run and run.order_id else None) for name, run in found)


def _years(today: date) -> tuple[int, int, int]:
    return today.year - 1, today.year, today.year + 1
