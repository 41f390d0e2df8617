"""Finance says what a unit is by its nature (单位性质) where its directory does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.errors import NatureUnlistedError
from nongcai.domain.organisations.models import Listing
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def state_nature(*, actor: Actor, unit_id: int, year: int, nature: str) -> Listing:
    """Say what a unit is from a year on; later years that said the same as that year, or nothing, follow.

    :raises NotAllowedError: when the actor is not finance above the unit.
    :raises NatureUnlistedError: when the unit is not in the directory of that year.
    :raises InvalidError: when there is no such nature.
    """
    rows = Listing.objects.select_for_update(of=("self",), no_key=True).filter(organisation_id=unit_id)
    found = {row.year: row for row in rows.filter(year__gte=year).order_by("year")}
    permissions.require_finance(actor)
    unit = queries.node(unit_id)
    if not unit.path.startswith(actor.path):
        raise NotAllowedError
    listing = found.get(year)
    if listing is None:
        raise NatureUnlistedError(name=unit.name, year=year)
    former = {listing.nature, ""}
    for row in found.values():
        if row.nature not in former:
            break
        row.nature = nature
        records.save(row, "nature")
    return listing
