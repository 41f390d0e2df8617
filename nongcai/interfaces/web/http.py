"""What views take and give: a typed request, a page, a redirect, a word to the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import QueryDict
    from django_htmx.middleware import HtmxDetails

    from nongcai.domain.organisations.actors import Actor

View = TypeVar("View", bound="Callable[..., Any]")

WHOLE = "layouts/page.html"
PART = "layouts/partial.html"


class WebRequest(HttpRequest):
    """A request past the gates. On a public page nobody may have signed in, and `actor` is missing."""

    actor: Actor
    htmx: HtmxDetails


def public(view: View) -> View:
    """Put a view on the public list: it wants no login."""
    view.is_public = True  # type: ignore[attr-defined]  # a mark that the gates read
    return view


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with a page, or with its middle alone when htmx asks for it."""
    layout = PART if wants_part(request) else WHOLE
    response = render(request, template, {"layout": layout, **(context or {})}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    # Whoever is half in, before the second step, may be shown a secret, too.
    if request.user.is_authenticated or not request.session.is_empty():
        patch_cache_control(response, private=True, no_store=True)
    return response


def go_to(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Send the browser on: `to` is an address, a URL name with its arguments, or a thing with an address."""
    address = resolve_url(to, *args, **kwargs)
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", None) else HttpResponseRedirect(address)


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, or None when the page is only read; an empty form was sent, too."""
    return request.POST if request.method == "POST" else None


def said(request: HttpRequest, text: str) -> None:
    """Tell the reader, on the next page, that it is done."""
    messages.success(request, text)


def warned(request: HttpRequest, text: str) -> None:
    """Tell the reader, on the next page, what needs attention."""
    messages.warning(request, text)


def wants_part(request: HttpRequest) -> bool:
    """Say whether htmx asks for the middle of the page. Going back in history wants all of it."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx) and not (htmx and htmx.history_restore_request)
