"""What a layer wrote itself, drafts included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from nongcai.domain.programmes.models import CountingRule, OriginPreference, Programme, Rule
from nongcai.domain.regions import queries as regions

if TYPE_CHECKING:
    from django.db.models import QuerySet


def own_programme(region_code: str, year: int) -> Programme | None:
    """Return a region's own programme of a year, published or not."""
    return programmes_of(region_code).filter(year=year).first()


def programmes_of(region_code: str) -> QuerySet[Programme]:
    """Select a region's own programmes, the latest year first."""
    return Programme.objects.filter(region=region_code).select_related("region").order_by("-year")


def own_rules(region_code: str, year: int, *, organisation_id: int | None = None) -> QuerySet[Rule]:
    """Select the rules that a region wrote itself for a year, or a department in it, drafts included."""
    rows = Rule.objects.filter(region=region_code, organisation=organisation_id)
    return rows.filter(first_year__lte=year).filter(Q(last_year=None) | Q(last_year__gte=year))


def drafts_of(region_code: str, year: int, *, organisation_id: int | None = None) -> QuerySet[Rule]:
    """Select what a layer wrote for a year and has not published."""
    return own_rules(region_code, year, organisation_id=organisation_id).filter(published_at=None)


def counting_rules(region_code: str) -> QuerySet[CountingRule]:
    """Select the counting rules that a region set itself."""
    return CountingRule.objects.filter(region=region_code).order_by("-first_year")


def preferences_for(region_code: str, year: int) -> QuerySet[OriginPreference]:
    """Select whose produce documents of all layers put first in a region and year."""
    above = [one.code for one in regions.chain(region_code)]
    rows = OriginPreference.objects.filter(region__in=above, first_year__lte=year)
    return rows.filter(Q(last_year=None) | Q(last_year__gte=year)).order_by("region_id", "id")
