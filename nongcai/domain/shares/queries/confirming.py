"""What was confirmed, as other systems are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares.models import FilingStep, FilingVersion
from nongcai.domain.shares.states import FilingAction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from django.db.models import QuerySet


@dataclass(frozen=True)
class ConfirmedFiling:
    """A version of a filing that finance confirmed; amounts in yuan, `path` of its unit on today's tree.

    A sensitive unit's amounts, which tell its headcount, go to nobody outside: they are None.
    """

    filing_id: int
    version: int
    year: int
    unit_id: int
    unit_code: str
    unit_name: str
    region_code: str
    path: str
    canteen: str
    canteen_total: Decimal | None
    reserved: Decimal | None
    confirmed_at: datetime


def confirmed_filings(versions: Sequence[tuple[int, int]]) -> list[ConfirmedFiling]:
    """Return what these (filing id, version) say, in two statements whatever their number."""
    wanted = set(versions)
    rows = FilingVersion.objects.filter(
        filing_id__in={filing for filing, _number in wanted}, number__in={number for _filing, number in wanted}
    )
    return [one for one in _told(rows) if (one.filing_id, one.version) in wanted]


def confirmed_between(path: str, since: datetime, until: datetime) -> list[ConfirmedFiling]:
    """Return what counts of the filings under a path that were confirmed from a moment to before another."""
    units = organisations.units_under(path).values("organisation_id")
    rows = FilingVersion.objects.filter(
        number=F("filing__counted_version"),
        filing__organisation_id__in=units,
        filing__confirmed_at__gte=since,
        filing__confirmed_at__lt=until,
    )
    return _told(rows)


def _told(versions: QuerySet[FilingVersion]) -> list[ConfirmedFiling]:
    confirming = Q(filing=OuterRef("filing"), version=OuterRef("number"), action=FilingAction.CONFIRM)
    steps = FilingStep.objects.filter(confirming).order_by("-at")
    moment = Coalesce(Subquery(steps.values("at")[:1]), F("filing__confirmed_at"), F("known_at"))
    rows = list(
        versions.annotate(confirmed_at=moment)
        .order_by("filing_id", "number")
        .values_list(
            *("filing_id", "number", "filing__year", "filing__organisation_id", "filing__organisation__unit_code"),
            *("filing__organisation__name", "filing__organisation__region_id"),
            *("canteen", "canteen_total", "reserved", "confirmed_at"),
        )
    )
    placed = organisations.placements().filter(organisation_id__in={row[3] for row in rows})
    paths = dict(placed.values_list("organisation_id", "path"))
    hidden = organisations.sensitive_in(paths.values())
    return [_filing(row, paths.get(row[3], ""), hidden) for row in rows]


def _filing(row: Sequence[Any], path: str, hidden: set[int]) -> ConfirmedFiling:
    is_withheld = not hidden.isdisjoint({row[3], *organisations.ids_in(path)})
    amounts = (None, None) if is_withheld else row[8:10]
    return ConfirmedFiling(*(*row[:7], path, row[7], *amounts, row[10]))
