"""The only ways in which a service writes rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import orjson
from django.core.exceptions import NON_FIELD_ERRORS, EmptyResultSet, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, DecimalField, Model
from django.db.models.base import ModelState
from psycopg import sql
from psycopg.types.json import Json

from nongcai.foundation import planned
from nongcai.foundation.errors import InvalidError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from django.db.models import QuerySet

Row = TypeVar("Row", bound=Model)

BATCH = 5000
MANY = 500
_LOCK_KEYS = """
    SELECT pg_advisory_xact_lock(hashtextextended(key, 0))
    FROM (SELECT DISTINCT unnest(%(keys)s::text[]) AS key ORDER BY key) keys
"""


def save(row: Model, *fields: str) -> None:
    """Insert a new row, or write the named fields of an old one.

    :raises InvalidError: when a field makes no sense, or the row breaks a constraint; it names the fields.
    """
    check(row)
    try:
        with transaction.atomic():
            _write(row, fields)
    except IntegrityError as error:
        # The database decides, also between two who write at once; Django is asked only for the words.
        raise _told(row) or error from error


def _write(row: Model, fields: Sequence[str]) -> None:
    if row._state.adding:
        row.save(force_insert=True)
        return
    row.save(update_fields=fields)


def _told(row: Model) -> InvalidError | None:
    try:
        row.full_clean(validate_unique=True, validate_constraints=True)
    except ValidationError as error:
        return InvalidError(fields=_fields(error))
    return None


def insert_many(rows: Sequence[Row]) -> list[Row]:
    """Insert many rows of one kind; the database checks them."""
    if not rows:
        return []
    return list(type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH))


def check(row: Model, *, but: Collection[str] = ()) -> None:
    """Want fields that make sense, before a row is written with others; whether what some point at is there, may wait.

    :raises InvalidError: when one does not; it names the fields.
    """
    told = vars(row)
    doubtful = {
        name for name, attname, passes in _looked_at(type(row), frozenset(but)) if not passes(told.get(attname))
    }
    try:
        if doubtful:
            row.clean_fields(exclude={field.name for field in row._meta.fields} - doubtful)
        row.clean()
    except ValidationError as error:
        raise InvalidError(fields=_fields(error)) from error


@cache
def _looked_at(kind: type[Model], but: frozenset[str]) -> list[tuple[str, str, Callable[[Any], bool]]]:
    """Return what plainly passes with Django, a field: it looks at each value five times, at one that fails for words.

    Of a kind of field that is not told here, nothing passes plainly.
    """
    fields: list[Any] = [field for field in kind._meta.concrete_fields if not field.generated and field.name not in but]
    return [(field.name, field.attname, _passing(field)) for field in fields]


def _passing(field: Any) -> Callable[[Any], bool]:
    # One validator is that of the length, or of the places.
    if type(field) is CharField and field.max_length and len(field.validators) == 1:
        choices, may_be_empty, most = frozenset(dict(field.flatchoices)), field.blank, field.max_length
        if choices:
            return lambda value: isinstance(value, str) and value in choices
        return lambda value: isinstance(value, str) and (bool(value) or may_be_empty) and len(value) <= most
    if type(field) is DecimalField and not field.choices and len(field.validators) == 1:
        least, below = -field.decimal_places, 10 ** (field.max_digits - field.decimal_places)
        return lambda value: (
            isinstance(value, Decimal)
            and value.is_finite()
            and abs(value) < below
            and int(value.as_tuple().exponent) >= least
        )
    return lambda value: value is None and bool(field.blank)


@dataclass(frozen=True)
class Part:
    """A piece of one statement: named sub-statements, their values, and in one expression what is to be known of them.

    For what is done so often that a statement for each kind, and each its savepoint, would tell. What one part writes
    no other sees: they share a snapshot.
    """

    text: str
    values: Mapping[str, Any]
    answer: str = "true"


def made(kind: type[Row], **values: Any) -> Row:
    """Make a new row of what its columns hold: for what is made all day; `kind(**values)` takes ten times as long.

    :raises TypeError: when it has no such column.
    """
    fixed, asked = _blank(kind)
    if not values.keys() <= fixed.keys():
        raise TypeError(values.keys() - fixed.keys())
    row = kind.__new__(kind)
    row.__dict__ |= {"_state": ModelState(), **fixed, **{name: ask() for name, ask in asked.items()}, **values}
    return row


@cache
def _blank(kind: type[Model]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """Return what columns hold of which nothing is said, and how to find it where it differs each time."""
    fields: list[Any] = [field for field in kind._meta.concrete_fields if not field.generated]
    asked = {field.attname: field.default for field in fields if field.has_default() and callable(field.default)}
    return {field.attname: None if field.attname in asked else field.get_default() for field in fields}, asked


def inserting(*rows: Model) -> Part:
    """Insert rows of several kinds; the database checks them."""
    texts: list[str] = []
    values: dict[str, Any] = {}
    by_kind: dict[type[Model], list[Model]] = {}
    for row in rows:
        by_kind.setdefault(type(row), []).append(row)
        row._state.adding = False
    for kind, own in by_kind.items():
        insertion = _insertion(kind)
        texts.append(insertion.text)
        values[insertion.name] = Json([_columns_of(row) for row in own], _dumps)
    return Part(", ".join(texts), values)


def _columns_of(row: Model) -> dict[str, Any]:
    # To leave out what is empty takes longer than to have it read as that.
    told = vars(row).copy()
    del told["_state"]
    return told


def run_together(*parts: Part) -> tuple[Any, ...]:
    """Run parts as one statement, which the database plans once a connection; return what is to be known of each."""
    values = {name: value for part in parts for name, value in part.values.items()}
    assert len(values) == sum(len(part.values) for part in parts), "two parts share the name of a value"
    statement = f"WITH {', '.join(part.text for part in parts)} SELECT {', '.join(part.answer for part in parts)}"
    [answers] = planned.rows(statement, values)
    return answers


class _Insertion(NamedTuple):
    name: str
    text: str


@cache
def _insertion(kind: type[Model]) -> _Insertion:
    fields: list[Any] = [field for field in kind._meta.concrete_fields if not field.generated]
    name, table = f"new_{kind._meta.model_name}", connection.ops.quote_name(kind._meta.db_table)
    assert all(field.column == field.attname for field in fields), "a column is told by another name"
    names = ",".join(connection.ops.quote_name(field.column) for field in fields)
    chosen = f"SELECT {names} FROM json_populate_recordset(NULL::{table},%({name})s)"
    text = f"{name} AS (INSERT INTO {table} ({names}) {chosen})"
    return _Insertion(name, text)


def insert_new(row: Model) -> bool:
    """Insert a row unless one of its key is there; say whether it was inserted.

    Who comes at the same moment with the same key waits, and is the second.
    """
    meta = row._meta
    fields: list[Any] = [field for field in meta.concrete_fields if not field.generated]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {connection.ops.quote_name(meta.db_table)} ({names}) "
            f"VALUES ({', '.join(['%s'] * len(fields))}) ON CONFLICT DO NOTHING",
            values,
        )
        return bool(cursor.rowcount)


def update_many(rows: Sequence[Model], *fields: str) -> None:
    """Write the named fields of many rows of one kind."""
    if not rows:
        return
    meta = rows[0]._meta
    columns: list[Any] = [meta.pk, *(meta.get_field(name) for name in fields)]
    names = [connection.ops.quote_name(field.column) for field in columns]
    arrays = ", ".join(f"%s::{field.rel_db_type(connection) or field.db_type(connection)}[]" for field in columns)
    statement = (
        f"UPDATE {connection.ops.quote_name(meta.db_table)} AS t "
        f"SET {', '.join(f'{name} = v.{name}' for name in names[1:])} "
        f"FROM unnest({arrays}) AS v ({', '.join(names)}) WHERE t.{names[0]} = v.{names[0]}"
    )
    values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows] for field in columns]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def change(rows: QuerySet[Any], **values: Any) -> int:
    """Set the same values on all selected rows; return how many."""
    return rows.update(**values)


def remove(rows: QuerySet[Any]) -> int:
    """Delete selected rows of a kind that may be deleted (staging, never what counts)."""
    return rows.delete()[0]


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Stream rows into a table by COPY; return how many."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def insert_select(table: str, columns: Sequence[str], selection: QuerySet[Any]) -> int:
    """Insert what a query selects, its values in the order of `columns`; return how many."""
    try:
        text, parameters = selection.query.sql_with_params()
    except EmptyResultSet:
        # Django sees from the conditions alone that nothing is selected.
        return 0
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {connection.ops.quote_name(table)} ({names}) {text}", parameters)
        return int(cursor.rowcount)


def run(statement: str, **parameters: Any) -> int:
    """Run one set-based statement with named parameters; return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def rows_of(statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """Run one SELECT with named parameters; return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


Compiled = tuple[str, tuple[Any, ...]]


def compiled(selection: QuerySet[Any]) -> Compiled:
    """Return what a query selects as words with their parameters, to be kept by whoever asks it often.

    :raises EmptyResultSet: when Django sees from the conditions alone that nothing is selected.
    """
    text, parameters = selection.query.sql_with_params()
    return text, tuple(parameters)


def spelt_out(selection: QuerySet[Any]) -> str:
    """Return what a query selects as words with its values in them, for a statement that is planned once.

    The database may plan anew each time what is told it apart, such as the day, on the chance of finding a better way.
    """
    # The driver quotes them.
    return str(connection.ops.compose_sql(*selection.query.sql_with_params())).replace("%", "%%")  # type: ignore[attr-defined]


def rows_over(statement: str, **selections: QuerySet[Any] | Compiled) -> list[tuple[Any, ...]]:
    """Run one SELECT over what queries select, each in braces under its name, once, in this order; return its rows."""
    try:
        told = {name: one if isinstance(one, tuple) else compiled(one) for name, one in selections.items()}
    except EmptyResultSet:
        # Django sees from the conditions alone that nothing is selected.
        return []
    texts = {name: text for name, (text, _parameters) in told.items()}
    parameters = [value for _text, parameters in told.values() for value in parameters]
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**texts), parameters)
        return list(cursor.fetchall())


def lock_keys(keys: Iterable[str]) -> None:
    """Hold keys until the end of the transaction: for rows that do not exist yet and cannot be locked.

    In one order for all, so that two who lock the same keys cannot wait for each other.
    """
    rows_of(_LOCK_KEYS, keys=list(keys))


def scratch(name: str, definition: str) -> None:
    """Make an empty temporary table that lives as long as the transaction."""
    quoted = connection.ops.quote_name(name)
    run(f"DROP TABLE IF EXISTS pg_temp.{quoted}")
    run(f"CREATE TEMPORARY TABLE {quoted} ({definition}) ON COMMIT DROP")


def analyze(table: str) -> None:
    """Tell the planner what a freshly filled table holds; without it, it joins row by row."""
    run(f"ANALYZE {connection.ops.quote_name(table)}")


def analyze_grown(added: int, *tables: str) -> None:
    """Analyze tables that many rows were just added to: figures may be asked for before the server does it itself."""
    if added >= MANY:
        for table in tables:
            analyze(table)


def _dumps(value: Any) -> bytes:
    # Numbers are read by the database from their words.
    return orjson.dumps(value, default=str)


def _fields(error: ValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return {("" if name == NON_FIELD_ERRORS else name): texts for name, texts in error.message_dict.items()}
    return {"": error.messages}
