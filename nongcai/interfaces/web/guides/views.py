"""The guides, for everybody who signs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from nongcai.interfaces.web.guides.steps import GUIDES
from nongcai.interfaces.web.http import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def guide_list(request: WebRequest) -> HttpResponse:
    return page(request, "guides/guide_list.html", {"guides": GUIDES.values()})


@require_safe
def guide_show(request: WebRequest, name: str) -> HttpResponse:
    if name not in GUIDES:
        raise Http404
    return page(request, "guides/guide_show.html", {"guide": GUIDES[name]})
