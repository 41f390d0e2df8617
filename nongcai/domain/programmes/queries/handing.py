"""What was handed down (下达任务数): to whom an office may, what stands, what stood before."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, Sum

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes.models import Target
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from nongcai.domain.organisations.models import Placement
    from nongcai.domain.organisations.queries import Node


@dataclass(frozen=True)
class Handing:
    """What an office was handed itself for a year, and what it handed down in all, to how many."""

    own: Target | None
    handed: Decimal
    count: int

    @property
    def excess(self) -> Decimal:
        """By how much more was handed down than was received; nothing is said where nothing was received."""
        return max(self.handed - self.own.amount, ZERO) if self.own else ZERO


@dataclass(frozen=True)
class TargetLine:
    """A target that stands, its addressee's code, and those that stood before, the latest first."""

    target: Target
    code: str
    former: list[Target] = field(default_factory=list)


def addressed_by(office: Node) -> QuerySet[Placement]:
    """Select the places to which an office hands down: its own units and the finance departments right below."""
    own_units = Q(home_path=office.path, organisation__kind="unit")
    return organisations.placements().filter(own_units | Q(parent_id=office.id, organisation__kind="finance"))


def addressees(office: Node, codes: Iterable[str]) -> dict[str, int]:
    """Map codes (单位编码, 区划代码 of a finance department) to whom they mean; none where it is not clear who."""
    wanted = set(codes)
    is_unit, is_bureau = Q(organisation__kind="unit"), Q(organisation__kind="finance")
    rows = addressed_by(office).filter(
        (is_unit & Q(organisation__unit_code__in=wanted)) | (is_bureau & Q(organisation__region_id__in=wanted)),
        organisation__closed_on=None,
    )
    names = ("organisation_id", "organisation__kind", "organisation__unit_code", "organisation__region_id")
    found: dict[str, list[int]] = {}
    for id_, kind, code, region in rows.values_list(*names):
        found.setdefault(region if kind == "finance" else code, []).append(id_)
    return {code: ids[0] for code, ids in found.items() if len(ids) == 1}


def targets(year: int) -> QuerySet[Target]:
    """Select what stands for a year: the latest of each addressee."""
    later = Target.objects.filter(organisation_id=OuterRef("organisation_id"), year=year, pk__gt=OuterRef("pk"))
    return Target.objects.filter(~Exists(later), year=year)


def targets_of(organisation_ids: Iterable[int], year: int) -> dict[int, Target]:
    """Map organisations to what stands for a year."""
    return {one.organisation_id: one for one in targets(year).filter(organisation_id__in=list(organisation_ids))}


def targets_handed_by(office: Node, year: int) -> QuerySet[Target]:
    """Select what stands of what an office hands down: districts, then units, in official order (机构排序)."""
    rows = targets(year).filter(organisation_id__in=addressed_by(office).values("organisation_id"))
    return rows.select_related("organisation").order_by(
        "organisation__kind", "organisation__official_order", "organisation__region_id", "organisation__unit_code", "pk"
    )


def handing_of(office: Node, year: int) -> Handing:
    """Return what an office was handed, and what it handed down."""
    handed = targets_handed_by(office, year).order_by()
    sums = handed.aggregate(amount=Sum("amount"), count=Count("pk"))
    return Handing(targets_of([office.id], year).get(office.id), sums["amount"] or ZERO, sums["count"])


def target_lines(rows: Iterable[Target]) -> list[TargetLine]:
    """Put to each target that stands those that stood before it, in one statement."""
    standing = list(rows)
    if not standing:
        return []
    units = [one.organisation_id for one in standing]
    former: dict[int, list[Target]] = {}
    for row in target_history(units, standing[0].year).exclude(pk__in=[one.pk for one in standing]):
        former.setdefault(row.organisation_id, []).append(row)
    return [TargetLine(one, _code_of(one), former.get(one.organisation_id, [])) for one in standing]


def target_history(organisation_ids: Iterable[int], year: int) -> QuerySet[Target]:
    """Select all that was ever handed down to organisations for a year, the latest first."""
    return Target.objects.filter(organisation_id__in=list(organisation_ids), year=year).order_by("-pk")


def _code_of(target: Target) -> str:
    return target.organisation.unit_code or target.organisation.region_id
