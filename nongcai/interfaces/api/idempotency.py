"""`Idempotency-Key`: a program whose call was cut off makes it again, and it is done once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from nongcai.domain.repeats import services as repeats
from nongcai.domain.repeats.services import Answer
from nongcai.foundation.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from nongcai.domain.organisations.actors import Actor

API, REPEATED = "/api/", "Idempotent-Replayed"
# As WSGI names the header `Idempotency-Key`.
_HEADER = "HTTP_IDEMPOTENCY_KEY"
# What asks the institution, which is never done in a transaction (decision 43); each comes to the same when made again.
ASKING = {"open_online_payment", "check_online_payment", "give_back_transfer"}


class IdempotencyMiddleware(MiddlewareMixin):
    """Let a POST of the API that bears a key be done once; the answer says so when it is given again."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """Answer from memory where the same actor was answered the same call before; the gates have let it pass."""
        key, actor = request.META.get(_HEADER), getattr(request, "actor", None)
        if key is None or request.method != "POST" or not request.path.startswith(API) or actor is None:
            return None
        match = request.resolver_match
        once = repeats.once_by_itself if match and match.url_name in ASKING else repeats.once
        made: list[HttpResponse] = []

        def act() -> Answer:
            response = view(request, *args, **kwargs)
            if not response.streaming:
                made.append(response)
            return _answer(response)

        try:
            answer = once(
                user_id=actor.user_id,
                key=key,
                fingerprint=_fingerprint(request, actor),
                act=act,
                at=timezone.now(),
                who={"user": actor.user_id, "url": request.path, **actor.trace},
            )
        except DomainError as refusal:
            message = _(type(refusal).message).format(**refusal.facts)
            body = {"code": refusal.code, "message": message, "fields": {}}
            return JsonResponse(body, status=refusal.status)
        if made:
            return made[0]
        response = HttpResponse(answer.body, status=answer.status, content_type=answer.media_type)
        if answer.is_repeated:
            response.headers[REPEATED] = "true"
        return response


def _fingerprint(request: HttpRequest, actor: Actor) -> str:
    """Tell calls apart: by address, by whom the caller acts for and as what, and by what is sent."""
    said = f"{request.get_full_path()}\n{actor.organisation_id} {actor.role}\n".encode() + request.body
    return hashlib.sha256(said).hexdigest()


def _answer(response: HttpResponse) -> Answer:
    body = b"".join(response) if response.streaming else response.content
    return Answer(response.status_code, response.headers.get("Content-Type", ""), body)
