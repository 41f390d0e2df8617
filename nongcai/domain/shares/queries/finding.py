"""Finding filings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, F, Sum, Value, When
from django.db.models.functions import Coalesce

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares.models import FilingState, ShareFiling
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor


def filings_visible_to(actor: Actor) -> QuerySet[ShareFiling]:
    """Select the filings of units within the actor's subtree."""
    units = organisations.units_under(actor.path).values("organisation_id")
    return ShareFiling.objects.filter(organisation_id__in=units)


def filings(unit_ids: Iterable[int], year: int) -> dict[int, ShareFiling]:
    """Map units to their filing of a year."""
    rows = ShareFiling.objects.filter(organisation_id__in=list(unit_ids), year=year)
    return {row.organisation_id: row for row in rows}


def filing_of(unit_id: int, year: int) -> ShareFiling | None:
    """Return a unit's filing of a year."""
    return ShareFiling.objects.filter(organisation_id=unit_id, year=year).first()


def reserved_initially(path: str, year: int, standing: Decimal) -> Decimal:
    """Return what the units at or below a path first confirmed (年初预留数), from what stands of it.

    Only filings that changed are read: few, however many stand under the path.
    """
    units = organisations.units_under(path).values("organisation_id")
    changed = ShareFiling.objects.filter(version__gt=1, year=year, organisation_id__in=units)
    stands = Case(When(state=FilingState.CONFIRMED, then=F("reserved")), default=Value(ZERO))
    first = Coalesce("reserved_initially", Value(ZERO))
    difference: Decimal | None = changed.aggregate(sum=Sum(first - stands))["sum"]
    return standing + (difference or ZERO)
