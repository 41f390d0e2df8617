"""Who enters: a finance bureau imports, its auditor reads; for everybody else these pages are not there."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from nongcai.domain.imports import queries as imports
from nongcai.domain.organisations import permissions

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from nongcai.domain.imports.models import ImportRun
    from nongcai.interfaces.web.http import WebRequest

    View = Callable[..., HttpResponseBase]


def for_readers(view: View) -> View:
    """Let finance and auditors pass."""

    @wraps(view)
    def gated(request: WebRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (permissions.is_finance(request.actor) or request.actor.reads_only):
            raise Http404
        return view(request, *args, **kwargs)

    return gated


def for_finance(view: View) -> View:
    """Let finance pass."""

    @wraps(view)
    def gated(request: WebRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.is_finance(request.actor):
            raise Http404
        return view(request, *args, **kwargs)

    return gated


def run_or_404(request: WebRequest, run_id: int) -> ImportRun:
    """Return a run of the reader's own bureau."""
    return get_object_or_404(imports.runs_visible_to(request.actor), pk=run_id)
