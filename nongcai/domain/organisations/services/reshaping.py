"""Changes of organisations: sets of units are taken over, closed, renamed and moved, and put back row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from nongcai.domain.organisations import queries
from nongcai.domain.organisations.models import Listing, Membership, Organisation, Relation, RelationKind
from nongcai.domain.organisations.services import tracing
from nongcai.domain.organisations.services.placing import lock_tree, place_below, recount_listings
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from nongcai.domain.organisations.services.tracing import Trace


@dataclass(frozen=True)
class Split:
    """A new unit that comes out of a former one and stands beside it; `carried` memberships go over to it."""

    former: int
    name: str
    code: str
    carried: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Reshaping:
    """What becomes of units, by their ids.

    `successors`: who takes over whom; `closed` end without anybody. The people of both stop, but whose memberships
    are `carried` act for the successor. `parents` are new places, `names` and `codes` new ones.
    """

    successors: Mapping[int, int] = field(default_factory=dict)
    closed: frozenset[int] = frozenset()
    carried: frozenset[int] = frozenset()
    parents: Mapping[int, int] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    codes: Mapping[int, str] = field(default_factory=dict)
    splits: tuple[Split, ...] = ()

    @property
    def sources(self) -> set[int]:
        """The units that are changed; what stands below them changes along."""
        return {
            *self.successors,
            *self.closed,
            *self.parents,
            *self.names,
            *self.codes,
            *(one.former for one in self.splits),
        }

    @property
    def ending(self) -> set[int]:
        """The units that end."""
        return {*self.successors, *self.closed}


@transaction.atomic
def reshape(*, reshaping: Reshaping, since: date, at: datetime) -> list[Trace]:
    """Change units from a day on; return each row as it was and as it is.

    A unit that was taken over hangs under its successor, and what hung under it does, too: its entries stay its own.
    So do those of a unit that was split: what comes out of it begins with nothing, listed from the next directory on.

    :raises SupervisorCycleError: when a unit would come to stand below itself.
    """
    lock_tree()
    ids = queries.at_or_below(reshaping.sources) | {*reshaping.successors.values(), *reshaping.parents.values()}
    before = tracing.snapshot(ids)
    homes = _homes(ids)
    made = _make(reshaping.splits, at)
    place_below({**_parents(reshaping), **_beside(made)}, since=since)
    moved = _moved(homes)
    _rename(reshaping, since, moved)
    _follow_region(moved)
    _go_over(made, since)
    _end(reshaping.ending, since)
    _carry(reshaping, since)
    _relate_anew(reshaping.successors, since)
    _end_sharing(reshaping.closed, since)
    recount_listings()
    return tracing.differences(before, tracing.snapshot(ids | set(made)))


def _make(splits: Sequence[Split], at: datetime) -> dict[int, Split]:
    formers = Organisation.objects.in_bulk([one.former for one in splits])
    kept = ("kind", "region_id", "official_order", "is_ranked", "is_sensitive")
    rows = [
        Organisation(
            name=one.name,
            unit_code=one.code,
            created_at=at,
            **{name: getattr(formers[one.former], name) for name in kept},
        )
        for one in splits
    ]
    return {row.pk: one for row, one in zip(records.insert_many(rows), splits, strict=True)}


def _beside(made: Mapping[int, Split]) -> dict[int, int]:
    formers = queries.placements().filter(organisation_id__in={one.former for one in made.values()})
    above = dict(formers.values_list("organisation_id", "parent_id"))
    return {unit: above[one.former] or 0 for unit, one in made.items()}


def _go_over(made: Mapping[int, Split], since: date) -> None:
    taker = {membership: unit for unit, one in made.items() for membership in one.carried}
    goes_on = Q(period__endswith__isnull=True) | Q(period__endswith__gt=since)
    rows = list(Membership.objects.filter(goes_on, pk__in=taker))
    uppers = {row.pk: row.period.upper for row in rows}
    _stop(rows, since)
    records.insert_many(
        [
            Membership(
                user_id=row.user_id,
                organisation_id=taker[row.pk],
                role=row.role,
                # The canteen of a unit buys for its own unit.
                buys_for_id=taker[row.pk] if row.buys_for_id else None,
                period=DateRange(since, uppers[row.pk]),
            )
            for row in rows
        ]
    )


def _homes(ids: set[int]) -> dict[int, str]:
    return dict(queries.placements().filter(organisation_id__in=ids).values_list("organisation_id", "home_path"))


def _parents(reshaping: Reshaping) -> dict[int, int]:
    # Whoever hung under a unit that ends, closed before or not, comes to hang where that unit's successor is.
    rows = queries.placements().filter(parent_id__in=list(reshaping.successors))
    below = rows.values_list("organisation_id", "parent_id")
    orphans = {unit: reshaping.successors[parent or 0] for unit, parent in below}
    return {**orphans, **reshaping.successors, **reshaping.parents}


def _moved(homes: Mapping[int, str]) -> dict[int, str]:
    """Return the units that came to another finance department, with its path."""
    return {unit: home for unit, home in _homes(set(homes)).items() if homes[unit] != home}


def _rename(reshaping: Reshaping, since: date, moved: Mapping[int, str]) -> None:
    rows = list(Organisation.objects.filter(pk__in={*reshaping.names, *reshaping.codes}))
    for row in rows:
        row.name = reshaping.names.get(row.pk, row.name)
        row.unit_code = reshaping.codes.get(row.pk, row.unit_code)
    records.update_many(rows, "name", "unit_code")
    # What is printed of an earlier year bears the name and the code of that year. A new region lists a unit anew.
    recoded = {unit: code for unit, code in reshaping.codes.items() if unit not in moved}
    listed = list(Listing.objects.filter(organisation_id__in={*reshaping.names, *recoded}, year__gte=since.year))
    tracing.free_codes([line.pk for line in listed if line.organisation_id in recoded])
    for line in listed:
        line.name = reshaping.names.get(line.organisation_id, line.name)
        line.code = recoded.get(line.organisation_id, line.code)
    records.update_many(listed, "name", "code")


def _follow_region(moved: Mapping[int, str]) -> None:
    if not moved:
        return
    nodes = {unit: int(home.rstrip(".").rpartition(".")[2]) for unit, home in moved.items()}
    regions = queries.regions_of(nodes.values())
    rows = list(Organisation.objects.filter(pk__in=moved))
    for row in rows:
        row.region_id = regions[nodes[row.pk]]
    records.update_many(rows, "region")


def _end(unit_ids: set[int], since: date) -> None:
    records.change(Organisation.objects.filter(pk__in=unit_ids), closed_on=since)


def _carry(reshaping: Reshaping, since: date) -> None:
    ended = _ended(reshaping.ending, since)
    uppers = {row.pk: row.period.upper for row in ended}
    _stop(ended, since)
    carried: dict[tuple[int, int, str, int | None], date | None] = {}
    for row in (row for row in ended if _goes_along(row, reshaping)):
        key = _post(row, reshaping.successors)
        carried[key] = _later(carried[key], uppers[row.pk]) if key in carried else uppers[row.pk]
    there = {
        (row.user_id, row.organisation_id, row.role, row.buys_for_id): row
        for row in Membership.objects.filter(user_id__in={user for user, _, _, _ in carried})
    }
    # Who still buys for the successor does so until the day of its own contract.
    again = {
        key: row
        for key, row in there.items()
        if key in carried and row.period.upper is not None and row.period.upper <= since
    }
    for key, row in again.items():
        row.period = DateRange(since, carried[key])
    records.update_many(list(again.values()), "period")
    records.insert_many(
        [
            Membership(user_id=user, organisation_id=place, role=role, buys_for_id=unit, period=DateRange(since, upper))
            for (user, place, role, unit), upper in carried.items()
            if (user, place, role, unit) not in there
        ]
    )


def _ended(unit_ids: set[int], since: date) -> list[Membership]:
    # Deputies, and those who buy by contract, stop with their unit, too, before their own last day.
    goes_on = Q(period__endswith__isnull=True) | Q(period__endswith__gt=since)
    return list(Membership.objects.filter(Q(organisation_id__in=unit_ids) | Q(buys_for_id__in=unit_ids), goes_on))


def _goes_along(row: Membership, reshaping: Reshaping) -> bool:
    """Say whether a post goes along; a body outside the tree buys on for whoever took its unit over."""
    outside = row.buys_for_id in reshaping.successors and row.organisation_id not in reshaping.ending
    return row.pk in reshaping.carried or outside


def _post(row: Membership, successors: Mapping[int, int]) -> tuple[int, int, str, int | None]:
    unit = row.buys_for_id
    place = successors.get(row.organisation_id, row.organisation_id)
    return row.user_id, place, row.role, successors.get(unit, unit) if unit else None


def _later(one: date | None, other: date | None) -> date | None:
    """Return the later of two last days; without a day there is no end."""
    return None if one is None or other is None else max(one, other)


def _relate_anew(successors: Mapping[int, int], since: date) -> None:
    standing = Relation.objects.filter(period__endswith__isnull=True)
    rows = list(standing.filter(unit_id__in=successors) | standing.filter(other_id__in=successors))
    _stop(rows, since)
    wanted: dict[tuple[str, int, int], date | None] = {}
    for row in rows:
        key = row.kind, successors.get(row.unit_id, row.unit_id), successors.get(row.other_id, row.other_id)
        wanted[key] = _later(wanted[key], row.ends_on) if key in wanted else row.ends_on
    there = set(
        standing.filter(unit_id__in={unit for _, unit, _ in wanted})
        .exclude(pk__in=[row.pk for row in rows])
        .values_list("kind", "unit_id", "other_id")
    )
    records.insert_many(
        [
            Relation(kind=kind, unit_id=unit, other_id=other, period=DateRange(since, None), ends_on=wanted[key])
            for key in sorted(wanted.keys() - there)
            for kind, unit, other in [key]
            # Whoever took over the manager of its own canteen manages it itself.
            if unit != other
        ]
    )


def _end_sharing(closed: frozenset[int], since: date) -> None:
    # Who was closed neither feeds others nor eats at another's; what was bought for it before goes on counting to it.
    standing = Relation.objects.filter(kind=RelationKind.SHARED_CANTEEN, period__endswith__isnull=True)
    _stop(list(standing.filter(Q(unit_id__in=closed) | Q(other_id__in=closed))), since)


def _stop(rows: Sequence[Membership] | Sequence[Relation], since: date) -> None:
    for row in rows:
        row.period = DateRange(row.period.lower, max(since, row.period.lower or since))
    records.update_many(rows, "period")
