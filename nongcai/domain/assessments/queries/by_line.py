"""What one line (条线) bought: unions for the 总工会, firms for the 国资委; nothing of canteens, filings or rates."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Sum

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Power, Role
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node

# The column of the summary that a line is read from.
_COLUMNS = {Role.UNION_READER: "union", Role.SOE_READER: "enterprise"}


@dataclass(frozen=True)
class RegionLine:
    """What was bought in a region by how many units, in yuan."""

    node: Node
    units: int
    amount: Decimal


@dataclass(frozen=True)
class LineBoard:
    """A line's figures of a year: the whole, each region below and the own level, and the rows unit by unit.

    Sensitive units are in the sums and not among the rows.
    """

    channel: str
    year: int
    whole: RegionLine
    regions: list[RegionLine]
    rows: QuerySet[Any, Any]


def line_board(actor: Actor, year: int) -> LineBoard:
    """Return what the actor's line bought in its region, in three statements and those of the rows.

    :raises NotAllowedError: when the actor reads no line.
    """
    if not permissions.may(actor, Power.READ_LINE):
        raise NotAllowedError
    column = _COLUMNS[Role(actor.role)]
    own = organisations.node(actor.organisation_id)
    places = organisations.units_under(own.path)
    bought = ledger.standings(year).exclude(**{column: 0}).filter(unit__placements__in=places)
    summed = bought.order_by().values_list("unit__placements__home_path").annotate(Sum(column), Count("pk"))
    sums = [(home, amount, units) for home, amount, units in summed]
    below = [child for child in organisations.children_of(own) if child.is_finance]
    regions = [_region(child, sums, child.path) for child in below]
    whole = _region(own, sums, own.path)
    at_home = RegionLine(
        own,
        whole.units - sum(one.units for one in regions),
        whole.amount - sum((one.amount for one in regions), Decimal(0)),
    )
    rows = (
        bought.exclude(unit__is_sensitive=True)
        .annotate(amount=F(column))
        .order_by("-amount", "unit_id")
        .values("unit_id", "unit__name", "unit__unit_code", "unit__region__name", "amount")
    )
    return LineBoard(column, year, whole, [at_home, *regions], rows)


def _region(node: Node, sums: list[tuple[str, Decimal, int]], path: str) -> RegionLine:
    within = [(amount, units) for home, amount, units in sums if home.startswith(path)]
    return RegionLine(node, sum(units for _, units in within), sum((amount for amount, _ in within), Decimal(0)))
