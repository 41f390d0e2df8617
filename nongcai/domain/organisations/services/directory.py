"""The yearly directory (预算单位名录) becomes units, listings and the tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.errors import OutsideSubtreeError
from nongcai.domain.organisations.models import CanteenKind, Listing, Organisation
from nongcai.domain.organisations.roles import OrganisationKind
from nongcai.domain.organisations.services.finance import found_finance_nodes
from nongcai.domain.organisations.services.placing import Placing, place_units, recount_listings
from nongcai.domain.organisations.services.relating import share_canteens
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor

# How many names a refusal tells.
NAMED = 5


@dataclass(frozen=True)
class ListedUnit:
    """One line of a directory. `organisation_id` is set where a person decided which unit it is.

    Where it does not tell the `nature`, what is known of the unit stands.
    """

    code: str
    name: str
    credit_code: str
    region_code: str
    level: int
    supervisor_code: str
    canteen: str
    host_code: str
    union_members: int
    organisation_id: int | None = None
    is_ranked: bool = True
    nature: str = ""


@dataclass(frozen=True)
class ListingOutcome:
    """How many units are new, changed, and moved to another supervisor."""

    created: int
    changed: int
    moved: int


@transaction.atomic
def list_units(*, actor: Actor, year: int, rows: Sequence[ListedUnit], at: datetime) -> ListingOutcome:
    """List units for a year: make the new ones, rename, place each under its supervisor, link shared canteens.

    :raises NotAllowedError: when the actor is not finance.
    :raises OutsideSubtreeError: when a unit stands, or would stand, outside the actor's subtree.
    :raises SupervisorCycleError: when units supervise each other in a circle.
    :raises UnknownSupervisorError: when nobody has a supervisor's code.
    """
    permissions.require_finance(actor)
    since = date(year, 1, 1)
    finance = found_finance_nodes(region_codes={row.region_code for row in rows}, at=at)
    units = _existing(rows, since)
    _require_within(actor.path, rows, units, finance)
    created = _create([row for row in rows if row not in units], at)
    later = set(_listed_later(units.values(), year))
    changed = _rename({row: unit for row, unit in units.items() if _differs(row, unit) and unit.pk not in later})
    units |= created
    _list(year, units)
    placings = [
        Placing(unit.pk, row.region_code, row.code, row.supervisor_code, finance[row.region_code])
        for row, unit in units.items()
    ]
    moved = place_units(placings, since=since, year=year, scope=actor.path)
    share_canteens(_hosts(units), since=since)
    recount_listings(None if moved else year)
    tables = ("organisations_organisation", "organisations_listing", "organisations_placement")
    records.analyze_grown(len(created), *tables)
    return ListingOutcome(len(created), changed, moved)


def _existing(rows: Sequence[ListedUnit], since: date) -> dict[ListedUnit, Organisation]:
    decided = {row.organisation_id: row for row in rows if row.organisation_id}
    found = {decided[one.pk]: one for one in Organisation.objects.filter(pk__in=decided)}
    by_code = {(row.region_code, row.code): row for row in rows if row not in found}
    candidates = Organisation.objects.filter(
        kind=OrganisationKind.UNIT,
        region_id__in={region for region, _ in by_code},
        unit_code__in={code for _, code in by_code},
    ).order_by("-closed_on", "pk")
    # Whoever closed before may have left its code to another; of several, the one that closed first bore it then.
    for one in candidates.exclude(closed_on__lte=since):
        row = by_code.get((one.region_id, one.unit_code))
        if row is not None:
            found[row] = one
    return found


def _require_within(
    path: str, rows: Sequence[ListedUnit], units: dict[ListedUnit, Organisation], finance: dict[str, int]
) -> None:
    places = {row: {finance[row.region_code]} | ({units[row].pk} if row in units else set()) for row in rows}
    standing = queries.placements().filter(organisation_id__in=set().union(*places.values()), path__startswith=path)
    within = set(standing.values_list("organisation_id", flat=True))
    if strangers := [row.name for row, ids in places.items() if not ids <= within]:
        raise OutsideSubtreeError(names="、".join(strangers[:NAMED]))


def _create(rows: Sequence[ListedUnit], at: datetime) -> dict[ListedUnit, Organisation]:
    made = [
        Organisation(
            kind=OrganisationKind.UNIT,
            region_id=row.region_code,
            name=row.name,
            unit_code=row.code,
            credit_code=row.credit_code,
            official_order=order,
            is_ranked=row.is_ranked,
            created_at=at,
        )
        for order, row in enumerate(rows, start=1)
    ]
    return dict(zip(rows, records.insert_many(made), strict=True))


def _differs(row: ListedUnit, unit: Organisation) -> bool:
    return (row.name, row.credit_code or unit.credit_code, row.code) != (
        unit.name,
        unit.credit_code,
        unit.unit_code,
    )


def _listed_later(units: Iterable[Organisation], year: int) -> QuerySet[Listing, int]:
    # An older directory that comes late must not bring old names back.
    later = Listing.objects.filter(year__gt=year, organisation__in=[unit.pk for unit in units])
    return later.values_list("organisation_id", flat=True)


def _rename(units: dict[ListedUnit, Organisation]) -> int:
    for row, unit in units.items():
        unit.name, unit.unit_code = row.name, row.code
        unit.credit_code = row.credit_code or unit.credit_code
    records.update_many(list(units.values()), "name", "unit_code", "credit_code")
    return len(units)


def _list(year: int, units: dict[ListedUnit, Organisation]) -> None:
    fields = ("region_id", "code", "name", "level", "canteen", "union_members", "nature")
    listed = {
        one.organisation_id: one
        for one in Listing.objects.filter(year=year, organisation__in=[unit.pk for unit in units.values()])
    }
    known = queries.natures_until(year, [unit.pk for row, unit in units.items() if not row.nature])
    new, old = [], []
    for row, unit in units.items():
        nature = row.nature or known.get(unit.pk, "")
        values = (row.region_code, row.code, row.name, row.level, row.canteen, row.union_members, nature)
        listing = listed.get(unit.pk)
        if listing is None:
            new.append(Listing(organisation=unit, year=year, **dict(zip(fields, values, strict=True))))
        elif tuple(getattr(listing, field) for field in fields) != values:
            for field, value in zip(fields, values, strict=True):
                setattr(listing, field, value)
            old.append(listing)
    records.insert_many(new)
    records.update_many(old, *fields)


def _hosts(units: dict[ListedUnit, Organisation]) -> dict[int, int]:
    ids = {row.code: unit.pk for row, unit in units.items()}
    return {
        unit.pk: ids[row.host_code]
        for row, unit in units.items()
        if row.canteen == CanteenKind.SHARED and row.host_code in ids
    }
