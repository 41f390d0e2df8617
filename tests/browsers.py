"""A browser in which somebody has signed in: by the session alone, without walking through the log-in."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

if TYPE_CHECKING:
    from nongcai.domain.accounts.models import User

BACKEND = "nongcai.interfaces.web.accounts.backend.PasswordBackend"


def signed_in(user: User, **kept: object) -> Client:
    """Return a browser with a session of a person, in which some more is kept."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            **kept,
        }
    )
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client
