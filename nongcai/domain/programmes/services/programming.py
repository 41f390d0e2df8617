"""A year's programme is written, put in force, and carried to the next year."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.programmes import queries
from nongcai.domain.programmes.errors import NothingToCopyError, ProgrammeExistsError
from nongcai.domain.programmes.models import Programme, Rule
from nongcai.domain.programmes.permissions import require_region
from nongcai.domain.programmes.services.recording import record
from nongcai.domain.programmes.states import Deed
from nongcai.foundation import records
from nongcai.foundation.years import same_day_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor

_DATES = ("files_from", "files_due", "endorse_due", "confirm_due", "report_due", "finish_by")
_CARRIED = (
    "region_id", "organisation_id", "subject", "group", "base", "operator", "value", "measure", "strength",
    "applies_to", "condition", "document", "paragraph", "text",
)  # fmt: skip


@dataclass(frozen=True)
class ToldProgramme:
    """What a document says of a year."""

    title: str
    zone_name: str
    leading_count: int
    mode: str
    files_from: date | None
    files_due: date | None
    endorse_due: date | None
    confirm_due: date | None
    report_due: date | None
    finish_by: date | None
    moves_to_workday: bool
    has_second_review: bool
    document: str
    needs_scan: bool = False


@transaction.atomic
def write_programme(*, actor: Actor, year: int, told: ToldProgramme, at: datetime) -> Programme:
    """Write one's region's programme of a year, or rewrite it; a new one binds nobody until it is published.

    :raises NotAllowedError: when the actor writes no region's rules.
    :raises InvalidError: when days are out of order, or a self-filing season has no window.
    """
    region = require_region(actor)
    standing = queries.programmes_of(region).select_for_update(of=("self",), no_key=True).filter(year=year).first()
    programme = standing or Programme(region_id=region, year=year)
    values = asdict(told)
    for name, value in values.items():
        setattr(programme, name, value)
    records.save(programme, *values)
    record(actor, Deed.WRITE_PROGRAMME, region, year, f"{told.title}（{told.document}）", at=at)
    return programme


@transaction.atomic
def publish_programme(*, actor: Actor, year: int, at: datetime) -> Programme:
    """Put one's region's programme of a year in force (启用).

    :raises NotAllowedError: when the actor writes no region's rules.
    :raises NothingToCopyError: when none was written.
    :raises InvalidError: when a self-filing season has no window.
    """
    region = require_region(actor)
    programme = queries.programmes_of(region).select_for_update(of=("self",), no_key=True).filter(year=year).first()
    if programme is None:
        raise NothingToCopyError(year=year, what=year)
    programme.published_at = programme.published_at or at
    records.save(programme, "published_at")
    record(actor, Deed.PUBLISH_PROGRAMME, region, year, programme.title, at=at)
    return programme


@transaction.atomic
def copy_to_next_year(*, actor: Actor, year: int, at: datetime) -> Programme:
    """Carry one's region's programme of a year, and the rules that end with it, to the next year as drafts.

    :raises NotAllowedError: when the actor writes no region's rules.
    :raises NothingToCopyError: when the year has no programme.
    :raises ProgrammeExistsError: when the next year has one.
    """
    region = require_region(actor)
    standing = queries.own_programme(region, year)
    if standing is None:
        raise NothingToCopyError(year=year, what=year)
    if queries.own_programme(region, year + 1) is not None:
        raise ProgrammeExistsError(year=year + 1)
    copied = Programme(
        region_id=region,
        year=year + 1,
        title=standing.title.replace(str(year), str(year + 1)),
        zone_name=standing.zone_name,
        leading_count=standing.leading_count,
        mode=standing.mode,
        moves_to_workday=standing.moves_to_workday,
        has_second_review=standing.has_second_review,
        needs_scan=standing.needs_scan,
        document=standing.document,
        **{name: _next_year(getattr(standing, name)) for name in _DATES},
    )
    records.save(copied)
    records.insert_many(list(_carried(region, year)))
    record(actor, Deed.COPY_PROGRAMME, region, year + 1, copied.title, at=at)
    return copied


def _next_year(day: date | None) -> date | None:
    return same_day_of(day, day.year + 1) if day else None


def _carried(region: str, year: int) -> Iterator[Rule]:
    ending = queries.own_rules(region, year).filter(last_year=year, published_at__isnull=False)
    for rule in ending.order_by("pk"):
        kept = {name: getattr(rule, name) for name in _CARRIED}
        yield Rule(first_year=year + 1, last_year=year + 1, **kept)
