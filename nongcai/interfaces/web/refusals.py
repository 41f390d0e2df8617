"""A refusal becomes a page; so does everything else that stops a request."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django_htmx.http import retarget

from nongcai.foundation import database

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BaseForm

    from nongcai.foundation.errors import DomainError

# In so many seconds it is worth asking again.
AWAY = 10
# Forms that keep a draft while they are filled in.
DRAFTED = {"shares:filing_file"}


def message_of(error: DomainError) -> str:
    """Say a refusal in the reader's language."""
    return gettext(type(error).message).format(**error.facts)


def answer(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Show a refusal: by htmx in the page's #refusal slot, else on a page of its own."""
    context = {"message": message_of(error), "details": _details(error), "back": back_to(request)}
    return _shown(request, "refusal", context, error.status)


def into_form(form: BaseForm, error: DomainError) -> None:
    """Put a refusal that belongs to a form beside its fields; what has no field goes on top."""
    if not error.fields:
        form.add_error(None, message_of(error))
    for name, texts in error.fields.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's signature
    """Say that the form is too old to be accepted, and what becomes of what was typed."""
    match = request.resolver_match
    context = {"back": back_to(request), "is_drafted": match is not None and match.view_name in DRAFTED}
    return _shown(request, "stale_form", context, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Say that there is nothing here, or nothing that this reader may see."""
    return _shown(request, "not_found", {"back": back_to(request)}, 404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Say that this reader may not do it."""
    return _shown(request, "forbidden", {"back": back_to(request)}, 403)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Admit a fault of ours, or that the database is away. It reads neither session nor database."""
    if not database.is_away(sys.exc_info()[1]):
        return HttpResponse(render_to_string("errors/server_error.html"), status=500)
    response = HttpResponse(render_to_string("errors/server_away.html"), status=503)
    response.headers["Retry-After"] = str(AWAY)
    return response


def _shown(request: HttpRequest, name: str, context: Mapping[str, object], status: int) -> HttpResponse:
    if getattr(request, "htmx", None):
        response = render(request, "errors/_notice.html", {"kind": name, **context}, status=status)
        response["HX-Reswap"] = "innerHTML show:window:top"
        return retarget(response, "#refusal")
    return render(request, f"errors/{name}.html", context, status=status)


def _details(error: DomainError) -> list[str]:
    said = message_of(error)
    return [text for texts in error.fields.values() for text in texts if text != said]


def back_to(request: HttpRequest) -> str:
    """Return the page of this site from which a request came, else the first one."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return "/"
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
