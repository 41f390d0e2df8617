"""Who resides in a region but belongs to another level (驻地单位): shown beside the region's table, never summed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import MANAGING, ROLES_OF_FINANCE
from nongcai.domain.shares.queries.tabling import table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Listing
    from nongcai.domain.shares.queries.tabling import TableRow

_AT_ONCE = 2000


def resident_units(actor: Actor, year: int) -> QuerySet[Listing]:
    """Select those listed in the regions of a finance department's subtree that stand under another office.

    Nobody else is shown any: what stands outside one's own path is read here alone.
    """
    everywhere = organisations.directory("", year)
    if actor.role not in MANAGING & ROLES_OF_FINANCE:
        return everywhere.none()
    within = organisations.placements().filter(path__startswith=actor.path)
    regions = within.filter(organisation__kind="finance").values("organisation__region_id")
    return everywhere.filter(region_id__in=regions).exclude(organisation_id__in=within.values("organisation_id"))


def resident_rows(actor: Actor, year: int) -> Iterator[TableRow]:
    """Yield their lines, some thousand at a time."""
    units = resident_units(actor, year).iterator(chunk_size=_AT_ONCE)
    while some := list(islice(units, _AT_ONCE)):
        yield from table_rows(some, year)
