"""Finance nodes: one for each region, above them the finance nodes of the regions above."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.organisations import queries
from nongcai.domain.organisations.models import Organisation, Placement
from nongcai.domain.organisations.roles import OrganisationKind
from nongcai.domain.organisations.rules import below
from nongcai.domain.regions import queries as regions
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from nongcai.domain.regions.models import Region

# The tree is asked for any day of any year that is imported later.
BEGINNING = date(1994, 1, 1)
_NATION, _PROVINCE = 0, 1


@transaction.atomic
def found_finance_nodes(*, region_codes: Iterable[str], at: datetime) -> dict[str, int]:
    """Make the finance nodes of these regions and of the regions above them, where they are missing.

    Returns the ids of all of them by region code.
    """
    chain = {region.code: region for code in set(region_codes) for region in regions.chain(code)}
    ids = queries.finance_ids(chain)
    for region in sorted(chain.values(), key=lambda one: one.level):
        if region.code not in ids:
            ids[region.code] = _found(region, ids.get(region.parent_id or ""), at).pk
    return ids


def _found(region: Region, parent_id: int | None, at: datetime) -> Organisation:
    organisation = Organisation(
        kind=OrganisationKind.FINANCE,
        region_id=region.code,
        name=_name(region),
        short_name=region.name,
        official_order=int(region.code),
        created_at=at,
    )
    records.save(organisation)
    above = queries.node(parent_id).path if parent_id else ""
    path = below(above, organisation.pk)
    records.save(
        Placement(
            organisation=organisation,
            parent_id=parent_id,
            path=path,
            home_path=path,
            period=DateRange(BEGINNING, None),
        )
    )
    return organisation


def _name(region: Region) -> str:
    if region.level == _NATION:
        return "财政部"
    return region.name + ("财政厅" if region.level == _PROVINCE else "财政局")
