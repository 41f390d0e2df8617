"""What holds in a region and year: its programme, its rules of all layers, and what counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from nongcai.domain.programmes.errors import NoCountingRuleError, NoProgrammeError
from nongcai.domain.programmes.models import CountingRule, Programme, Rule, Strength, Subject, UnrankedOrgan
from nongcai.domain.programmes.rules import meets
from nongcai.domain.regions import queries as regions

if TYPE_CHECKING:
    from decimal import Decimal

_SUBJECTS = {subject: place for place, subject in enumerate(Subject.values)}


@dataclass(frozen=True)
class BoundRule:
    """A rule together with the layer that set it."""

    layer_code: str
    layer_name: str
    level: int
    subject: str
    subject_label: str
    group: int
    base: str
    base_label: str
    operator: str
    operator_label: str
    value: Decimal | None
    measure: str
    measure_label: str
    strength: str
    strength_label: str
    condition: str
    document: str
    paragraph: str
    text: str

    @property
    def may_refuse(self) -> bool:
        """Only what shall be done (应当) may refuse anything or turn red."""
        return self.strength == Strength.MUST

    @property
    def shown(self) -> str:
        """The number in words, as 年度食堂食材采购总额不低于10%; the text where there is no number."""
        if self.value is None:
            return self.text
        return f"{self.base_label}{self.operator_label}{self.value.normalize():f}{self.measure_label}"

    def is_met_by(self, value: Decimal) -> bool:
        """Say whether a figure keeps the rule; one without a number is kept by any."""
        return self.value is None or meets(value, self.operator, self.value)


def rules_for(region_code: str, year: int) -> list[BoundRule]:
    """Return the rules of all layers, the nation's first, within a layer by subject and group.

    :raises UnknownRegionError: when no region has this code.
    """
    above = {one.code for one in regions.chain(region_code)}
    rows = Rule.objects.filter(_in_force(year), region__in=above).select_related("region")
    ordered = sorted(rows, key=lambda row: (row.region.level, _SUBJECTS[row.subject], row.group, row.pk))
    return [_bound(row) for row in ordered]


def programme_for(region_code: str, year: int) -> Programme:
    """Return the year's programme of a region, or of the nearest above it that has one.

    :raises NoProgrammeError: when none has.
    :raises UnknownRegionError: when no region has this code.
    """
    above = [one.code for one in regions.chain(region_code)]
    rows = Programme.objects.filter(year=year, region__in=above).select_related("region")
    nearest = max(rows, key=lambda row: row.region.level, default=None)
    if nearest is None:
        raise NoProgrammeError(year=year, what=year)
    return nearest


def counting_for(region_code: str, year: int) -> CountingRule:
    """Return what counts in a region and year, by the nearest layer and the latest rule that says so.

    :raises NoCountingRuleError: when none does.
    :raises UnknownRegionError: when no region has this code.
    """
    above = [one.code for one in regions.chain(region_code)]
    rows = CountingRule.objects.filter(_in_force(year), region__in=above).select_related("region")
    nearest = max(rows, key=lambda row: (row.region.level, row.first_year), default=None)
    if nearest is None:
        raise NoCountingRuleError(year=year, what=year)
    return nearest


def is_unranked(name: str, words: list[str] | None = None) -> bool:
    """Say whether a body of this full name is never ranked; pass `unranked_words()` when asking for many."""
    return any(word in name for word in (unranked_words() if words is None else words))


def unranked_words() -> list[str]:
    """Return the words by which unranked bodies are known."""
    return list(UnrankedOrgan.objects.order_by("pk").values_list("words", flat=True))


def _in_force(year: int) -> Q:
    return Q(first_year__lte=year) & (Q(last_year__isnull=True) | Q(last_year__gte=year))


def _bound(row: Rule) -> BoundRule:
    return BoundRule(
        layer_code=row.region.code,
        layer_name=row.region.name,
        level=row.region.level,
        subject=row.subject,
        subject_label=row.get_subject_display(),
        group=row.group,
        base=row.base,
        base_label=row.get_base_display(),
        operator=row.operator,
        operator_label=row.get_operator_display(),
        value=row.value,
        measure=row.measure,
        measure_label=row.get_measure_display(),
        strength=row.strength,
        strength_label=row.get_strength_display(),
        condition=row.condition,
        document=row.document,
        paragraph=row.paragraph,
        text=row.text,
    )
