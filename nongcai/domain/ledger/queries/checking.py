"""Comparing the summaries with the entries: whoever finds a difference has found a bug or a tampering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from nongcai.domain.ledger import statements
from nongcai.domain.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Difference:
    """A summary row that its entries do not give. `key` and the two sides are (name, value) pairs."""

    table: str
    key: tuple[tuple[str, Any], ...]
    stored: tuple[tuple[str, Any], ...]
    computed: tuple[tuple[str, Any], ...]


def differences() -> list[Difference]:
    """Recompute all summaries from the entries, on today's tree; return where they differ."""
    plain = tuple(name.strip('"') for name in statements.NODE_COLUMNS)
    return [
        *_compare("ledger_unitstanding", ("unit_id", "year"), plain[:-4], statements.STANDINGS_FROM_ENTRIES),
        *_compare("ledger_nodestanding", ("node_id", "year"), plain, statements.NODES_ANEW),
        *_compare(
            "ledger_nodemonth",
            ("node_id", "year", "month", "kind", "channel"),
            ("amount", "pieces"),
            statements.MONTHS_ANEW,
        ),
    ]


def _compare(table: str, keys: Sequence[str], values: Sequence[str], anew: str) -> list[Difference]:
    homes, parameters = organisations.placements().values("organisation_id", "home_path").query.sql_with_params()
    # An absent row and a row of zeroes say the same.
    zeroed = {name: (f'coalesce(s."{name}", 0)', f'coalesce(c."{name}", 0)') for name in values}
    statement = f"""
        WITH homes (unit_id, home_path) AS ({homes}), booked_home AS (SELECT * FROM homes), anew AS ({anew})
        SELECT {", ".join(keys)}, {", ".join(left for left, _ in zeroed.values())},
               {", ".join(right for _, right in zeroed.values())}
        FROM {table} s FULL JOIN anew c USING ({", ".join(keys)})
        WHERE {" OR ".join(f"{left} <> {right}" for left, right in zeroed.values())}
        ORDER BY {", ".join(keys)}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [_difference(table, keys, values, row) for row in cursor.fetchall()]


def _difference(table: str, keys: Sequence[str], values: Sequence[str], row: tuple[Any, ...]) -> Difference:
    key, stored, computed = (
        row[: len(keys)],
        row[len(keys) : len(keys) + len(values)],
        row[len(keys) + len(values) :],
    )
    return Difference(
        table,
        tuple(zip(keys, key, strict=True)),
        tuple(zip(values, stored, strict=True)),
        tuple(zip(values, computed, strict=True)),
    )
