"""A statement that is run all day: its values are numbered once a process, and it is planned once a connection."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections

from nongcai.foundation.database import wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from psycopg import Connection

_BARE = re.compile(r"[\w.,+-]*")
_PLACE = re.compile(r"%(?:\((\w+)\))?([s%])")


class _PlannedCursor:
    """What Django wraps, where somebody counts or gates the statements."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection
        self.found: list[tuple[Any, ...]] = []

    def execute(self, query: Any, params: Any) -> None:
        self.found = _rows(self._connection, query, params)

    def close(self) -> None:
        """Django closes what it was given."""


def rows(statement: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run a statement with named or unnamed values (not both), and return its rows.

    Only for what is found by keys: the plan serves any values. The driver would look for the places of the values each
    time in a long statement, and that is a tenth of what an order takes.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if not database.in_atomic_block or database.connection is None:
        # As `connection.cursor()` does: a connection that has hung up is made anew, once a request.
        database.close_if_health_check_failed()
        database.ensure_connection()
    if not (database.execute_wrappers or database.queries_logged):
        database.validate_no_broken_transaction()
        with database.wrap_database_errors:
            return _rows(database.connection, statement, parameters)
    raw = _PlannedCursor(database.connection)
    make = database.make_debug_cursor if database.queries_logged else database.make_cursor
    with make(raw) as cursor:  # type: ignore[arg-type]  # the stubs want a cursor that is wrapped already
        cursor.execute(statement, parameters)
        return raw.found


def array_of(values: Iterable[object]) -> str:
    """Spell numbers or keys as the server reads an array, to be cast to its kind where it stands.

    The driver would ask of each list what it is made of, and of a longer number another statement would be planned.

    :raises ValueError: when one is neither, and would have to be quoted.
    """
    told = ",".join(map(str, values))
    if not _BARE.fullmatch(told):
        raise ValueError(told)
    return f"{{{told}}}"


def _rows(connection: Connection[Any], statement: str, parameters: Any) -> list[tuple[Any, ...]]:
    """Hand a statement as Django writes it to the server as the server wants it."""
    text, places = _numbered(statement)
    return wire.rows(connection, text, [parameters[place] for place in places])


@lru_cache(maxsize=512)
def _numbered(statement: str) -> tuple[str, tuple[Any, ...]]:
    """Return a statement with numbers for its values, and which value each number stands for."""
    places: dict[Any, int] = {}

    def number(found: re.Match[str]) -> str:
        name, kind = found.groups()
        if kind == "%":
            return "%"
        place = len(places) if name is None else name
        return f"${places.setdefault(place, len(places) + 1)}"

    return _PLACE.sub(number, statement), tuple(places)
