"""Who may sell on a day: the rule of `rules.may_sell`, for one with its reasons, and for many in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from nongcai.domain.suppliers import rules
from nongcai.domain.suppliers.models import Measure, Paper, SellingSpan, Supplier
from nongcai.domain.suppliers.rules import ASKED, may_sell, missing
from nongcai.domain.suppliers.states import FORCED, HELD_PAPERS, HIDING, MeasureKind, PaperKind

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Standing:
    """Whether a supplier may sell on a day, and if not, why: what hides it, and which papers are missing."""

    is_admitted: bool
    hidden_by: tuple[MeasureKind, ...]
    missing: tuple[PaperKind, ...]

    @property
    def sells(self) -> bool:
        """Nothing is in the way."""
        return may_sell(is_admitted=self.is_admitted, hidden_by=self.hidden_by, missing=self.missing)


def standing_of(supplier: Supplier, on: date) -> Standing:
    """Return whether a supplier may sell on a day, and why not."""
    hidden = _hiding(on).filter(supplier=supplier).values_list("kind", flat=True)
    held = [row.term for row in Paper.objects.filter(supplier=supplier, state__in=HELD_PAPERS)]
    hidden_by = tuple(MeasureKind(kind) for kind in sorted(set(hidden)))
    lacking = tuple(PaperKind(kind) for kind in missing(supplier.kind, held, on=on))
    return Standing(supplier.admission_id is not None, hidden_by, lacking)


def selling_on(on: date) -> QuerySet[Supplier]:
    """Select the suppliers who may sell on a day."""
    held = Paper.objects.filter(_holding(on), supplier=OuterRef("pk"))
    rows = Supplier.objects.filter(admission__isnull=False).exclude(Exists(_hiding(on).filter(supplier=OuterRef("pk"))))
    for kind in sorted({paper for papers in ASKED.values() for paper in papers}):
        asked = Q(kind__in=[one for one, papers in ASKED.items() if kind in papers])
        rows = rows.filter(~asked | Exists(held.filter(kind=kind)))
    return rows


def selling_spans(on: date) -> QuerySet[SellingSpan]:
    """Select the spans that a day lies in: of whoever may sell then, exactly one."""
    return SellingSpan.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


def papers_holding(on: date) -> QuerySet[Paper]:
    """Select the papers that hold on a day."""
    return Paper.objects.filter(_holding(on))


def reckoned_spans(supplier: Supplier) -> list[tuple[date, date | None]]:
    """Reckon the spans of days on which a supplier may sell, from its admission, papers and measures."""
    if supplier.admission_id is None:
        return []
    held = [row.term for row in Paper.objects.filter(supplier=supplier, state__in=HELD_PAPERS)]
    forced = Measure.objects.filter(supplier=supplier, kind__in=HIDING, state__in=FORCED, since__isnull=False)
    hidden = [(since, until) for since, until in forced.values_list("since", "until") if since is not None]
    return rules.selling_spans(supplier.kind, held, hidden)


def _holding(on: date) -> Q:
    return Q(state__in=HELD_PAPERS, since__lte=on) & (Q(until=None) | Q(until__gte=on))


def _hiding(on: date) -> QuerySet[Measure]:
    return Measure.objects.filter(Q(until=None) | Q(until__gte=on), kind__in=HIDING, state__in=FORCED, since__lte=on)
