"""Secrets of second factors are sealed before they are kept."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from nongcai.domain.accounts.errors import SealBrokenError
from nongcai.foundation import sealing

# Tokens of it, with which secrets were sealed first, are text already.
_FERNET = "gAAAA"


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
    return base64.b64encode(sealing.seal(text.encode(), _secret())).decode("ascii")


def unseal(sealed: str) -> str:
    """Open what was sealed.

    :raises SealBrokenError: when it was sealed with another key.
    """
    try:
        told = sealed.encode() if sealed.startswith(_FERNET) else base64.b64decode(sealed, validate=True)
        return sealing.unseal(told, _secret()).decode()
    except (sealing.WrongKeyError, ValueError):
        raise SealBrokenError from None


def _secret() -> str:
    if not settings.FACTOR_SECRET:
        raise SealBrokenError
    return settings.FACTOR_SECRET
