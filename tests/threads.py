"""What tests need in which several connections are at work."""

import time

import pytest
from django.db import connection


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
