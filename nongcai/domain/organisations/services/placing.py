"""The dated tree: each unit under its supervising unit, else under the finance node of its region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.organisations import queries, statements
from nongcai.domain.organisations.errors import SupervisorCycleError, UnknownSupervisorError
from nongcai.domain.organisations.models import Organisation, Placement
from nongcai.domain.organisations.rules import below, circle_from, top_down
from nongcai.domain.organisations.services.subordinates import Stand, bring_along
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Any number that nobody else locks.
_TREE = 832_001


@dataclass(frozen=True)
class Placing:
    """Where a unit wants to stand."""

    unit_id: int
    region_code: str
    code: str
    supervisor_code: str
    finance_id: int


def place_units(placings: Sequence[Placing], *, since: date, year: int, scope: str) -> int:
    """Place units, with all that stand below them, from a day on; return how many left another supervisor.

    :raises SupervisorCycleError: when units supervise each other in a circle.
    :raises UnknownSupervisorError: when nobody has a supervisor's code.
    """
    lock_tree()
    parents = _parents(placings, year, scope)
    return place_below(parents, since=since)


def place_below(parents: Mapping[int, int], *, since: date) -> int:
    """Place units below these parents (unit: parent), with all that stand below them, from a day on.

    Returns how many units left another parent.

    :raises SupervisorCycleError: when units would stand below themselves.
    """
    placed = set(parents)
    outside = _nodes(set(parents.values()) - placed)
    paths = {node.id: (node.path, node.home_path) for node in outside}
    lines = {**_lines_below(placed, outside), **parents}
    for unit_id in _ordered(lines):
        path, home = paths[lines[unit_id]]
        paths[unit_id] = (below(path, unit_id), home)
    return _write({unit_id: (parents[unit_id], *paths[unit_id]) for unit_id in sorted(placed)}, since)


def lock_tree() -> None:
    """Wait for whoever changes the tree: rows that do not exist yet cannot be locked."""
    records.rows_of("SELECT pg_advisory_xact_lock(%(key)s)", key=_TREE)


def hold_tree() -> None:
    """Let nobody change the tree before this transaction ends; whoever holds it does not wait for others that do."""
    records.rows_of("SELECT pg_advisory_xact_lock_shared(%(key)s)", key=_TREE)


def recount_listings(year: int | None = None) -> None:
    """Count a year's listings, or those of all years, for each finance node anew."""
    records.run(statements.FORGET_LISTING_COUNTS, year=year)
    records.run(statements.WRITE_LISTING_COUNTS, year=year)


def _lines_below(placed: set[int], outside: Iterable[queries.Node]) -> dict[int, int]:
    # A supervisor that is not on the sheet moves along with a unit above it that is.
    lines: dict[int, int] = {}
    for node in outside:
        ids = [int(part) for part in node.path.rstrip(".").split(".")]
        first = next((place for place, id_ in enumerate(ids) if id_ in placed), len(ids))
        lines |= {lower: upper for upper, lower in pairwise(ids[first:])}
    return lines


def _parents(placings: Sequence[Placing], year: int, scope: str) -> dict[int, int]:
    by_place = {(one.region_code, one.code): one.unit_id for one in placings}
    by_code = {one.code: one.unit_id for one in placings}
    missing = {one.supervisor_code for one in placings} - set(by_code) - {""}
    by_code |= _known_elsewhere(missing, year, scope) if missing else {}
    if unknown := missing - set(by_code):
        raise UnknownSupervisorError(codes="、".join(sorted(unknown)[:5]))
    return {
        one.unit_id: by_place.get((one.region_code, one.supervisor_code))
        or by_code.get(one.supervisor_code)
        or one.finance_id
        for one in placings
    }


def _known_elsewhere(codes: set[str], year: int, scope: str) -> dict[str, int]:
    today = {one.unit_code: one.pk for one in queries.units_with_codes(codes, scope)}
    return today | {one.code: one.organisation_id for one in queries.units_by_code(codes, year, scope)}


def _nodes(ids: set[int]) -> list[queries.Node]:
    return queries.nodes(queries.placements().filter(organisation_id__in=ids)) if ids else []


def _ordered(parents: dict[int, int]) -> list[int]:
    as_text = {str(unit): str(parent) for unit, parent in parents.items()}
    ordered, caught = top_down(as_text)
    if caught:
        circle = [int(key) for key in circle_from(caught[0], as_text)]
        names = Organisation.objects.filter(pk__in=circle).order_by("pk").values_list("name", flat=True)
        raise SupervisorCycleError(names="、".join(names))
    return [int(key) for key in ordered]


def _write(wanted: dict[int, tuple[int, str, str]], since: date) -> int:
    history: dict[int, list[Placement]] = {}
    for row in Placement.objects.filter(organisation_id__in=wanted).order_by("period"):
        history.setdefault(row.organisation_id, []).append(row)
    new, shortened, corrected, moved = [], [], [], {}
    for unit_id, (parent_id, path, home) in wanted.items():
        rows = history.get(unit_id, [])
        standing = next((row for row in rows if since in row.period), None)
        if standing is not None and (standing.parent_id, standing.path) == (parent_id, path):
            continue
        until = standing.period.upper if standing else _next_start(rows, since)
        if rows:
            moved[unit_id] = [Stand(path, home, since, until)]
        if standing is not None and standing.period.lower == since:
            standing.parent_id, standing.path, standing.home_path = parent_id, path, home
            corrected.append(standing)
            continue
        if standing is not None:
            standing.period = DateRange(standing.period.lower, since)
            shortened.append(standing)
        new.append(
            Placement(
                organisation_id=unit_id,
                parent_id=parent_id,
                path=path,
                home_path=home,
                period=DateRange(since, until),
            )
        )
    records.update_many(shortened, "period")
    records.update_many(corrected, "parent", "path", "home_path")
    records.insert_many(new)
    bring_along(moved)
    return len(shortened) + len(corrected)


def _next_start(rows: list[Placement], since: date) -> date | None:
    return min((row.period.lower for row in rows if row.period.lower > since), default=None)
