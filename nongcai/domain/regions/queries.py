"""Looking up divisions, what stands above them, and the 832 counties."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, Value

from nongcai.domain.regions.errors import UnknownPrefixError, UnknownRegionError
from nongcai.domain.regions.models import County, Level, Region, RegionKind
from nongcai.domain.regions.rules import place, zone_parent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def region(code: str) -> Region:
    """Return a division or zone.

    :raises UnknownRegionError: when none has this code.
    """
    found = Region.objects.filter(pk=code).first()
    if found is None:
        raise UnknownRegionError(what=code)
    return found


def known(codes: Iterable[str]) -> set[str]:
    """Keep the codes that some division or zone has, or had."""
    return set(Region.objects.filter(pk__in=set(codes)).values_list("code", flat=True))


# The codes of a region and of all above it, for a statement of another room that has its code.
ABOVE = """
    WITH RECURSIVE above AS (
        SELECT code, parent_id, level FROM regions_region WHERE code = {code}
        UNION ALL
        SELECT r.code, r.parent_id, r.level FROM regions_region r JOIN above a ON r.code = a.parent_id
    )
    SELECT code, level FROM above
"""


def chain(code: str) -> list[Region]:
    """Return a region with all above it, the nation first.

    :raises UnknownRegionError: when none has this code.
    """
    found = Region.objects.select_related("parent__parent__parent").filter(pk=code).first()
    if found is None:
        raise UnknownRegionError(what=code)
    above = [found]
    while above[0].parent is not None:
        above.insert(0, above[0].parent)
    return above


def prefecture_of(code: str) -> Region:
    """Return the prefecture of a code, known or not; the province where no prefecture stands between.

    :raises UnknownPrefixError: when no known code begins like it.
    """
    listed = Region.objects.select_related("parent").filter(pk=code).first()
    if listed is not None:
        return listed.parent if listed.level == Level.COUNTY and listed.parent else listed
    alike = Region.objects.filter(pk__startswith=code[:4]).values_list("code", flat=True)
    above = zone_parent(code, known({*alike, f"{code[:2]}0000"}))
    if above is None:
        raise UnknownPrefixError(region_code=code)
    return region(above)


def counties(codes: Iterable[str]) -> dict[str, County]:
    """Map those of the codes that one of the 832 counties has, or had, to the county."""
    wanted = set(codes)
    heirs = dict(_ended().filter(pk__in=wanted).values_list("code", "successor_code"))
    sought = wanted | set(heirs.values())
    rows = list(County.objects.filter(Q(pk__in=sought) | Q(current_code__in=sought)))
    # A county's own code comes before that of the one that it became part of.
    found = {one.current_code: one for one in rows} | {one.code: one for one in rows}
    mapped = {code: found.get(code) or found.get(heirs.get(code, "")) for code in wanted}
    return {code: county for code, county in mapped.items() if county is not None}


def counties_by_province() -> list[tuple[str, list[County]]]:
    """Return the 832 counties by province, in the order of their codes."""
    rows = list(County.objects.order_by("code"))
    return [(province, list(found)) for province, found in groupby(rows, key=lambda one: one.province)]


class CountyName(NamedTuple):
    """How one of the 832 counties is called, and where it lies."""

    code: str
    name: str
    prefecture: str
    province: str

    @property
    def place(self) -> str:
        """Where it lies, from the province down."""
        return place(self.province, self.prefecture, self.name)


@dataclass(frozen=True)
class Places:
    """The names of the 832 counties, and of all provinces by the two digits of their codes."""

    counties: list[CountyName]
    provinces: dict[str, str]

    @cached_property
    def lying(self) -> list[str]:
        """The provinces in which the counties lie, by the two digits of their codes."""
        return list(dict.fromkeys(one.code[:2] for one in self.counties))

    @cached_property
    def prefectures(self) -> dict[str, str]:
        """The names of the prefectures in which the counties lie, by the four digits of their codes."""
        return {one.code[:4]: one.prefecture for one in self.counties if one.prefecture}

    def county(self, code: str) -> CountyName | None:
        """Return one of the 832 by its code in the list."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, CountyName]:
        return {one.code: one for one in self.counties}


@cache
def places() -> Places:
    """Return what places are called, in the order of their codes; read once: they change with a release alone."""
    none = Value("")
    provinces = Region.objects.filter(level=Level.PROVINCE, valid_to=None).values_list("code", "name", none, none)
    counties = County.objects.values_list("code", "name", "prefecture", "province")
    rows = sorted(CountyName(*row) for row in counties.union(provinces, all=True))
    return Places([one for one in rows if one.province], {one.code[:2]: one.name for one in rows if not one.province})


def codes_of_level(level: int) -> list[str]:
    """Return the codes of all divisions of a level that stand today."""
    return list(Region.objects.filter(level=level, valid_to=None).order_by("code").values_list("code", flat=True))


def _ended() -> QuerySet[Region]:
    return Region.objects.exclude(successor_code="")


def provinces() -> list[Region]:
    """Return the provinces of today, in the order of their codes."""
    rows = Region.objects.filter(level=Level.PROVINCE, kind=RegionKind.DIVISION, valid_to=None)
    return list(rows.order_by("code"))
