"""What a layer wrote itself, drafts included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, TextChoices

from nongcai.domain.programmes.models import (
    Amendment,
    Base,
    Condition,
    Measure,
    Mode,
    Operator,
    OriginPreference,
    Programme,
    Rule,
    Strength,
    Subject,
)
from nongcai.domain.regions import queries as regions

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nongcai.domain.programmes.permissions import Layer

_WORDS: dict[str, type[TextChoices]] = {
    "subject": Subject,
    "base": Base,
    "operator": Operator,
    "measure": Measure,
    "strength": Strength,
    "applies_to": Condition,
}


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


def rules_of(layer: Layer) -> QuerySet[Rule]:
    """Select all rules that a layer wrote itself, of any year."""
    return Rule.objects.filter(region=layer.region_code, organisation=layer.organisation_id)


def amendments_of(region_code: str, year: int) -> QuerySet[Amendment]:
    """Select who wrote, published or ended what of a region's rules of a year, the latest first."""
    return Amendment.objects.filter(region=region_code, year=year).order_by("-at", "-id")


def modes() -> list[tuple[str, str]]:
    """Return how a season may be run, as code and words."""
    return [(code, str(label)) for code, label in Mode.choices]


def rule_words() -> dict[str, list[tuple[str, str]]]:
    """Map the fields of a rule for which one of few words is chosen to those words, as code and words."""
    return {name: [(one.value, str(one.label)) for one in words] for name, words in _WORDS.items()}


def preferences_for(region_code: str, year: int) -> QuerySet[OriginPreference]:
    """Select whose produce documents of all layers put first in a region and year."""
    above = [one.code for one in regions.chain(region_code)]
    rows = OriginPreference.objects.filter(region__in=above, first_year__lte=year)
    return rows.filter(Q(last_year=None) | Q(last_year__gte=year)).order_by("region_id", "id")
