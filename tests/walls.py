"""Taking down the database's last wall, to show what it keeps out."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_wall(table: str, name: str) -> Iterator[None]:
    """Let rows be there that a check forbids; only in a database of the test's own, which is thrown away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone()[0].endswith("_threads")
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
