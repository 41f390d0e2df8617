"""A node's board, from the summaries of today's tree: few statements, whatever its size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.assessments.queries.measuring import Line, arranged, lines, standing_below
from nongcai.domain.assessments.queries.units import MERGED
from nongcai.domain.assessments.rules import Figures, total_of
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.foundation.years import after

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from nongcai.domain.organisations.queries import Node


@dataclass(frozen=True)
class Board:
    """What stands below a node in a year. `initially` is what was first confirmed (年初预留数), None if unknown.

    `known_then` leaves out what was recorded only after the day `as_of`.
    """

    node: Node
    year: int
    as_of: date | None
    known_then: bool
    total: Figures
    lines: list[Line]
    initially: Decimal | None

    @property
    def channels(self) -> tuple[tuple[str, Decimal], ...]:
        """The total by channel. Below a unit few persons buy, so individuals stay merged with unions."""
        total = self.total
        parts = (("canteen", total.canteen), ("contractor", total.contractor))
        if self.node.is_finance:
            return (
                *parts,
                ("union", total.union),
                ("enterprise", total.enterprise),
                ("individual", total.individual),
            )
        return (*parts, (MERGED, total.union + total.individual), ("enterprise", total.enterprise))


def board(node: Node, year: int, *, as_of: date | None = None, known_then: bool = False) -> Board:
    """Return a node's board: from summaries, or from the entries until the end of a day, as known now or then."""
    if as_of is not None:
        found = lines(node, year, as_of=as_of, known=_end_of(as_of) if known_then else None)
        total = total_of(line.figures for line in found)
    else:
        found, total = _today(node, year)
    # What stood first on an earlier day is a matter for snapshots.
    initially = shares.reserved_initially(node.path, year, total.reserved) if as_of is None else None
    return Board(node, year, as_of, known_then and as_of is not None, total, found, initially)


def _end_of(day: date) -> datetime:
    return after(day) - timedelta.resolution


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
    ids = list(node_ids)
    sums, due = ledger.node_sums(ids, year), organisations.due_counts(ids, year)
    nothing = (ledger.Amounts(), ledger.Counts())
    return {id_: _figures(*sums.get(id_, nothing), due.get(id_, 0)) for id_ in ids}


def _figures(amounts: ledger.Amounts, counts: ledger.Counts, due: int) -> Figures:
    return Figures(
        canteen_total=amounts.canteen_total,
        reserved=amounts.reserved,
        canteen=amounts.canteen,
        contractor=amounts.contractor,
        union=amounts.union,
        enterprise=amounts.enterprise,
        individual=amounts.individual,
        due=due,
        filed=counts.filed,
        reserving=counts.reserving,
        buying=counts.buying,
        finished=counts.finished,
        orders=amounts.orders,
    )
