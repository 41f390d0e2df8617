"""Freezing figures, and entering what years without entries came to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.assessments import queries
from nongcai.domain.assessments.errors import (
    DataDateError,
    NotAFinanceNodeError,
    OpeningYearError,
    YearHasEntriesError,
)
from nongcai.domain.assessments.models import OpeningSum, Snapshot, SnapshotLine
from nongcai.domain.assessments.permissions import require_openings
from nongcai.domain.assessments.rules import (
    BY_PURCHASED,
    BY_RATIO,
    DEPARTMENTS_TOTAL,
    FIRST_YEAR,
    REGIONS,
    REGIONS_TOTAL,
    TOTAL,
)
from nongcai.domain.ledger import queries as counted
from nongcai.domain.ledger import services as ledger
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from nongcai.domain.assessments.queries import Figures, Line
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node


@dataclass(frozen=True)
class ToldYear:
    """What a document says a year came to, in yuan; `canteen_total` is None where it does not say."""

    year: int
    canteen_total: Decimal | None
    reserved: Decimal
    purchased: Decimal
    source_document: str


@transaction.atomic
def take_snapshot(*, actor: Actor, node_id: int, year: int, data_date: date, at: datetime) -> Snapshot:
    """Freeze a finance node's figures of a year as counted until the end of a day and known now.

    :raises NotAllowedError: when the actor is not finance, or the node lies outside its subtree.
    :raises NotAFinanceNodeError: when the node is a unit.
    :raises DataDateError: when the day lies before the year or in the future.
    """
    permissions.require_finance(actor)
    _require_day(data_date, year, at)
    # What is booked from here on was learned later, also by a load that runs right now.
    ledger.close(at=at)
    node = organisations.node(node_id, data_date)
    if not node.path.startswith(actor.path):
        raise NotAllowedError
    if not node.is_finance:
        raise NotAFinanceNodeError(name=node.name)
    measured = queries.lines(node, year, as_of=data_date, known=at, on=data_date)
    waiting = queries.waiting(node)
    snapshot = Snapshot(
        node_id=node.id,
        year=year,
        data_date=data_date,
        recorded_until=at,
        tree_date=data_date,
        reserved_initially=queries.first_reserved(node, year, as_of=data_date, known=at, on=data_date),
        waiting_orders=waiting.orders,
        waiting_amount=waiting.amount,
        taken_at=at,
        taken_by_id=actor.user_id,
    )
    rows = [*_summed(snapshot, node, measured), *_placed(snapshot, measured)]
    for seq, row in enumerate(rows, start=1):
        row.seq = seq
    snapshot.sha256 = queries.content_hash(snapshot, rows)
    records.save(snapshot)
    for row in rows:
        row.snapshot_id = snapshot.pk
    records.insert_many(rows)
    return snapshot


@transaction.atomic
def enter_opening_sum(*, actor: Actor, node_id: int, told: ToldYear, at: datetime) -> OpeningSum:
    """Enter a past year's sums (期初汇总数); entered again, they are corrected by a further version.

    :raises NotAllowedError: when the actor is not finance of this very node.
    :raises OpeningYearError: when the year is not over, or lies before the policy.
    :raises YearHasEntriesError: when the ledger has entries of that year.
    :raises InvalidError: when a sum is negative, the reserve exceeds the total, or no source is named.
    """
    require_openings(actor, node_id)
    # Whoever corrects at the same time waits here, and then makes the next version.
    organisations.visible_to(actor).select_for_update(of=("self",), no_key=True).get(pk=node_id)
    last = day_of(at).year - 1
    if not FIRST_YEAR <= told.year <= last:
        raise OpeningYearError(year=told.year, first=FIRST_YEAR, last=last)
    if counted.node_standings([node_id], told.year).filter(filings__gt=0).exists():
        raise YearHasEntriesError(year=told.year)
    standing = queries.opening_versions(organisations.node(node_id)).filter(year=told.year).first()
    if standing and all(getattr(standing, name) == value for name, value in asdict(told).items()):
        return standing
    version = standing.version + 1 if standing else 1
    row = OpeningSum(node_id=node_id, version=version, entered_by_id=actor.user_id, entered_at=at, **asdict(told))
    records.save(row)
    return row


def _require_day(day: date, year: int, at: datetime) -> None:
    first, last = date(year, 1, 1), day_of(at)
    if not first <= day <= last:
        raise DataDateError(day=day, first=first, last=last)


def _summed(snapshot: Snapshot, node: Node, measured: Sequence[Line]) -> Iterator[SnapshotLine]:
    groups = (TOTAL, REGIONS_TOTAL, DEPARTMENTS_TOTAL)
    for group, figures in zip(groups, queries.totals(measured), strict=True):
        yield _line(snapshot, node, figures, group)


def _placed(snapshot: Snapshot, measured: Sequence[Line]) -> Iterator[SnapshotLine]:
    by_purchased, by_ratio = (_ranks(measured, by) for by in (BY_PURCHASED, BY_RATIO))
    for line in sorted(measured, key=lambda one: one.group != REGIONS):
        row = _line(snapshot, line.node, line.figures, line.group)
        row.organisation_id = line.node.id
        row.rank_by_purchased = by_purchased.get(line.node.id)
        row.rank_by_ratio = by_ratio.get(line.node.id)
        yield row


def _line(snapshot: Snapshot, node: Node, figures: Figures, group: str) -> SnapshotLine:
    return SnapshotLine(
        snapshot=snapshot,
        group=group,
        name=node.name,
        shown=node.shown,
        is_ranked=node.is_ranked,
        is_sensitive=node.is_sensitive,
        **asdict(figures),
    )


def _ranks(measured: Sequence[Line], by: str) -> dict[int, int]:
    return {one.line.node.id: one.rank for ranked in queries.rankings(measured, by).values() for one in ranked}
