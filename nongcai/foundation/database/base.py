"""The connection to the database."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's own, without a statement a request to see whether the connection lives."""

    def is_usable(self) -> bool:
        """Whether the server still holds the connection.

        A server that ended, or ended it, has closed it: then there is something to read. Only then is it asked. It was
        a twentieth of a page's time to ask it each time.
        """
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0) or bool(super().is_usable())
