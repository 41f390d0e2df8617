"""The short way through the driver, for what is said all day; its cursors take three times as long.

The driver still speaks to the server and adapts the values; left out is what finds out, each time anew, how, and what
lets somebody who waits break off, which nobody does who is answered at once.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from psycopg import errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import DiagnosticField, ExecStatus, TransactionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection, abc
    from psycopg.pq.abc import PGresult

# As many as the driver itself keeps.
KEPT = 100
_DONE = {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}
_Statement = tuple[str, tuple[int, ...]]
_KEPT_AS = "_wire"


@dataclass
class _Kept:
    """What a connection knows of earlier statements: how kinds of values are adapted, and which it has prepared.

    The one that was used last is at the end.
    """

    adapting: abc.Transformer
    prepared: OrderedDict[_Statement, bytes] = field(default_factory=OrderedDict)


def begin(connection: Connection[Any]) -> None:
    """Begin a transaction.

    :raises psycopg.Error: as the server says.
    """
    _good(connection.pgconn.exec_(b"BEGIN"))


def commit(connection: Connection[Any]) -> None:
    """Commit what was begun, if anything was.

    :raises psycopg.Error: as the server says.
    """
    if connection.pgconn.transaction_status != TransactionStatus.IDLE:
        _good(connection.pgconn.exec_(b"COMMIT"))


def rows(connection: Connection[Any], statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a statement with numbered values, which the server plans once a connection, and return its rows.

    :raises psycopg.Error: as the server says.
    """
    kept = _kept(connection)
    adapting = kept.adapting
    told = adapting.dump_sequence(values, [PyFormat.AUTO] * len(values))
    name = _name(connection, kept.prepared, (statement, adapting.types or ()))
    # Its types leave out that a value may be none.
    answer = _good(connection.pgconn.exec_prepared(name, told, adapting.formats))  # type: ignore[arg-type]
    adapting.set_pgresult(answer)
    return adapting.load_rows(0, answer.ntuples, tuple)


def _kept(connection: Connection[Any]) -> _Kept:
    # It lies in the connection, to which it points, and both go together.
    told = vars(connection)
    kept = told.get(_KEPT_AS)
    if kept is None:
        kept = told[_KEPT_AS] = _Kept(Transformer(connection))
    return kept


def _name(connection: Connection[Any], known: OrderedDict[_Statement, bytes], statement: _Statement) -> bytes:
    name = known.get(statement)
    if name is not None:
        known.move_to_end(statement)
        return name
    if len(known) == KEPT:
        _statement, forgotten = known.popitem(last=False)
        _good(connection.pgconn.exec_(b"DEALLOCATE " + forgotten))
        # What was forgotten leaves its name.
        name = forgotten
    else:
        name = b"planned_%d" % len(known)
    text, kinds = statement
    _good(connection.pgconn.prepare(name, text.encode(), kinds))
    known[statement] = name
    return name


def _good(answer: PGresult) -> PGresult:
    if answer.status in _DONE:
        return answer
    if answer.error_field(DiagnosticField.SQLSTATE) is None:
        # It is not the server that says so: it has hung up.
        raise errors.OperationalError(answer.get_error_message())
    raise errors.error_from_result(answer)
