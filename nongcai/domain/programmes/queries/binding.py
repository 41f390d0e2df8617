"""What holds in a region and year: its programme, its rules of all layers, and what counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from nongcai.domain.programmes import rules as comparing
from nongcai.domain.programmes.errors import NoProgrammeError
from nongcai.domain.programmes.models import (
    Condition,
    Mode,
    Programme,
    Rule,
    Strength,
    Subject,
    UnrankedOrgan,
)
from nongcai.domain.programmes.queries.regional import in_force
from nongcai.domain.programmes.rules import meets
from nongcai.domain.regions import queries as regions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

_SUBJECTS = {subject: place for place, subject in enumerate(Subject.values)}


@dataclass(frozen=True)
class BoundRule:
    """A rule together with the layer that set it."""

    id: int
    first_year: int
    last_year: int | None
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
    applies_to: str
    applies_to_label: str
    condition: str
    document: str
    paragraph: str
    text: str

    @property
    def may_refuse(self) -> bool:
        """Only what shall be done (应当) may refuse anything or turn red."""
        return self.strength == Strength.MUST

    @property
    def department(self) -> str:
        """The id of the department that set it, "" where a region did."""
        return self.layer_code.partition(".")[2]

    @property
    def shown(self) -> str:
        """The number in words, as 年度食堂食材采购总额不低于10%; the text where there is no number."""
        if self.value is None:
            return self.text
        return f"{self.base_label}{self.operator_label}{self.value.normalize():f}{self.measure_label}"

    def is_met_by(self, value: Decimal) -> bool:
        """Say whether a figure keeps the rule; one without a number is kept by any."""
        return self.value is None or meets(value, self.operator, self.value)


def rules_for(region_code: str, year: int, *, path: str = "", drafts: Iterable[int] = ()) -> list[BoundRule]:
    """Return the rules of all layers, the nation's first, within a layer by subject and group.

    With the `path` of a unit, also those of the departments above it. `drafts` are unpublished rules that are to bind
    as well, for rehearsing them.

    :raises UnknownRegionError: when no region has this code.
    """
    above = {one.code for one in regions.chain(region_code)}
    departments = [int(part) for part in path.rstrip(".").split(".") if part]
    whose = Q(region__in=above, organisation=None) | Q(organisation__in=departments)
    rows = Rule.objects.filter(in_force(year), whose).filter(Q(published_at__isnull=False) | Q(pk__in=list(drafts)))
    return arranged(rows)


def rules_for_many(places: Iterable[tuple[str, str]], year: int) -> dict[str, list[BoundRule]]:
    """Map paths to the rules that bind there, as `rules_for` gives them; `places` are (region code, path).

    A few statements for each region, however many paths.
    """
    by_region: dict[str, list[str]] = {}
    for code, path in places:
        by_region.setdefault(code, []).append(path)
    found: dict[str, list[BoundRule]] = {}
    for code, paths in by_region.items():
        everywhere = rules_for(code, year, path=".".join(path.rstrip(".") for path in paths))
        for path in paths:
            above = {"", *path.rstrip(".").split(".")}
            found[path] = [rule for rule in everywhere if rule.department in above]
    return found


def tell_firms_apart(rules: Iterable[BoundRule]) -> bool:
    """Say whether any of these rules concerns state-owned firms (国有企业) alone."""
    return any(rule.applies_to == Condition.IS_ENTERPRISE for rule in rules)


def arranged(rows: QuerySet[Rule]) -> list[BoundRule]:
    """Put rules in order: by layer, the nation's first and departments' last, then by subject and group."""

    def place(row: Rule) -> tuple[bool, int, int, int, str, int, int]:
        level = row.organisation_id is not None, row.region.level
        return *level, _SUBJECTS[row.subject], row.group, row.document, row.first_year, row.pk

    return [_bound(row) for row in sorted(rows.select_related("region", "organisation"), key=place)]


def loosened(rules: Sequence[BoundRule]) -> dict[int, BoundRule]:
    """Map each rule that asks for less than a higher layer's to that layer's rule (与上位规定不一致)."""
    return {one.lower.id: one.higher for one in comparing.loosened(rules)}


def programme_for(region_code: str, year: int) -> Programme:
    """Return the year's programme of a region, or of the nearest above it that has one.

    :raises NoProgrammeError: when none has.
    :raises UnknownRegionError: when no region has this code.
    """
    nearest = _nearest([one.code for one in regions.chain(region_code)], year)
    if nearest is None:
        raise NoProgrammeError(year=year, what=year)
    return nearest


def programme_above(region_code: str, year: int) -> Programme | None:
    """Return the year's programme that a region would go by without one of its own."""
    return _nearest([one.code for one in regions.chain(region_code) if one.code != region_code], year)


def is_being_filed(region_code: str, year: int, on: date) -> bool:
    """Say whether the year's season runs in a region on a day: from the first day of filing to finance's last."""
    try:
        programme = programme_for(region_code, year)
    except NoProgrammeError:
        return False
    last = programme.confirm_due or programme.files_due
    return bool(programme.files_from and last and programme.files_from <= on <= last)


def is_self_filed(programme: Programme) -> bool:
    """Say whether units file here (自填模式), not on the 832 platform."""
    return programme.mode == Mode.SELF_FILED


@dataclass(frozen=True)
class Passage:
    """How filings pass in a region and year: by a second-level unit (二级单位审核) or not, here (自填模式) or on
    the 832 platform (对账模式); neither where no programme was published.
    """

    has_second_review: bool = False
    is_self_filed: bool = False
    is_reconciled: bool = False


def passage_in(region_code: str, year: int) -> Passage:
    """Return how filings pass in a region and year; plainly where no programme says otherwise."""
    try:
        programme = programme_for(region_code, year)
    except NoProgrammeError:
        return Passage()
    return Passage(programme.has_second_review, is_self_filed(programme), not is_self_filed(programme))


def needs_scan(region_code: str, year: int) -> bool:
    """Say whether a filing is confirmed only with the scan of its signed form, in a region and year."""
    try:
        return programme_for(region_code, year).needs_scan
    except NoProgrammeError:
        return False


def _nearest(region_codes: Iterable[str], year: int) -> Programme | None:
    rows = Programme.objects.filter(year=year, region__in=list(region_codes), published_at__isnull=False)
    return max(rows.select_related("region"), key=lambda row: row.region.level, default=None)


def is_unranked(name: str, words: list[str] | None = None) -> bool:
    """Say whether a body of this full name is never ranked; pass `unranked_words()` when asking for many."""
    return any(word in name for word in (unranked_words() if words is None else words))


def unranked_words() -> list[str]:
    """Return the words by which unranked bodies are known."""
    return list(UnrankedOrgan.objects.order_by("pk").values_list("words", flat=True))


def _bound(row: Rule) -> BoundRule:
    department = row.organisation
    return BoundRule(
        id=row.pk,
        first_year=row.first_year,
        last_year=row.last_year,
        layer_code=f"{row.region_id}.{department.pk}" if department else row.region.code,
        layer_name=department.name if department else row.region.name,
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
        applies_to=row.applies_to,
        applies_to_label=row.get_applies_to_display(),
        condition=row.condition,
        document=row.document,
        paragraph=row.paragraph,
        text=row.text,
    )
