"""Identification codes (识别码): short enough for a bank's remark, checked, and found among other words."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

PREFIX = "NC"
_BODY, _CHECK, _MODULUS = 10, 2, 97
_LENGTH = _BODY + _CHECK
# Twelve digits that stand alone, with the prefix or without, in groups or not.
_FOUND = re.compile(rf"(?<!\d)((?:\d[ \-_]?){{{_LENGTH - 1}}}\d)(?!\d)")


def code_of(order_id: UUID) -> str:
    """Return the code of an order, a fact of its key: ten digits, and two by which slips show (ISO 7064, mod 97-10)."""
    number = int.from_bytes(hashlib.sha256(order_id.bytes).digest()[:8], "big") % 10**_BODY
    body = f"{number:0{_BODY}d}"
    return f"{PREFIX}{body}{_MODULUS + 1 - int(body) * 10**_CHECK % _MODULUS:0{_CHECK}d}"


def is_code(text: str) -> bool:
    """Say whether a code has its check digits."""
    digits = text.removeprefix(PREFIX)
    return len(digits) == _LENGTH and digits.isascii() and digits.isdigit() and int(digits) % _MODULUS == 1


def codes_in(note: str) -> tuple[str, ...]:
    """Return the codes that a remark holds, each once, in their order; whatever has a wrong check digit is none."""
    plain = unicodedata.normalize("NFKC", note)
    runs = (re.sub(r"\D", "", found) for found in _FOUND.findall(plain))
    return tuple(dict.fromkeys(f"{PREFIX}{digits}" for digits in runs if is_code(digits)))


def shown(code: str) -> str:
    """Write a code in groups, as it is read out and typed."""
    digits = code.removeprefix(PREFIX)
    return " ".join((PREFIX, digits[:4], digits[4:8], digits[8:]))


def trade_no_of(order_id: UUID, seq: int) -> str:
    """Return the number of an attempt to pay an order, a fact of both; no longer than the institution takes."""
    return f"{base64.b32encode(order_id.bytes).decode().rstrip('=')}{seq:03d}"


def refund_no_of(trade_no: str, seq: int) -> str:
    """Return the number of a refund of a payment."""
    return f"{trade_no}R{seq:03d}"
