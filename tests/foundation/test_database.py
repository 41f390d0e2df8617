"""A dead connection is found out before a request uses it, at no statement's price while it lives."""

import select

import pytest
from django.db import DataError, InterfaceError, OperationalError, connection, connections

from nongcai.foundation import planned
from nongcai.foundation.database import base, is_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_one():
    """Open further connections to the same database; they commit by themselves."""
    made = []

    def open_():
        made.append(connection.copy())
        made[-1].ensure_connection()
        return made[-1]

    yield open_
    for one in made:
        one.close()


@pytest.fixture
def other(open_one):
    return open_one()


def end(one):
    (ended,) = rows("SELECT pg_terminate_backend(%s, 5000)", one.connection.info.backend_pid)
    assert ended


def rows(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()


def last_asked(one):
    """When it was asked last, as the server sees it now."""
    rows("SELECT pg_stat_clear_snapshot()")
    return rows("SELECT query_start FROM pg_stat_activity WHERE pid = %s", one.connection.info.backend_pid)


def test_is_the_one_that_is_configured():
    assert type(connections["default"]).__module__ == "nongcai.foundation.database.base"


def test_lives_and_is_not_asked(other):
    other.is_usable()
    before = last_asked(other)

    assert other.is_usable()
    assert last_asked(other) == before


def test_is_asked_after_a_rest(other, monkeypatch):
    """Nobody says so when the way to it has gone."""
    other.is_usable()
    before = last_asked(other)
    monkeypatch.setattr(base, "REST", -1)

    assert other.is_usable()
    assert last_asked(other) != before


def test_was_ended_by_the_server(other):
    end(other)

    assert not other.is_usable()


def test_is_asked_where_something_waits_to_be_read(other, open_one):
    """Word from the server that came in between is no death."""
    with other.cursor() as cursor:
        cursor.execute("LISTEN nongcai_test")
    other.is_usable()
    before = last_asked(other)
    with open_one().cursor() as cursor:
        cursor.execute("NOTIFY nongcai_test")
    select.select([other.connection], [], [], 5)

    assert other.is_usable()
    assert last_asked(other) != before


def test_is_opened_anew_for_the_next_request(other):
    end(other)
    other.health_check_enabled = True
    other.settings_dict["CONN_HEALTH_CHECKS"] = True
    other.health_check_done = False

    with other.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_is_opened_anew_for_a_statement_that_is_run_all_day(other):
    end(other)
    other.health_check_enabled, other.health_check_done = True, False
    own = connections["default"]
    connections["default"] = other
    try:
        assert planned.rows("SELECT %s::int", [1]) == [(1,)]
    finally:
        connections["default"] = own


def test_was_never_opened(other):
    other.close()

    assert not other.is_usable()


class TestAway:
    def test_is_a_server_that_ended_the_connection(self, other):
        end(other)

        with pytest.raises((OperationalError, InterfaceError)) as failed:
            other.cursor().execute("SELECT 1")

        assert is_away(failed.value)

    def test_is_a_server_that_is_not_there(self, other):
        other.close()
        other.settings_dict["HOST"] = "/nonexistent"

        with pytest.raises(OperationalError) as failed:
            other.cursor()

        assert is_away(failed.value)

    @pytest.mark.parametrize(
        ("statement", "error"),
        [("SELECT 1 / 0", DataError), ("SET statement_timeout = 1; SELECT pg_sleep(1)", OperationalError)],
    )
    def test_is_not_a_statement_that_failed_there(self, other, statement, error):
        with pytest.raises(error) as failed:
            other.cursor().execute(statement)

        assert not is_away(failed.value)
