"""Recording filings that were confirmed elsewhere (对账模式), and having them counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.ledger import services as ledger
from nongcai.domain.ledger.services import NewEntry
from nongcai.domain.organisations import permissions
from nongcai.domain.shares import queries
from nongcai.domain.shares.models import FilingState, FilingVersion, ShareFiling
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor

RULE = "filing_confirmed"


@dataclass(frozen=True)
class ToldFiling:
    """A filing as an export tells it; amounts in yuan."""

    unit_id: int
    canteen: str
    canteen_total: Decimal
    reserved: Decimal
    filed_at: datetime
    endorsed_at: datetime | None
    confirmed_at: datetime | None
    remark: str
    as_of: datetime | None = None

    @property
    def state(self) -> str:
        """How far it has climbed."""
        if self.confirmed_at:
            return FilingState.CONFIRMED
        return FilingState.ENDORSED if self.endorsed_at else FilingState.FILED


@dataclass(frozen=True)
class Told:
    """How many filings are new and changed, and how many entries were counted."""

    new: int
    changed: int
    entries: int


@transaction.atomic
def record_filings(
    *, actor: Actor, year: int, rows: Sequence[ToldFiling], at: datetime, run_id: int | None = None
) -> Told:
    """Record filings; a changed one keeps its versions, and what had counted is undone and counted anew.

    What an export tells that is no later than the one last believed changes nothing. A later one that tells
    the same makes it known from then.

    :raises NotAllowedError: when the actor is not finance.
    """
    permissions.require_finance(actor)
    standing = queries.filings([row.unit_id for row in rows], year)
    entries: list[NewEntry] = []
    new, changed = [], []
    remarked: list[ShareFiling] = []
    confirmed: list[ShareFiling] = []
    for row in rows:
        filing = standing.get(row.unit_id)
        if filing is None:
            new.append(_new(row, year, run_id))
        elif _is_older(row, filing):
            continue
        elif _differs(row, filing, _COUNTED):
            entries.extend(_counted(filing, sign=-1, at=at))
            _tell_again(filing, row, run_id)
            changed.append(filing)
        else:
            (remarked if _differs(row, filing, _TOLD) else confirmed).append(filing)
            _take_over(filing, row)
    records.insert_many(new)
    records.update_many(confirmed, "as_of")
    records.update_many(remarked, *_TOLD, "as_of")
    records.update_many(changed, *_TOLD, *_COUNTED, "as_of", "version", "import_run", "reserved_initially")
    records.insert_many([_version(filing, at) for filing in (*new, *changed)])
    for filing in new:
        entries.extend(_counted(filing, sign=1, at=filing.confirmed_at or at))
    for filing in changed:
        entries.extend(_counted(filing, sign=1, at=at))
    return Told(len(new), len(changed) + len(remarked), ledger.count(entries=entries, at=at))


# What makes a new version, and what does not.
_COUNTED = ("canteen_total", "reserved", "state")
_TOLD = ("canteen", "filed_at", "endorsed_at", "confirmed_at", "remark")


def _new(row: ToldFiling, year: int, run_id: int | None) -> ShareFiling:
    filing = ShareFiling(organisation_id=row.unit_id, year=year, import_run=run_id, version=0)
    _tell_again(filing, row, run_id)
    return filing


def _tell_again(filing: ShareFiling, row: ToldFiling, run_id: int | None) -> None:
    _take_over(filing, row)
    if filing.reserved_initially is None and row.confirmed_at:
        filing.reserved_initially = row.reserved
    filing.version += 1
    filing.import_run = run_id


def _take_over(filing: ShareFiling, row: ToldFiling) -> None:
    for name in (*_TOLD, *_COUNTED):
        setattr(filing, name, getattr(row, name))
    filing.as_of = row.as_of or filing.as_of


def _is_older(row: ToldFiling, filing: ShareFiling) -> bool:
    return row.as_of is not None and filing.as_of is not None and row.as_of <= filing.as_of


def _differs(row: ToldFiling, filing: ShareFiling, names: tuple[str, ...]) -> bool:
    return any(getattr(row, name) != getattr(filing, name) for name in names)


def _version(filing: ShareFiling, at: datetime) -> FilingVersion:
    return FilingVersion(
        filing=filing,
        number=filing.version,
        canteen_total=filing.canteen_total,
        reserved=filing.reserved,
        state=filing.state,
        known_at=at,
        import_run=filing.import_run,
    )


def _counted(filing: ShareFiling, *, sign: int, at: datetime) -> Iterator[NewEntry]:
    if filing.state != FilingState.CONFIRMED:
        return
    for kind, amount in (("reserved", filing.reserved), ("canteen_total", filing.canteen_total)):
        yield NewEntry(
            unit_id=filing.organisation_id,
            year=filing.year,
            kind=kind,
            channel="canteen",
            origin="export",
            amount=amount * sign,
            sign=sign,
            source=f"filing:{filing.pk}:{filing.version}" + (":undone" if sign < 0 else ""),
            rule=RULE,
            counted_at=at,
        )
