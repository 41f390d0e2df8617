"""What a page has asked a passkey, kept in the session until the answer comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from nongcai.domain.accounts.errors import WrongPasskeyError

if TYPE_CHECKING:
    from django.http import HttpRequest

_ASKED = "passkey_asked"
_ASKED_FOR = timedelta(minutes=5)


def host_of(request: HttpRequest) -> str:
    """Return the name of the site, to which passkeys are bound."""
    return request.get_host().partition(":")[0]


def remember(request: HttpRequest, state: dict[str, Any]) -> None:
    """Keep what the answer will be held against."""
    request.session[_ASKED] = [timezone.now().isoformat(), state]


def take_state(request: HttpRequest) -> dict[str, Any]:
    """Take the question that was asked lately; it is answered once.

    :raises WrongPasskeyError: when none was.
    """
    since, state = request.session.pop(_ASKED, None) or ("", {})
    if not since or timezone.now() - datetime.fromisoformat(since) > _ASKED_FOR:
        raise WrongPasskeyError
    return dict(state)
