"""Finding filings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares.models import FilingState, ShareFiling

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


def reserved_initially(path: str, year: int) -> Decimal | None:
    """Sum what was first confirmed (年初预留数) by the units at or below a path of today."""
    units = organisations.units_under(path).values("organisation_id")
    rows = ShareFiling.objects.filter(organisation_id__in=units, year=year, state=FilingState.CONFIRMED)
    total: Decimal | None = rows.aggregate(total=Sum("reserved_initially"))["total"]
    return total
