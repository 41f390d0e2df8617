"""What is kept of names and accounts that are nobody's business: a few digits, and a keyed mark to know them again."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from nongcai.domain.payments.errors import NoSecretError
from nongcai.foundation.years import CHINA

if TYPE_CHECKING:
    from datetime import datetime

_MARK = 16
_DAY_MS = 86_400_000
_NOISE = re.compile(r"[\s()\[\]（）【】·.,，、_\-]+")
# A name of two to four characters without any of these is taken for a person's.
_BODIES = re.compile(r"公司|学校|中学|小学|大学|学院|医院|银行|工会|食堂|中心|[局厅委部处院所社店厂会馆队办]$")
_PERSON = re.compile(r"[一-鿿·]{2,4}")


def mark(*parts: object) -> str:
    """Return the keyed mark of what is said; without the installation's secret nobody can make it.

    :raises NoSecretError: when the machine keeps no secret.
    """
    return _digest(*parts).hex()[:_MARK]


def name_mark(name: str) -> str:
    """Return the mark of a name, however its brackets and spaces are written; "" for none."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", name)).lower()
    return mark("name", plain) if plain else ""


def account_mark(number: str) -> str:
    """Return the mark of an account; "" for none, and for one of which the bank shows only a part."""
    digits = re.sub(r"[\s\-]", "", number)
    return mark("account", digits) if digits.isalnum() else ""


def tail(number: str) -> str:
    """Return the last four digits of an account."""
    return re.sub(r"\D", "", number)[-4:]


def masked(name: str) -> str:
    """Return a name as it may be kept: of a person the first character."""
    if _PERSON.fullmatch(name) and not _BODIES.search(name):
        return name[0] + "*" * (len(name) - 1)
    return name


def transfer_key(paid_at: datetime, *fingerprint: object) -> UUID:
    """Return the key of a transfer, a UUIDv7 of its day and its fingerprint: read twice, it is the same."""
    digest = _digest("transfer", *fingerprint)
    day = paid_at.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    spread = int.from_bytes(digest[:4], "big") % _DAY_MS
    random = int.from_bytes(digest[4:14], "big")
    value = (int(day.timestamp() * 1000) + spread) << 80 | random
    value = value & ~(0xF << 76) | 7 << 76
    return UUID(int=value & ~(0x3 << 62) | 2 << 62)


def _digest(*parts: object) -> bytes:
    if not settings.PERSON_SECRET:
        raise NoSecretError
    said = "\x1f".join(str(part) for part in parts)
    return hmac.new(settings.PERSON_SECRET.encode(), said.encode(), hashlib.sha256).digest()
