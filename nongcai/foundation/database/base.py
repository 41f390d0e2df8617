"""The connection to the database."""

from __future__ import annotations

import select
import time

from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction

from nongcai.foundation.database import wire

REST = 30  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's own, at less a request: it sees whether the connection lives, and begins and commits at once."""

    _looked_at = 0.0

    def is_usable(self) -> bool:
        """Whether the server still holds the connection.

        A server that ended, or ended it, has closed it: then there is something to read. Only then is it asked, and
        after a rest, in which the way to it may have gone without a word. To ask each time was a twentieth of a page.
        """
        if self.connection is None or self.connection.closed:
            return False
        rested, self._looked_at = time.monotonic() - self._looked_at > REST, time.monotonic()
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not (rested or waiting.poll(0)) or bool(super().is_usable())

    def ensure_connection(self) -> None:
        """As Django's own, which asks each time first whether an event loop runs."""
        if self.connection is None:
            super().ensure_connection()

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001  Django's signature
        """Begin; whoever commits or rolls back ends it.

        Django has the driver begin before each first statement, which took the driver four times as long.
        """
        with self.wrap_database_errors:
            if not autocommit:
                wire.begin(self.connection)
            elif not self.connection.autocommit:
                # A new one.
                self.connection.autocommit = True

    def _commit(self) -> None:
        if self.connection is not None:
            with debug_transaction(self, "COMMIT"), self.wrap_database_errors:
                wire.commit(self.connection)
