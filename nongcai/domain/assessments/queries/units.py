"""One unit's year: its figures, its months, its filing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.assessments.queries.measuring import standing_below
from nongcai.domain.assessments.rules import Figures, total_of
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.domain.transactions import queries as transactions
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nongcai.domain.ledger.models import Entry
    from nongcai.domain.organisations.queries import Node
    from nongcai.domain.shares.models import ShareFiling

# Fewer persons could be told apart by their amounts.
FEWEST_PERSONS = 5
MERGED = "union_and_individual"
CHANNELS = ("canteen", "contractor", "union", "enterprise", "individual")


@dataclass(frozen=True)
class MonthRow:
    """What counted in a month; `amounts` follow the card's `channels`."""

    month: date
    amounts: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        return sum(self.amounts, ZERO)


@dataclass(frozen=True)
class UnitCard:
    """A unit's year. Where fewer than five persons bought in a month, individuals are merged with the union."""

    node: Node
    year: int
    own: Figures
    total: Figures
    channels: tuple[str, ...]
    amounts: tuple[Decimal, ...]
    months: list[MonthRow]
    filing: ShareFiling | None

    @property
    def shows_individuals(self) -> bool:
        """Enough persons bought for their sum to be told."""
        return "individual" in self.channels


def unit_card(node: Node, year: int) -> UnitCard:
    """Return a unit's figures of a year; `total` adds the units below it."""
    found = standing_below(node, year, organisations.units_under(node.path))
    own = found.get(0, Figures())
    channels = _channels(node.id, year)
    return UnitCard(
        node,
        year,
        own,
        total_of(found.values()),
        channels,
        _amounts({name: getattr(own, name) for name in CHANNELS}, channels),
        _months(node.id, year, channels),
        shares.filing_of(node.id, year),
    )


def entries_behind(card: UnitCard) -> QuerySet[Entry]:
    """Select the entries that may be listed beside a card.

    Those of individuals never are; where they are merged with the union's, listing these would tell them apart.
    """
    entries = ledger.entries_of(card.node.id, card.year)
    return entries if card.shows_individuals else entries.exclude(channel="union")


def _channels(unit_id: int, year: int) -> tuple[str, ...]:
    fewest = transactions.fewest_persons(unit_id, year)
    if fewest is None or fewest >= FEWEST_PERSONS:
        return CHANNELS
    return "canteen", "contractor", MERGED, "enterprise"


def _months(unit_id: int, year: int, channels: tuple[str, ...]) -> list[MonthRow]:
    months: dict[date, dict[str, Decimal]] = {}
    for moment, channel, amount, _ in ledger.month_sums(unit_id, year):
        months.setdefault(date(moment.year, moment.month, 1), {})[channel] = amount
    return [MonthRow(month, _amounts(sums, channels)) for month, sums in months.items()]


def _amounts(sums: dict[str, Decimal], channels: tuple[str, ...]) -> tuple[Decimal, ...]:
    merged = {**sums, MERGED: sums.get("union", ZERO) + sums.get("individual", ZERO)}
    return tuple(merged.get(name, ZERO) for name in channels)
