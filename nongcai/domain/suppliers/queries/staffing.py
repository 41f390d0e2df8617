"""In which counties an application waits for somebody who does not exist yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.domain.suppliers import permissions
from nongcai.domain.suppliers.models import Application
from nongcai.domain.suppliers.states import AT_COUNTY

if TYPE_CHECKING:
    from datetime import date

    from nongcai.domain.organisations.actors import Actor

_FUNCTIONS = (Role.QUALITY, Role.LINKAGE)


@dataclass(frozen=True)
class Unstaffed:
    """A county where applications wait, and the functions for which it has nobody."""

    code: str
    place: str
    waiting: int
    lacking: tuple[str, ...]


def unstaffed_counties(actor: Actor, on: date) -> list[Unstaffed]:
    """Return, for the platform, the counties where applications wait and a function has nobody on a day."""
    if not permissions.admits(actor):
        return []
    rows = Application.objects.filter(state__in=AT_COUNTY).select_related("supplier__county")
    waiting: dict[str, int] = {}
    counties = {}
    for row in rows.order_by("supplier__county_id"):
        counties[row.supplier.county_id] = row.supplier.county
        waiting[row.supplier.county_id] = waiting.get(row.supplier.county_id, 0) + 1
    held = organisations.functions_held(
        {code for one in counties.values() for code in (one.code, one.current_code)}, on
    )
    found = []
    for key, county in counties.items():
        there = held.get(county.code, set()) | held.get(county.current_code, set())
        lacking = tuple(str(role.label) for role in _FUNCTIONS if role not in there)
        if lacking:
            found.append(Unstaffed(county.current_code, county.place, waiting[key], lacking))
    return found
