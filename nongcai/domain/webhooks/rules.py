"""Signatures, which addresses are listed, and when to try again."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection

PREFIX = "whsec_"
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts in vain; None when it is enough."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def is_listed(address: str, origins: Collection[str]) -> bool:
    """Say whether an address lies at a listed origin (scheme, host and port), without a name or password in it."""
    try:
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
    except ValueError:
        return False
    return "@" not in parts.netloc and origin in {one.rstrip("/").lower() for one in origins}


def secret_of(key: str, salt: str) -> str:
    """Return a subscription's secret: what is stored alone does not tell it."""
    digest = hmac.new(key.encode(), b"webhooks:" + salt.encode(), hashlib.sha256).digest()
    return PREFIX + base64.b64encode(digest).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Sign a message as the Standard Webhooks specification says (symmetric, v1)."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
