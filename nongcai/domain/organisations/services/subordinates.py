"""What stands below a unit goes with it when it moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.organisations.errors import SupervisorCycleError
from nongcai.domain.organisations.models import Organisation, Placement
from nongcai.domain.organisations.rules import below
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True)
class Stand:
    """Where a unit stands from a day until before another, or for good."""

    path: str
    home_path: str
    since: date
    until: date | None


def bring_along(moved: Mapping[int, Sequence[Stand]]) -> None:
    """Give all that stand below moved units their new paths, for as long as these stand there.

    :raises SupervisorCycleError: when a unit would come to stand below itself.
    """
    while moved:
        rows = Placement.objects.filter(parent_id__in=list(moved)).order_by("organisation_id", "period")
        moved = _move(rows, moved)


def _move(rows: Iterable[Placement], above: Mapping[int, Sequence[Stand]]) -> dict[int, list[Stand]]:
    changed, added = [], []
    moved: dict[int, list[Stand]] = {}
    for row in rows:
        stands = _stands(row, above[row.parent_id or 0])
        if all(one.path == row.path for one in stands):
            continue
        moved.setdefault(row.organisation_id, []).extend(one for one in stands if one.path != row.path)
        added += [_placement(row, one) for one in stands[1:]]
        row.path, row.home_path = stands[0].path, stands[0].home_path
        row.period = DateRange(stands[0].since, stands[0].until)
        changed.append(row)
    records.update_many(changed, "path", "home_path", "period")
    records.insert_many(added)
    return moved


def _stands(row: Placement, above: Sequence[Stand]) -> list[Stand]:
    """Cut a placement where its parent moves: before, meanwhile, afterwards."""
    stands = [Stand(row.path, row.home_path, row.period.lower, row.period.upper)]
    for parent in above:
        stands = [piece for stand in stands for piece in _cut(stand, parent, row.organisation_id)]
    return stands


def _cut(stand: Stand, parent: Stand, organisation_id: int) -> list[Stand]:
    since, until = max(stand.since, parent.since), min(_end(stand), _end(parent))
    if since >= until:
        return [stand]
    if str(organisation_id) in parent.path.split("."):
        raise SupervisorCycleError(names=Organisation.objects.get(pk=organisation_id).name)
    pieces = [
        Stand(stand.path, stand.home_path, stand.since, since),
        Stand(below(parent.path, organisation_id), parent.home_path, since, None if until == date.max else until),
        Stand(stand.path, stand.home_path, until, stand.until),
    ]
    return [one for one in pieces if one.since < _end(one)]


def _end(stand: Stand) -> date:
    return stand.until or date.max


def _placement(row: Placement, stand: Stand) -> Placement:
    return Placement(
        organisation_id=row.organisation_id,
        parent_id=row.parent_id,
        path=stand.path,
        home_path=stand.home_path,
        period=DateRange(stand.since, stand.until),
    )
