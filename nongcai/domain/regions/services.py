"""Acts on regions: accepting a functional zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.regions import queries
from nongcai.domain.regions.errors import RegionExistsError
from nongcai.domain.regions.models import Level, Region, RegionKind
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def accept_zone(*, actor: Actor, code: str, name: str, at: datetime) -> Region:
    """Take up a functional zone (功能区) under the prefecture of its first four digits.

    Who may do so is decided upstairs, where roles are known.

    :raises RegionExistsError: when the code is taken.
    :raises UnknownPrefixError: when no known code begins like it.
    """
    taken = Region.objects.filter(pk=code).first()
    if taken is not None:
        raise RegionExistsError(region_code=code, name=taken.name)
    above = queries.prefecture_of(code)
    zone = Region(
        code=code,
        name=name,
        kind=RegionKind.ZONE,
        level=Level.COUNTY,
        parent=above,
        accepted_at=at,
        accepted_by_id=actor.user_id,
    )
    records.save(zone)
    return zone
