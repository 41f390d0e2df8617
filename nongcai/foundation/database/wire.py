"""The short way through the driver, for what is said all day; its cursors take three times as long.

The driver still speaks to the server, waits, and adapts the values; left out is what finds out, each time anew, how.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from psycopg import errors, generators
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection
    from psycopg.pq.abc import PGresult

# As many as the driver itself keeps.
KEPT = 100
_DONE = {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}
_Statement = tuple[str, tuple[int, ...]]
# Which statements a connection has prepared, the one that was used last at the end.
_prepared: WeakKeyDictionary[Connection[Any], OrderedDict[_Statement, bytes]] = WeakKeyDictionary()


def begin(connection: Connection[Any]) -> None:
    """Begin a transaction.

    :raises psycopg.Error: as the server says.
    """
    connection.pgconn.send_query(b"BEGIN")
    _answer(connection)


def rows(connection: Connection[Any], statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a statement with numbered values, which the server plans once a connection, and return its rows.

    :raises psycopg.Error: as the server says.
    """
    adapting = Transformer(connection)
    told = adapting.dump_sequence(values, [PyFormat.AUTO] * len(values))
    name = _name(connection, (statement, adapting.types or ()))
    connection.pgconn.send_query_prepared(name, told, adapting.formats)
    answer = _answer(connection)
    adapting.set_pgresult(answer)
    return adapting.load_rows(0, answer.ntuples, tuple)


def _name(connection: Connection[Any], statement: _Statement) -> bytes:
    known = _prepared.setdefault(connection, OrderedDict())
    name = known.get(statement)
    if name is not None:
        known.move_to_end(statement)
        return name
    if len(known) == KEPT:
        _statement, forgotten = known.popitem(last=False)
        connection.pgconn.send_query(b"DEALLOCATE " + forgotten)
        _answer(connection)
        # What was forgotten leaves its name.
        name = forgotten
    else:
        name = b"planned_%d" % len(known)
    text, kinds = statement
    connection.pgconn.send_prepare(name, text.encode(), kinds)
    _answer(connection)
    known[statement] = name
    return name


def _answer(connection: Connection[Any]) -> PGresult:
    answers: list[PGresult] = connection.wait(generators.execute(connection.pgconn))
    [answer] = answers
    if answer.status not in _DONE:
        raise errors.error_from_result(answer)
    return answer
