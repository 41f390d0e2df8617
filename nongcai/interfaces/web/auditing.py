"""Every change that a page makes is recorded with the person, the office and the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongcai.foundation import history

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_READING = {"GET", "HEAD", "OPTIONS", "TRACE"}


class AuditMiddleware:
    """Tells the history who acts; reading changes nothing and needs no word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in _READING:
            return self.get_response(request)
        with history.told(user=request.user.pk, url=request.path):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Add for whom the person acts, which is known only now."""
        actor = getattr(request, "actor", None)
        if actor is not None and request.method not in _READING:
            history.told_more(organisation=actor.organisation_id, role=actor.role)
