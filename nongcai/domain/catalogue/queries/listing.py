"""Synonyms, and lists of counties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Q, QuerySet

from nongcai.domain.catalogue.models import ListedCounty, Synonym
from nongcai.domain.catalogue.rules import fold
from nongcai.domain.catalogue.states import ListingOutcome
from nongcai.domain.regions import queries as regions
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from nongcai.domain.regions.queries import CountyName

_UNKNOWN = N_("“{said}”不在832个脱贫县名单内，请核对县名和区划代码。")
_SEVERAL = N_("有{count}个县叫“{said}”，请填写区划代码。")
_TWICE = N_("与第{row}行是同一个县。")


@dataclass(frozen=True)
class SaidCounty:
    """A row of a list of counties: its code or its name."""

    row_no: int
    code: str = ""
    name: str = ""
    faults: tuple[str, ...] = ()


@dataclass
class JudgedCounty:
    """What becomes of a row, and which county is meant."""

    said: SaidCounty
    outcome: ListingOutcome
    message: str = ""
    code: str = ""
    place: str = ""

    @property
    def shown(self) -> str:
        """What becomes of it, in words."""
        return str(self.outcome.label)


def synonyms(*, text: str = "") -> QuerySet[Synonym]:
    """Select the synonyms, those in use first; by a word."""
    rows = Synonym.objects.order_by("-is_on", "-pk")
    return rows.filter(words__contains=[fold(text).strip()]) if text.strip() else rows


def county_lists() -> list[dict[str, Any]]:
    """Return the lists with how many counties are and were on them."""
    rows = ListedCounty.objects.values("name").annotate(
        standing=Count("pk", filter=Q(until=None)),
        count=Count("pk"),
        since=Min("since"),
        until=Max("until"),
        document=Max("document"),
    )
    return [dict(row) for row in rows.order_by("name")]


def judge_counties(rows: Sequence[SaidCounty], *, name: str) -> list[JudgedCounty]:
    """Say which of the 832 counties each row means, and whether it is on the list already."""
    listed = set(ListedCounty.objects.filter(name=name, until=None).values_list("county_id", flat=True))
    by_code = regions.counties(row.code for row in rows if row.code)
    by_name: dict[str, list[CountyName]] = {}
    for place in regions.places().counties:
        by_name.setdefault(place.name, []).append(place)
    places = {code: (county.code, county.place) for code, county in by_code.items()}
    seen: dict[str, int] = {}
    return [_judged(row, places, by_name, listed, seen) for row in rows]


def _judged(
    said: SaidCounty,
    by_code: dict[str, tuple[str, str]],
    by_name: dict[str, list[CountyName]],
    listed: set[str],
    seen: dict[str, int],
) -> JudgedCounty:
    if said.faults:
        return JudgedCounty(said, ListingOutcome.WRONG, "；".join(said.faults))
    named = by_name.get(said.name, [])
    if said.code:
        found = by_code.get(said.code)
    else:
        if len(named) > 1:
            return JudgedCounty(said, ListingOutcome.WRONG, _SEVERAL.format(count=len(named), said=said.name))
        found = (named[0].code, named[0].place) if named else None
    if found is None:
        return JudgedCounty(said, ListingOutcome.WRONG, _UNKNOWN.format(said=said.name or said.code))
    code, place = found
    if seen.setdefault(code, said.row_no) != said.row_no:
        return JudgedCounty(said, ListingOutcome.WRONG, _TWICE.format(row=seen[code]), code, place)
    outcome = ListingOutcome.EXISTS if code in listed else ListingOutcome.NEW
    return JudgedCounty(said, outcome, "", code, place)
