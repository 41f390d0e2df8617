"""Recording filings that were confirmed elsewhere (对账模式), and having them counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.ledger import services as ledger
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries
from nongcai.domain.shares.errors import SelfFiledModeError
from nongcai.domain.shares.models import SAID, FilingVersion, ShareFiling
from nongcai.domain.shares.services import announcing, counting
from nongcai.domain.shares.services.stepping import last_versions
from nongcai.domain.shares.states import FilingState
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from decimal import Decimal

    from nongcai.domain.ledger.services import NewEntry
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.queries import Chain

ORIGIN = "export"


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
    :raises SelfFiledModeError: when units among them file here; nothing is recorded.
    """
    permissions.require_finance(actor)
    unit_ids = [row.unit_id for row in rows]
    chains = _reconciled_chains(unit_ids, year)
    standing = queries.lock_filings_of(unit_ids, year)
    last = last_versions(filing.pk for filing in standing.values())
    booked: list[NewEntry] = []
    new, changed = [], []
    remarked: list[ShareFiling] = []
    confirmed: list[ShareFiling] = []
    for row in rows:
        filing = standing.get(row.unit_id)
        if filing is None:
            new.append(_new(row, year, run_id, chains.get(row.unit_id)))
        elif _is_older(row, filing):
            continue
        elif _differs(row, filing, _TELLING):
            booked.extend(counting.taken_back(filing, at=at, origin=ORIGIN))
            _tell_again(filing, row, run_id, chains.get(row.unit_id), last[filing.pk])
            changed.append(filing)
        else:
            (remarked if _differs(row, filing, _TOLD) else confirmed).append(filing)
            _take_over(filing, row)
    records.insert_many(new)
    records.update_many(confirmed, "as_of")
    records.update_many(remarked, *_TOLD, "as_of")
    records.update_many(changed, *_WRITTEN)
    records.insert_many([_version(filing, at) for filing in (*new, *changed)])
    booked.extend(_counting(new, changed, at))
    announcing.announce([*new, *changed], at=at)
    return Told(len(new), len(changed) + len(remarked), ledger.count(entries=booked, at=at))


def _counting(new: Sequence[ShareFiling], changed: Sequence[ShareFiling], at: datetime) -> Iterator[NewEntry]:
    for filing in new:
        yield from counting.entries(filing, at=filing.confirmed_at or at, origin=ORIGIN)
    for filing in changed:
        yield from counting.entries(filing, at=at, origin=ORIGIN)


def _reconciled_chains(unit_ids: Sequence[int], year: int) -> dict[int, Chain]:
    chains = queries.chains_for(unit_ids, year)
    filed_here = [unit for unit, chain in chains.items() if chain.is_self_filed]
    if filed_here:
        name = organisations.node(filed_here[0]).name
        raise SelfFiledModeError(name=name, n=len(filed_here), year=year)
    return chains


# What makes a new version, and what does not.
_TELLING = ("canteen_total", "reserved", "state")
_TOLD = ("canteen", "filed_at", "endorsed_at", "confirmed_at", "remark")
_WRITTEN = (*_TOLD, *_TELLING, *counting.COUNTED, "as_of", "version", "import_run", "holder", "held_since")


def _new(row: ToldFiling, year: int, run_id: int | None, chain: Chain | None) -> ShareFiling:
    filing = ShareFiling(organisation_id=row.unit_id, year=year, import_run=run_id, version=0)
    _tell_again(filing, row, run_id, chain, last=0)
    return filing


def _tell_again(filing: ShareFiling, row: ToldFiling, run_id: int | None, chain: Chain | None, last: int) -> None:
    _take_over(filing, row)
    filing.version = last + 1
    filing.import_run = run_id
    filing.holder_id = _holder(filing.state, chain)
    filing.held_since = None if filing.holder_id is None else row.endorsed_at or row.filed_at
    if filing.state == FilingState.CONFIRMED:
        counting.let_count(filing)


def _holder(state: str, chain: Chain | None) -> int | None:
    # Where the 832 platform waits for somebody, that somebody sees it here, too.
    if chain is None or state == FilingState.CONFIRMED:
        return None
    return chain.after_filing if state == FilingState.FILED else chain.finance


def _take_over(filing: ShareFiling, row: ToldFiling) -> None:
    for name in (*_TOLD, *_TELLING):
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
        state=filing.state,
        known_at=at,
        import_run=filing.import_run,
        **{name: getattr(filing, name) for name in SAID},
    )
