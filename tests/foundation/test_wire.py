import datetime as dt
import gc
import weakref
from contextlib import ExitStack
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from django.db import DataError, IntegrityError, connection, transaction

from nongcai.foundation.database import wire


@pytest.fixture
def connect(db):
    """Connect to the database of the tests once more, past Django."""
    connection.ensure_connection()
    with ExitStack() as opened:
        yield lambda: opened.enter_context(psycopg.connect(connection.connection.info.dsn, autocommit=True))


@pytest.fixture
def driver(connect):
    return connect()


def prepared(driver):
    return {text for (text,) in driver.execute("SELECT statement FROM pg_prepared_statements").fetchall()}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("int", 5),
        ("bigint", 2**40),
        ("numeric", Decimal("1.50")),
        ("text", "甲'\"\\"),
        ("bytea", b"\x00\xff"),
        ("uuid", UUID(int=7)),
        ("timestamptz", dt.datetime(2026, 11, 27, 8, 0, 0, 123456, tzinfo=dt.UTC)),
        ("date", dt.date(2026, 11, 27)),
        ("boolean", True),
        ("text", None),
        ("text[]", ["甲", "乙"]),
    ],
)
def test_values_come_back_as_they_went(driver, kind, value):
    assert wire.rows(driver, f"SELECT $1::{kind}", [value]) == [(value,)]


def test_what_finds_nothing_returns_nothing(driver):
    assert wire.rows(driver, "SELECT 1 WHERE $1", [False]) == []


def test_is_prepared_once_for_values_of_a_kind(driver):
    for value in (5, 6, 2**40):
        wire.rows(driver, "SELECT $1 + 1", [value])

    kinds = driver.execute("SELECT parameter_types::text FROM pg_prepared_statements ORDER BY 1").fetchall()
    assert kinds == [("{bigint}",), ("{smallint}",)]


def test_another_connection_prepares_its_own(driver, connect):
    wire.rows(driver, "SELECT $1::int", [1])

    assert wire.rows(connect(), "SELECT $1::int", [2]) == [(2,)]


def test_forgets_what_was_not_used_for_longest(driver, monkeypatch):
    monkeypatch.setattr(wire, "KEPT", 2)
    for word in ("甲", "乙", "甲", "丙", "丁"):
        assert wire.rows(driver, f"SELECT $1::int, '{word}'", [1]) == [(1, word)]

    assert prepared(driver) == {"SELECT $1::int, '丙'", "SELECT $1::int, '丁'"}


def test_one_statement_after_another_is_read_as_its_own_kinds_want(driver):
    moment = dt.datetime(2026, 11, 27, 8, tzinfo=dt.UTC)
    for value, kind in [(5, "int"), ("五", "text"), (moment, "timestamptz"), (None, "int"), (7, "int")]:
        assert wire.rows(driver, f"SELECT $1::{kind} AS same", [value]) == [(value,)]


def test_what_is_kept_goes_with_its_connection(driver):
    with psycopg.connect(driver.info.dsn, autocommit=True) as other:
        wire.rows(other, "SELECT $1::int", [1])
    gone = weakref.ref(other)

    del other
    gc.collect()
    assert gone() is None


def test_what_is_refused_is_not_kept(driver):
    with pytest.raises(psycopg.errors.SyntaxError):
        wire.rows(driver, "SELEKT $1::int", [1])
    assert prepared(driver) == set()

    assert wire.rows(driver, "SELECT $1::int", [1]) == [(1,)]


def test_serves_again_after_a_fault(driver):
    with pytest.raises(psycopg.errors.DivisionByZero):
        wire.rows(driver, "SELECT 1 / $1::int", [0])

    assert wire.rows(driver, "SELECT 1 / $1::int", [1]) == [(1,)]


def test_says_so_when_the_server_has_hung_up(driver, connect):
    connect().execute("SELECT pg_terminate_backend(%s, 5000)", [driver.info.backend_pid])

    with pytest.raises(psycopg.OperationalError):
        wire.rows(driver, "SELECT $1::int", [1])
    with pytest.raises(psycopg.OperationalError):
        wire.begin(driver)


class TestTransactions:
    """Django leaves it to the driver to begin; our backend begins itself."""

    @pytest.fixture(autouse=True)
    def table(self, stage):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE wire_test (word text UNIQUE DEFERRABLE INITIALLY DEFERRED)")

    def test_are_begun_and_ended(self):
        with transaction.atomic():
            assert connection.connection.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS
        assert connection.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE

    def test_are_undone_after_a_fault(self):
        with pytest.raises(DataError):
            write("甲", then="SELECT 1 / 0")

        assert written() == []
        assert connection.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE

    def test_undo_the_inner_alone(self):
        with transaction.atomic():
            write("甲", then="SELECT 1")
            with pytest.raises(DataError):
                write("乙", then="SELECT 1 / 0")

        assert written() == ["甲"]

    def test_tell_what_the_server_finds_at_the_end(self):
        with pytest.raises(IntegrityError):
            write("甲", then="INSERT INTO wire_test VALUES ('甲')")

        assert written() == []
        assert connection.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def write(word, then):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO wire_test VALUES (%s)", [word])
        cursor.execute(then)


def written():
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM wire_test")
        return [word for (word,) in cursor.fetchall()]
