"""Sums of entries: from summaries where they stand, else from the entries themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from nongcai.domain.ledger.models import Channel, Entry, Kind, NodeStanding, UnitStanding
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation.years import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

ZERO = Decimal("0.00")
_SUMMED = ("unit_id", "year", "reserved", "purchased")


# What is summed of entries, in this order: yuan, then numbers of filings and orders.
SUM_NAMES = ("canteen_total", "reserved", *Channel.values, "filings", "orders")


def standings(year: int) -> QuerySet[UnitStanding]:
    """Select what counts to each unit in a year, from the summary."""
    return UnitStanding.objects.filter(year=year)


def sums_by_unit(year: int, *, until: datetime | None = None, known: datetime | None = None) -> QuerySet[Any, Any]:
    """Sum the year's entries per unit, as of a moment and as known at a moment; a row is named as `SUM_NAMES`."""
    entries = Entry.objects.filter(year=year)
    if until is not None:
        entries = entries.filter(counted_at__lt=until)
    if known is not None:
        entries = entries.filter(recorded_at__lte=known)
    return entries.order_by().values("unit_id").annotate(**_pivot())


def node_standings(node_ids: Iterable[int], year: int) -> QuerySet[NodeStanding]:
    """Select what counts under finance nodes in a year, from the summary; a node without entries is absent."""
    return NodeStanding.objects.filter(node_id__in=list(node_ids), year=year)


def counts_in(organisation_id: int, year: int) -> bool:
    """Say whether anything counts in a year to a unit, or under a finance node; from the summary."""
    units = UnitStanding.objects.filter(unit_id=organisation_id, year=year).values_list("year")
    return units.union(NodeStanding.objects.filter(node_id=organisation_id, year=year).values_list("year")).exists()


def node_years(node_id: int, before: int) -> QuerySet[Any, Any]:
    """Select (year, canteen total, reserved, purchased) of a finance node before a year, from the summary."""
    # A stray order of an earlier year is no detail of that year: whose year it was has filed.
    rows = NodeStanding.objects.filter(node_id=node_id, year__lt=before, filed__gt=0)
    return rows.values_list("year", "canteen_total", "reserved", "purchased")


def unit_years(unit_ids: QuerySet[Any, Any], before: int) -> QuerySet[Any, Any]:
    """Select (year, canteen total, reserved, purchased) of units before a year, from the summary."""
    return (
        UnitStanding.objects.filter(unit_id__in=unit_ids, year__lt=before)
        .order_by()
        .values_list("year")
        .annotate(Sum("canteen_total"), Sum("reserved"), Sum("purchased"))
    )


def sums_under(path: str) -> dict[int, tuple[Decimal, Decimal]]:
    """Map years to (reserved, purchased) of all units at or below a path of today, from the units' own sums."""
    units = organisations.placements().filter(path__startswith=path).values("organisation_id")
    sums = UnitStanding.objects.filter(unit_id__in=units).order_by("year").values_list("year")
    return {year: (reserved, bought) for year, reserved, bought in sums.annotate(Sum("reserved"), Sum("purchased"))}


def sums_of(unit_ids: Iterable[int]) -> dict[tuple[int, int], tuple[Decimal, Decimal]]:
    """Map (unit, year) to (reserved, purchased), where anything counts."""
    rows = UnitStanding.objects.filter(unit_id__in=list(unit_ids)).order_by("unit_id", "year")
    return {(unit, year): (reserved, bought) for unit, year, reserved, bought in rows.values_list(*_SUMMED)}


def booked_since(unit_ids: Iterable[int], moment: datetime) -> set[int]:
    """Return those of these units to which anything was recorded after a moment."""
    rows = Entry.objects.filter(unit_id__in=list(unit_ids), recorded_at__gt=moment)
    return set(rows.order_by().values_list("unit_id", flat=True).distinct())


def month_sums(unit_id: int, year: int) -> list[tuple[Any, str, Decimal, int]]:
    """Return (month, channel, amount, orders) of a unit's purchases."""
    rows = (
        Entry.objects.filter(unit_id=unit_id, year=year, kind=Kind.PURCHASED)
        .annotate(month=TruncMonth("counted_at", tzinfo=CHINA))
        .order_by("month", "channel")
        .values_list("month", "channel")
        .annotate(Sum("amount"), Sum("sign"))
    )
    return list(rows)


def entries_of(unit_id: int, year: int) -> QuerySet[Entry]:
    """Select a unit's entries of a year; those of individuals are never listed: consent covers sums only."""
    return (
        Entry.objects.filter(unit_id=unit_id, year=year)
        .exclude(channel=Channel.INDIVIDUAL)
        .order_by("-counted_at", "-id")
    )


def entries_of_order(unit_ids: Iterable[int], order_no: str) -> list[Entry]:
    """Return what was counted to units for an order, opposites included, in the order in which it was recorded."""
    rows = Entry.objects.filter(unit_id__in=list(unit_ids), source__startswith=f"order:{order_no}:")
    return list(rows.select_related("unit").order_by("recorded_at", "id"))


def _pivot() -> dict[str, Coalesce]:
    bought = Q(kind=Kind.PURCHASED)
    return {
        "canteen_total": _sum("amount", Q(kind=Kind.CANTEEN_TOTAL)),
        "reserved": _sum("amount", Q(kind=Kind.RESERVED)),
        **{channel: _sum("amount", bought & Q(channel=channel)) for channel in Channel.values},
        "filings": _sum("sign", Q(kind=Kind.RESERVED)),
        "orders": _sum("sign", bought),
    }


def _sum(name: str, condition: Q) -> Coalesce:
    return Coalesce(Sum(name, filter=condition), ZERO if name == "amount" else 0)


def first_reserved(units: QuerySet[Any, Any], year: int, *, until: datetime, known: datetime) -> Decimal:
    """Sum what each of these units first reserved in a year (年初预留数), as of a moment and as known at a moment."""
    entries = Entry.objects.filter(
        unit_id__in=units, year=year, kind=Kind.RESERVED, sign=1, counted_at__lt=until, recorded_at__lte=known
    )
    first = entries.order_by("unit_id", "recorded_at", "counted_at").distinct("unit_id")
    return sum(first.values_list("amount", flat=True), ZERO)
