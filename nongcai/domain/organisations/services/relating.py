"""Typed, dated relations between organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.organisations.models import Relation, RelationKind
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def relate(wanted: Iterable[tuple[str, int, int]], *, since: date) -> int:
    """Add the relations (kind, unit, other) that do not stand yet; return how many."""
    pairs = set(wanted)
    standing = set(
        Relation.objects.filter(unit_id__in={unit for _, unit, _ in pairs}, period__upper_inf=True).values_list(
            "kind", "unit_id", "other_id"
        )
    )
    rows = [
        Relation(kind=kind, unit_id=unit, other_id=other, period=DateRange(since, None))
        for kind, unit, other in sorted(pairs - standing)
    ]
    return len(records.insert_many(rows))


def share_canteens(hosts: dict[int, int], *, since: date) -> int:
    """Say which unit manages the canteen that others share (共用食堂); a unit's earlier host ends that day."""
    standing = Relation.objects.filter(kind=RelationKind.SHARED_CANTEEN, unit_id__in=hosts, period__upper_inf=True)
    left = [row for row in standing if row.other_id != hosts[row.unit_id]]
    for row in left:
        row.period = DateRange(min(row.period.lower, since), since)
    records.update_many(left, "period")
    return relate(((RelationKind.SHARED_CANTEEN.value, unit, host) for unit, host in hosts.items()), since=since)
