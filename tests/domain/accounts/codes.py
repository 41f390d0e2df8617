"""What an authenticator app shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from nongcai.domain.accounts import queries, services
from nongcai.domain.accounts.rules import CODE_SECONDS

if TYPE_CHECKING:
    from datetime import datetime


def code_at(secret: str, at: datetime) -> str:
    """Return the code that the app shows at a moment."""
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // CODE_SECONDS)))


def set_up(user_id: int, at: datetime) -> tuple[str, list[str]]:
    """Set the second step up; return its secret and the recovery codes."""
    secret = queries.new_totp_secret()
    return secret, services.set_up_totp(user_id=user_id, secret=secret, code=code_at(secret, at), at=at)
