"""Sessions that stand signed in their cookies: one that comes with every request is looked through once."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

import orjson
from django.conf import settings
from django.contrib.sessions.backends import signed_cookies
from django.core import signing

# Django's own: what it signed is read here, and what is signed here, there.
_SALT = "django.contrib.sessions.backends.signed_cookies"


class SessionStore(signed_cookies.SessionStore):
    """As Django's own; of a cookie that was seen before, only its age is asked."""

    def load(self) -> dict[str, Any]:
        try:
            told, signed_at = _opened(self.session_key or "", settings.SECRET_KEY)
        except (signing.BadSignature, ValueError):
            self.create()
            return {}
        if time.time() - signed_at > self.get_session_cookie_age():
            self.create()
            return {}
        found: dict[str, Any] = orjson.loads(told)
        return found


class _Told:
    """What was signed, as it stands: each request reads it for itself, and may change what it read."""

    @staticmethod
    def loads(told: bytes) -> bytes:
        return told


@lru_cache(maxsize=4096)
def _opened(cookie: str, _secret: str) -> tuple[bytes, int]:
    """Return what a cookie says and when it was signed, in seconds; a site whose secret changed looks anew.

    :raises BadSignature: when it was not signed here.
    :raises ValueError: when it cannot be read.
    """
    told: Any = signing.TimestampSigner(salt=_SALT).unsign_object(cookie, serializer=_Told)  # type: ignore[arg-type]  # it only reads
    return told, signing.b62_decode(cookie.rsplit(":", 2)[1])
