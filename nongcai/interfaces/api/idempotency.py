"""`Idempotency-Key`: a program whose call was cut off makes it again, and it is done once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.repeats import services as repeats
from nongcai.domain.repeats.services import Answer
from nongcai.foundation.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable

API, HEADER, REPEATED = "/api/", "Idempotency-Key", "Idempotent-Replayed"


class IdempotencyMiddleware:
    """Let a POST of the API that bears a key be done once; the answer says so when it is given again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from memory where the same call was answered before."""
        key = request.headers.get(HEADER)
        if key is None or request.method != "POST" or not request.path.startswith(API) or not request.user.pk:
            return self.get_response(request)
        try:
            answer = repeats.once(
                user_id=request.user.pk,
                key=key,
                fingerprint=_fingerprint(request),
                act=lambda: _answer(self.get_response(request)),
                at=timezone.now(),
            )
        except DomainError as refusal:
            message = _(type(refusal).message).format(**refusal.facts)
            body = {"code": refusal.code, "message": message, "fields": {}}
            return JsonResponse(body, status=refusal.status)
        response = HttpResponse(answer.body, status=answer.status, content_type=answer.media_type)
        if answer.is_repeated:
            response.headers[REPEATED] = "true"
        return response


def _fingerprint(request: HttpRequest) -> str:
    """Tell calls apart: by address, by whom the caller acts for, and by what is sent."""
    office = request.session.get("membership_id", "")
    said = f"{request.get_full_path()}\n{office}\n".encode() + request.body
    return hashlib.sha256(said).hexdigest()


def _answer(response: HttpResponse) -> Answer:
    body = b"".join(response) if response.streaming else response.content
    return Answer(response.status_code, response.headers.get("Content-Type", ""), body)
