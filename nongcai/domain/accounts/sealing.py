"""Secrets of second factors are sealed before they are kept."""

from __future__ import annotations

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from nongcai.domain.accounts.errors import SealBrokenError


class SealingAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """What allauth asks before it writes a secret down, and after it has read one."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what was sealed."""
        return unseal(encrypted_text)


def seal(text: str) -> str:
    """Seal a secret with the installation's key.

    :raises SealBrokenError: when the installation has no key.
    """
    return _fernet().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """Open what was sealed.

    :raises SealBrokenError: when it was sealed with another key.
    """
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealBrokenError from None


def _fernet() -> Fernet:
    if not settings.FACTOR_SECRET:
        raise SealBrokenError
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.FACTOR_SECRET.encode()).digest()))
