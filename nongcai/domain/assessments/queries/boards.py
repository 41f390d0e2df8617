"""A node's board, from the summaries of today's tree: few statements, whatever its size."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Value

from nongcai.domain.assessments.queries.measuring import Line, arranged, lines, standing_below
from nongcai.domain.assessments.queries.units import FEWEST_PERSONS, MERGED
from nongcai.domain.assessments.rules import FIGURE_NAMES, Figures, total_of
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.domain.transactions import queries as transactions
from nongcai.foundation.years import after

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from nongcai.domain.assessments.models import Snapshot
    from nongcai.domain.organisations.queries import Node

_NOTHING = {field.name: field.default for field in fields(Figures) if field.name != "due"}


@dataclass(frozen=True)
class Board:
    """What stands below a node in a year. `initially` is what was first confirmed (年初预留数), None if unknown.

    `known_then` leaves out what was recorded only after the day `as_of`; `snapshot` is set where the board shows what
    a snapshot froze, whatever was recorded since. Without `shows_individuals` too few persons
    bought for their sum to be told.
    """

    node: Node
    year: int
    as_of: date | None
    known_then: bool
    snapshot: Snapshot | None
    total: Figures
    lines: list[Line]
    initially: Decimal | None
    shows_individuals: bool

    @property
    def channels(self) -> tuple[tuple[str, Decimal], ...]:
        """The total by channel, individuals merged with unions where they are few."""
        total = self.total
        parts = (("canteen", total.canteen), ("contractor", total.contractor))
        if self.shows_individuals:
            return (
                *parts,
                ("union", total.union),
                ("enterprise", total.enterprise),
                ("individual", total.individual),
            )
        return (*parts, (MERGED, total.union + total.individual), ("enterprise", total.enterprise))


def board(
    node: Node, year: int, *, as_of: date | None = None, known_then: bool = False, snapshot: Snapshot | None = None
) -> Board:
    """Return a node's board: from summaries, or from the entries until the end of a day, as known now or then.

    With a snapshot, as that was frozen: its year, its days, its tree.
    """
    if snapshot is not None:
        return _frozen(node, snapshot)
    if as_of is not None:
        found = lines(node, year, as_of=as_of, known=_end_of(as_of) if known_then else None)
        total = total_of(line.figures for line in found)
    else:
        found, total = _today(node, year)
    # What stood first on an earlier day is a matter for snapshots.
    initially = shares.reserved_initially(node.path, year, total.reserved) if as_of is None else None
    is_known_then = known_then and as_of is not None
    return Board(
        node, year, as_of, is_known_then, None, total, found, initially, _shows_individuals(node, year, total, as_of)
    )


def _frozen(node: Node, snapshot: Snapshot) -> Board:
    day, year = snapshot.data_date, snapshot.year
    then = organisations.node(node.id, snapshot.tree_date)
    found = lines(then, year, as_of=day, known=snapshot.recorded_until, on=snapshot.tree_date)
    total = total_of(line.figures for line in found)
    return Board(
        node=node,
        year=year,
        as_of=day,
        known_then=False,
        snapshot=snapshot,
        total=total,
        lines=found,
        initially=None,
        shows_individuals=False,
    )


def _end_of(day: date) -> datetime:
    return after(day) - timedelta.resolution


def _shows_individuals(node: Node, year: int, total: Figures, as_of: date | None) -> bool:
    # Below a unit few persons buy; and the difference of two days would tell one person, however many bought.
    if not node.is_finance or as_of is not None:
        return False
    units = organisations.units_under(node.path).values("organisation_id")
    return not total.individual or transactions.persons_under(units, year) >= FEWEST_PERSONS


def _today(node: Node, year: int) -> tuple[list[Line], Figures]:
    children = organisations.children_of(node)
    units = organisations.units_under(node.path)
    if not node.is_finance:
        below = standing_below(node, year, units)
        return arranged(node, below, children), total_of(below.values())
    direct = standing_below(node, year, units.filter(home_path=node.path))
    summed = _summed([node.id, *(child.id for child in children if child.is_finance)], year)
    return arranged(node, direct | summed, children), summed.get(node.id, Figures())


def _summed(node_ids: Iterable[int], year: int) -> dict[int, Figures]:
    # A place may owe filings where nothing counts yet, and the other way round: one statement reads both.
    ids = list(node_ids)
    zeroes = {name: Value(value) for name, value in _NOTHING.items()}
    standing = ledger.node_standings(ids, year).annotate(due=Value(0))
    owing = organisations.due_counts(ids, year).annotate(**zeroes)
    found = dict.fromkeys(ids, Figures())
    for node_id, *row in _told(standing).union(_told(owing), all=True):
        found[node_id] += Figures(*row)
    return found


def _told(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return rows.order_by().values_list("node_id", *FIGURE_NAMES)
