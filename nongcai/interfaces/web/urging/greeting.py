"""At sign-in everybody is shown once what the offices above, and one's own, have announced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from nongcai.domain.organisations import permissions
from nongcai.domain.urging import queries as urging
from nongcai.interfaces.web.http import go_to
from nongcai.interfaces.web.middleware import API, is_public

if TYPE_CHECKING:
    from collections.abc import Callable

GREETED = "greeted_as"


class AnnouncementMiddleware(MiddlewareMixin):
    """Lead the first page of a session, and of each office chosen in it, past what was announced and not read."""

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        """Ask once, then remember in the session that there is nothing more to show."""
        actor = getattr(request, "actor", None)
        if actor is None or not permissions.manages(actor) or not _opens_a_page(request, view):
            return None
        if request.session.get(GREETED) == actor.membership_id:
            return None
        if urging.unread_by(actor, timezone.localdate()):
            asked = urlencode({"next": request.get_full_path()})
            return go_to(request, f"{reverse('urging:announcement_greet')}?{asked}")
        request.session[GREETED] = actor.membership_id
        return None


def _opens_a_page(request: HttpRequest, view: Callable[..., Any]) -> bool:
    if request.method != "GET" or request.path.startswith(API) or is_public(view):
        return False
    match = request.resolver_match
    return match is None or match.namespace not in {"urging", "accounts"}
