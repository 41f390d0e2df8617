"""Every change that a page makes is recorded with the person, the office and the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        actor = getattr(request, "actor", None)
        with history.told(
            user=request.user.pk,
            organisation=actor.organisation_id if actor else None,
            role=actor.role if actor else None,
            url=request.path,
        ):
            return self.get_response(request)
