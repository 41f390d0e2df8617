"""A gateway that keeps what it was given."""

from __future__ import annotations

import re
from typing import ClassVar


class KeepingGateway:
    """Keeps messages, the last one last."""

    sent: ClassVar[list[tuple[str, str]]] = []

    def send(self, *, number: str, text: str) -> str:
        """Keep a message."""
        self.sent.append((number, text))
        return "kept"

    @classmethod
    def last_code(cls) -> str:
        """Return the digits of the last code sent."""
        found = re.search(r"验证码(\d{6})", cls.sent[-1][1])
        assert found
        return found[1]


class BrokenGateway:
    """Takes nothing."""

    def send(self, *, number: str, text: str) -> str:
        """Fail as a network does.

        :raises OSError: always.
        """
        raise OSError(number, text)
