"""From a first step that succeeded to a session: the second step, and who must set one up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts import services
from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.web.accounts.backend import PasswordBackend
from nongcai.interfaces.web.http import go_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from nongcai.domain.accounts.models import User

OFF, REVIEWERS = "off", "reviewers"
BACKEND = f"{PasswordBackend.__module__}.{PasswordBackend.__name__}"
_HALF_IN = "half_in"
_HALF_IN_FOR = timedelta(minutes=10)


def may_enter(user: User | None) -> bool:
    """Say whether the account lets its person sign in, whatever the way."""
    return user is not None and PasswordBackend().user_can_authenticate(user)


def go_on(request: HttpRequest, user: User, *, is_proved: bool = False, to: str = "") -> HttpResponse:
    """Lead a person past the first step on: into the session, or to the second step before it."""
    to = to or next_of(request)
    if is_proved or not (second_step_is_on() and (accounts.factors_of(user.pk) or must_set_up(user))):
        return enter(request, user, to)
    now = timezone.now().isoformat()
    request.session[_HALF_IN] = [user.pk, user.get_session_auth_hash(), now, to]
    return go_to(request, "accounts:session_confirm" if accounts.factors_of(user.pk) else "accounts:session_secure")


def half_in(request: HttpRequest) -> tuple[User | None, str]:
    """Return who has taken the first step only, lately, and where that person wanted to go."""
    pk, proof, since, to = request.session.get(_HALF_IN) or (None, "", "", "/")
    if pk is None or timezone.now() - datetime.fromisoformat(since) > _HALF_IN_FOR:
        return None, to
    user = accounts.user_signing_in(pk)
    if user is None or not may_enter(user) or not constant_time_compare(user.get_session_auth_hash(), proof):
        return None, to
    return user, to


def enter(request: HttpRequest, user: User, to: str) -> HttpResponse:
    """Begin the session of a person who has taken every step."""
    begin(request, user)
    return go_to(request, to)


def begin(request: HttpRequest, user: User) -> None:
    """Sign a person in."""
    request.session.pop(_HALF_IN, None)
    login(request, user, backend=BACKEND)
    services.wake(user_id=user.pk, at=timezone.now())


def second_step_is_on() -> bool:
    """Say whether this installation knows a second step."""
    return bool(settings.NONGCAI_SECOND_FACTOR != OFF)


def require_second_step() -> None:
    """Hide what belongs to the second step where there is none.

    :raises Http404: there.
    """
    if not second_step_is_on():
        raise Http404


def must_set_up(user: User) -> bool:
    """Say whether this person may not do without a second step."""
    asked = settings.NONGCAI_SECOND_FACTOR == REVIEWERS
    return asked and organisations.reviews_anywhere(user.pk, timezone.localdate())


def next_of(request: HttpRequest) -> str:
    """Return where the person wanted to go, on this site."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}) else "/"
