"""What those whom a document concerns may read of it: in force or put back, and only their own lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.reorganisations import rules
from nongcai.domain.reorganisations.models import Change, Line, LineKind, Reorganisation, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ToldChange:
    """A line in one sentence; `former` and `former_code` are what the unit was called before."""

    line: Line
    former: str
    former_code: str

    @property
    def since(self) -> date:
        """The day from which it holds."""
        return self.line.reorganisation.effective_on

    @property
    def sentence(self) -> str:
        """What became of the unit."""
        line = self.line
        return rules.sentence(
            line.kind,
            unit=self.former,
            target=line.target.name if line.target else "",
            name=line.name,
            code=line.code,
            former_code=self.former_code,
        )

    @property
    def until_listed(self) -> str:
        """What holds for a unit that came out of another until a directory lists it; nothing of other lines."""
        return until_listed(self.line, self.former)


def until_listed(line: Line, former: str) -> str:
    """Say of a split who files for the new unit in the year, and who opens its account; of other lines nothing."""
    if line.kind != LineKind.SPLIT:
        return ""
    document = line.reorganisation
    year, node = document.effective_on.year, document.node.name
    return rules.until_listed(unit=former, name=line.name, node=node, year=year)


def reorganisations_told_to(actor: Actor) -> QuerySet[Reorganisation]:
    """Select documents of other bureaus that took effect and concern a unit that stands, or stood, below the actor."""
    lines = Line.objects.filter(_concerns(actor)).values("reorganisation_id")
    rows = Reorganisation.objects.filter(pk__in=lines, enforced_at__isnull=False).select_related("node")
    return rows.order_by("-enforced_at", "-id")


def lines_told_to(actor: Actor, reorganisation: Reorganisation) -> list[ToldChange]:
    """Return the lines of a document that concern units which stand, or stood, below the actor."""
    return _told(_lasting().filter(_concerns(actor), reorganisation=reorganisation).order_by("seq"))


def told_lines(lines: Iterable[Line]) -> list[ToldChange]:
    """Put to lines of one document what their units were called before it took effect."""
    return _told(lines)


def changes_of(unit_id: int) -> list[ToldChange]:
    """Return what became of a unit by documents that took effect, the latest first: its lineage."""
    about = Q(unit_id=unit_id) | Q(target_id=unit_id) | Q(made_id=unit_id)
    return _told(_lasting().filter(about).order_by("-reorganisation__effective_on", "-id"))


def _lasting() -> QuerySet[Line]:
    rows = Line.objects.filter(reorganisation__enforced_at__isnull=False)
    return rows.select_related("unit", "target", "made", "reorganisation__node")


def _concerns(actor: Actor) -> Q:
    below = organisations.ever_under(actor.path)
    return Q(unit_id__in=below) | Q(target_id__in=below) | Q(made_id__in=below)


def _told(rows: Iterable[Line]) -> list[ToldChange]:
    lines = list(rows)
    changes = Change.objects.filter(
        subject=Subject.ORGANISATION,
        reorganisation_id__in={line.reorganisation_id for line in lines},
        row_id__in={line.unit_id for line in lines},
        before__isnull=False,
    ).values_list("reorganisation_id", "row_id", "before__name", "before__unit_code")
    former = {(document, unit): (name, code) for document, unit, name, code in changes}
    return [
        ToldChange(line, *former.get((line.reorganisation_id, line.unit_id), (line.unit.name, line.unit.unit_code)))
        for line in lines
    ]
