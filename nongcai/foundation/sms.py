"""Short messages: one way out, chosen by `NONGCAI_SMS_BACKEND`."""

from __future__ import annotations

import logging
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


class Gateway(Protocol):
    """What sends a short message; another one is a class with this method, named in the settings."""

    def send(self, *, number: str, text: str) -> str:
        """Send a text; return the gateway's own number of it, or raise."""


class ConsoleGateway:
    """For the demo: says in the log what would have been sent."""

    def send(self, *, number: str, text: str) -> str:
        """Write it down, the number masked."""
        logger.warning("SMS to %s****%s: %s", number[:3], number[-4:], text)
        return "console"


def gateway() -> Gateway | None:
    """Return the configured gateway; None where short messages are not sent."""
    name = settings.NONGCAI_SMS_BACKEND
    if not name:
        return None
    made: Gateway = import_string(name)()
    return made
