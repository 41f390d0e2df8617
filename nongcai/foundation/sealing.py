"""Sealing what must not be read from the database alone."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken


class WrongKeyError(Exception):
    """It was sealed with another secret, or is no seal at all."""


def seal(said: bytes, secret: str) -> bytes:
    """Seal bytes with a secret of any length."""
    return _fernet(secret).encrypt(said)


def unseal(sealed: bytes, secret: str) -> bytes:
    """Open what was sealed.

    :raises WrongKeyError: when it was sealed with another secret.
    """
    try:
        return _fernet(secret).decrypt(sealed)
    except InvalidToken:
        raise WrongKeyError from None


@lru_cache(maxsize=2)
def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()))
