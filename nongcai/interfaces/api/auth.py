"""Who calls: the session of our own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor


class ApiRequest(HttpRequest):
    """A request past the authentication; the middleware has found the actor."""

    actor: Actor


class NobodyToActForError(NotAllowedError):
    """This person has signed in but acts for no organisation."""

    code = "no_membership"
    message = N_("您的账号尚未对应任何单位，请联系本级财政部门。")


class SessionAuth(APIKeyCookie):
    """Let signed-in people pass, each as the actor chosen in the session."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:  # noqa: ARG002  ninja's signature
        """Return the actor, or None for a stranger.

        :raises NobodyToActForError: when the person acts for nobody.
        """
        if not request.user.is_authenticated:
            return None
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            raise NobodyToActForError
        return actor


session = SessionAuth()
