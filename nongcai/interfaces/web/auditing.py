"""Every change that a page makes is recorded with the person, the office and the address.

What a program asks for once records it itself, in the statement that says that it is done.
"""

from __future__ import annotations

from contextlib import ExitStack
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
        with ExitStack() as telling:
            request.telling = telling  # type: ignore[attr-defined]  # between the two halves of this middleware
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Tell it in one go, now that it is known for whom the person acts; before this, nothing is changed."""
        if request.method in _READING:
            return
        actor = getattr(request, "actor", None)
        told = history.told(user=request.user.pk, url=request.path, **(actor.trace if actor is not None else {}))
        request.telling.enter_context(told)  # type: ignore[attr-defined]
