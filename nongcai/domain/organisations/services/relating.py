"""Typed, dated relations between organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.organisations.models import Relation, RelationKind
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


def relate(
    wanted: Iterable[tuple[str, int, int]],
    *,
    since: date,
    ends: Mapping[tuple[str, int, int], date | None] | None = None,
) -> int:
    """Add the relations (kind, unit, other) that do not stand yet; return how many.

    Where a contract's last day is told in `ends`, one that stands gets it, too.
    """
    pairs, told = set(wanted), ends or {}
    rows = Relation.objects.filter(unit_id__in={unit for _, unit, _ in pairs}, period__upper_inf=True)
    standing = {(row.kind, row.unit_id, row.other_id): row for row in rows}
    extended = [row for key, row in standing.items() if told.get(key) and told[key] != row.ends_on]
    for row in extended:
        row.ends_on = told[row.kind, row.unit_id, row.other_id]
    records.update_many(extended, "ends_on")
    new = [
        Relation(
            kind=kind,
            unit_id=unit,
            other_id=other,
            period=DateRange(since, None),
            ends_on=told.get((kind, unit, other)),
        )
        for kind, unit, other in sorted(pairs - set(standing))
    ]
    return len(records.insert_many(new))


def share_canteens(hosts: dict[int, int], *, since: date) -> int:
    """Say which unit manages the canteen that others share (共用食堂); a unit's earlier host ends that day."""
    standing = Relation.objects.filter(kind=RelationKind.SHARED_CANTEEN, unit_id__in=hosts, period__upper_inf=True)
    left = [row for row in standing if row.other_id != hosts[row.unit_id]]
    for row in left:
        row.period = DateRange(min(row.period.lower, since), since)
    records.update_many(left, "period")
    return relate(((RelationKind.SHARED_CANTEEN.value, unit, host) for unit, host in hosts.items()), since=since)
