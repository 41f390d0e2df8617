"""What tests of things that happen at the same time need: what threads commit is not rolled back."""

import time
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection


@contextmanager
def own_database(blocker):
    """Work in a copy of the test database, thrown away afterwards."""
    options = connection.settings_dict
    template, name = options["NAME"], f"{options['NAME']}_threads"
    address = {"host": options["HOST"], "user": options["USER"], "port": options["PORT"] or None}
    connection.close()
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setitem(options, "NAME", name)
        yield
        connection.close()
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def wait_for_waiting(number):
    """Return when so many others wait for a lock."""
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= number:
                return
        time.sleep(0.01)
    pytest.fail(f"never did {number} others wait")
