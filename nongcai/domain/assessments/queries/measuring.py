"""Figures of the places below a node: one statement, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from nongcai.domain.assessments.rules import DEPARTMENTS, OWN, REGIONS, UNITS, Figures
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation.years import after

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from nongcai.domain.organisations.queries import Node

SUM_COLUMNS = ("unit_id", *ledger.SUM_NAMES)

# The segment of a path after that of the node names the child under which a unit stands; none: the node itself.
# Units and sums are made once: freshly imported tables have no statistics yet, and a nested loop would sum per unit.
_ROLL_UP = """
    WITH place (unit_id, path) AS MATERIALIZED ({places}),
    counted ({columns}) AS MATERIALIZED ({sums})
    SELECT coalesce(nullif(split_part(substr(place.path, %s), '.', 1), ''), '0')::bigint AS child,
        coalesce(sum(canteen_total), 0), coalesce(sum(reserved), 0), coalesce(sum(canteen), 0),
        coalesce(sum(contractor), 0), coalesce(sum("union"), 0), coalesce(sum(enterprise), 0),
        coalesce(sum(individual), 0), count(listed.unit_id), count(*) FILTER (WHERE filings > 0),
        count(*) FILTER (WHERE reserved > 0), count(*) FILTER (WHERE purchased > 0),
        count(*) FILTER (WHERE reserved > 0 AND purchased >= reserved), coalesce(sum(orders), 0)::bigint
    FROM place
    LEFT JOIN (
        SELECT *, canteen + contractor + "union" + enterprise + individual AS purchased FROM counted
    ) sums USING (unit_id)
    LEFT JOIN ({listed}) AS listed (unit_id) USING (unit_id)
    GROUP BY child
"""


@dataclass(frozen=True)
class Line:
    """A place's figures. `group` says whose they are: regions, departments, units below, or the node's own."""

    node: Node
    figures: Figures
    group: str


def lines(
    node: Node,
    year: int,
    *,
    as_of: date | None = None,
    known: datetime | None = None,
    on: date | None = None,
) -> list[Line]:
    """Measure what stands directly below a node, each with all below it, from the entries.

    Counted until the end of the day `as_of`, as known at `known`, on the tree of the day `on`; None means all, now.
    """
    places = organisations.units_under(node.path, on)
    sums: QuerySet[Any, Any] = ledger.sums_by_unit(year, until=after(as_of) if as_of else None, known=known)
    if node.parent_id is not None:
        sums = sums.filter(unit_id__in=places.values("organisation_id"))
    return arranged(node, rolled_up(node, year, places, sums), organisations.children_of(node, on))


def rolled_up(node: Node, year: int, places: QuerySet[Any], sums: QuerySet[Any, Any]) -> dict[int, Figures]:
    """Sum what counts to units by the child of the node under which they stand; 0 is the node itself."""
    parts = {
        "places": places.order_by().values_list("organisation_id", "path"),
        "sums": sums.order_by().values_list(*SUM_COLUMNS),
        "listed": organisations.listings(year, "").order_by().values_list("organisation_id"),
    }
    made = {name: part.query.sql_with_params() for name, part in parts.items()}
    texts = {name: text for name, (text, _) in made.items()}
    (places_first, sums_next, listed_last) = (values for _, values in made.values())
    parameters = (*places_first, *sums_next, len(node.path) + 1, *listed_last)
    columns = ", ".join(f'"{name}"' for name in SUM_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(_ROLL_UP.format(columns=columns, **texts), parameters)
        return {row[0]: Figures(*row[1:]) for row in cursor.fetchall()}


def standing_below(node: Node, year: int, units: QuerySet[Any]) -> dict[int, Figures]:
    """Sum the standings of these units by the child of the node under which they stand; 0 is the node itself."""
    standings = ledger.standings(year).filter(unit_id__in=units.values("organisation_id"))
    return rolled_up(node, year, units, standings)


def arranged(node: Node, found: Mapping[int, Figures], children: Sequence[Node]) -> list[Line]:
    """Put figures to the children, regions first, each group in official order; a unit's own come last."""
    below = [Line(child, found.get(child.id, Figures()), _group(node, child)) for child in children]
    ordered = sorted(below, key=lambda line: line.group != REGIONS)
    return ordered if node.is_finance else [*ordered, Line(node, found.get(0, Figures()), OWN)]


def _group(node: Node, child: Node) -> str:
    if child.is_finance:
        return REGIONS
    return DEPARTMENTS if node.is_finance else UNITS
