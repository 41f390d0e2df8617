"""Sealing what must not be read from the database alone."""

from __future__ import annotations

import base64
import hashlib
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

# No token of Fernet begins so: what was sealed with it, is opened with it.
_FORM = b"\x01"
_NONCE = 12  # bytes, by chance: enough for four thousand million seals with one secret (NIST SP 800-38D, 8.3)


class WrongKeyError(Exception):
    """It was sealed with another secret, or is no seal at all."""


def seal(said: bytes, secret: str) -> bytes:
    """Seal bytes with a secret of any length."""
    nonce = os.urandom(_NONCE)
    return _FORM + nonce + AESGCM(_key(secret)).encrypt(nonce, said, None)


def unseal(sealed: bytes, secret: str) -> bytes:
    """Open what was sealed.

    :raises WrongKeyError: when it was sealed with another secret.
    """
    try:
        if not sealed.startswith(_FORM):
            return Fernet(base64.urlsafe_b64encode(_key(secret))).decrypt(sealed)
        nonce, rest = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        return AESGCM(_key(secret)).decrypt(nonce, rest, None)
    except (InvalidTag, InvalidToken, ValueError):
        raise WrongKeyError from None


@lru_cache(maxsize=2)
def _key(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
