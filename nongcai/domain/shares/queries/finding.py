"""Finding filings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares.errors import UnknownFilingError
from nongcai.domain.shares.models import FilingDraft, FilingStep, FilingVersion, ShareFiling
from nongcai.domain.shares.states import CLIMBING, WITHIN_UNIT, FilingState
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor


def filings_visible_to(actor: Actor) -> QuerySet[ShareFiling]:
    """Select the filings of units within the actor's subtree."""
    units = organisations.units_under(actor.path).values("organisation_id")
    return ShareFiling.objects.filter(organisation_id__in=units)


def filings_in(year: int) -> QuerySet[ShareFiling]:
    """Select all filings of a year."""
    return ShareFiling.objects.filter(year=year)


def filings(unit_ids: Iterable[int], year: int) -> dict[int, ShareFiling]:
    """Map units to their filing of a year."""
    rows = ShareFiling.objects.filter(organisation_id__in=list(unit_ids), year=year)
    return {row.organisation_id: row for row in rows}


def lock_filings_of(unit_ids: Iterable[int], year: int) -> dict[int, ShareFiling]:
    """Map units to their filing of a year, locked in the order of their keys."""
    rows = ShareFiling.objects.select_for_update(of=("self",), no_key=True)
    return {
        row.organisation_id: row for row in rows.filter(organisation_id__in=list(unit_ids), year=year).order_by("pk")
    }


def as_counted(rows: QuerySet[ShareFiling], *names: str) -> QuerySet[ShareFiling]:
    """Put to each filing, as `confirmed_<name>`, what the version says that counts, also while a change climbs."""
    version = FilingVersion.objects.filter(filing=OuterRef("pk"), number=OuterRef("counted_version"))
    found = {
        f"confirmed_{name}": Case(
            When(counted_version=F("version"), then=F(name)), default=Subquery(version.values(name)[:1])
        )
        for name in names
    }
    return rows.filter(counted_version__isnull=False).annotate(**found)


def confirmed(filing: ShareFiling, name: str) -> Any:
    """Return what `as_counted` has put to a filing."""
    return getattr(filing, f"confirmed_{name}")


def filing_of(unit_id: int, year: int) -> ShareFiling | None:
    """Return a unit's filing of a year."""
    rows = ShareFiling.objects.filter(organisation_id=unit_id, year=year)
    return rows.select_related("organisation", "holder").first()


def reserved_initially(path: str, year: int, standing: Decimal) -> Decimal:
    """Return what the units at or below a path first confirmed (年初预留数), from what stands of it.

    Only filings that changed are read: few, however many stand under the path.
    """
    units = organisations.units_under(path).values("organisation_id")
    changed = ShareFiling.objects.filter(version__gt=1, year=year, organisation_id__in=units)
    stands = Coalesce("counted_reserved", Value(ZERO))
    first = Coalesce("reserved_initially", Value(ZERO))
    difference: Decimal | None = changed.aggregate(sum=Sum(first - stands))["sum"]
    return standing + (difference or ZERO)


def waiting_for(actor: Actor, year: int) -> QuerySet[ShareFiling]:
    """Select what waits for the actor's organisation, the exceptions first, then what waits longest."""
    # Whoever holds a filing stands above its unit; whoever decides on it asks for its sight again.
    rows = ShareFiling.objects.filter(holder=actor.organisation_id, year=year, state__in=CLIMBING)
    return rows.order_by("-flag_count", "held_since", "id")


def prepared_in(actor: Actor, year: int) -> QuerySet[ShareFiling]:
    """Select what waits for the approver of the actor's own unit (在单位内审核)."""
    rows = ShareFiling.objects.filter(holder=actor.organisation_id, year=year, state__in=WITHIN_UNIT)
    return rows.order_by("held_since", "id")


def lock_filing(actor: Actor, filing_id: int) -> ShareFiling:
    """Fetch and lock a filing within the actor's sight.

    :raises UnknownFilingError: when there is none.
    """
    rows = ShareFiling.objects.select_for_update(of=("self",), no_key=True)
    filing = rows.filter(pk__in=filings_visible_to(actor).filter(pk=filing_id)).first()
    if filing is None:
        raise UnknownFilingError(what=filing_id)
    return filing


def lock_filings(actor: Actor, filing_ids: Iterable[int]) -> dict[int, ShareFiling]:
    """Fetch and lock those of these filings that lie within the actor's sight, in the order of their keys."""
    seen = filings_visible_to(actor).filter(pk__in=list(filing_ids)).values("pk")
    rows = ShareFiling.objects.select_for_update(of=("self",), no_key=True).select_related("organisation", "holder")
    return {row.pk: row for row in rows.filter(pk__in=seen).order_by("pk")}


def members_of_hosts(filing_ids: Iterable[int]) -> list[int]:
    """Return the filings that wait for finance and say that a unit of these filings files for them (共用食堂)."""
    hosts = ShareFiling.objects.filter(pk__in=list(filing_ids)).values("organisation_id")
    return list(ShareFiling.objects.filter(host__in=hosts, state=FilingState.ENDORSED).values_list("pk", flat=True))


def open_filings(unit_ids: Iterable[int]) -> QuerySet[ShareFiling]:
    """Select the filings of these units that wait for somebody, of all years."""
    return ShareFiling.objects.filter(organisation_id__in=list(unit_ids), holder__isnull=False).order_by("year", "id")


def lock_all_filings_of(unit_ids: Iterable[int]) -> list[ShareFiling]:
    """Fetch and lock the filings of these units, of all years, in the order of their keys."""
    rows = ShareFiling.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(organisation_id__in=list(unit_ids)).order_by("pk"))


def acted_since(unit_ids: Iterable[int], moment: datetime) -> set[int]:
    """Return those of these units on whose filings anybody acted after a moment."""
    rows = FilingStep.objects.filter(filing__organisation_id__in=list(unit_ids), at__gt=moment)
    return set(rows.order_by().values_list("filing__organisation_id", flat=True).distinct())


def draft_of(unit_id: int, year: int) -> FilingDraft | None:
    """Return a unit's half-filled form."""
    return FilingDraft.objects.filter(organisation_id=unit_id, year=year).select_related("saved_by").first()


def versions_of(filing: ShareFiling) -> QuerySet[FilingVersion]:
    """Select what a filing said, the latest first, with its canteens."""
    return filing.versions.prefetch_related("canteens__contractor").order_by("-number")
