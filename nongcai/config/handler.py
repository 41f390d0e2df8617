"""Two ways through the site: calls of the API pass half as many middlewares as pages."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

API = "/api/"
# To do nothing for a call, they take a fortieth of an order: files, messages, how people sign in, what pages alone ask.
OF_PAGES = {
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "nongcai.interfaces.web.middleware.LoginGate",
    "nongcai.interfaces.web.urging.greeting.AnnouncementMiddleware",
    "nongcai.interfaces.web.middleware.RefusalMiddleware",
}


def application_of(pages: Application) -> Application:
    """Return what serves the API by itself and leaves all else to `pages`."""
    with short_way():
        calls = WSGIHandler()

    def application(told: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return (calls if is_call(told) else pages)(told, start_response)

    return application


def is_call(told: Mapping[str, Any]) -> bool:
    """Say whether the API is asked, of what the server tells of a request."""
    return str(told["PATH_INFO"]).startswith(API)


@contextmanager
def short_way() -> Iterator[None]:
    """Have what Django loads within pass what calls need; the list itself names all, as the libraries check."""
    whole = settings.MIDDLEWARE
    settings.MIDDLEWARE = [path for path in whole if path not in OF_PAGES]
    try:
        yield
    finally:
        settings.MIDDLEWARE = whole
