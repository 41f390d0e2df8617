"""All pages of the site, found by walking the addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

API = "api"


def pages() -> list[tuple[str, URLPattern]]:
    """Return (name, pattern) of every page; the API answers for itself."""
    return list(_walk(get_resolver(), ""))


def page_names() -> set[str]:
    """Return the names of all pages, with their areas."""
    return {name for name, _pattern in pages()}


def _walk(resolver: URLResolver, area: str) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{area}:{one.name}" if area else str(one.name), one
        elif one.namespace != API and not str(one.pattern).startswith("api/"):
            yield from _walk(one, one.namespace or area)
