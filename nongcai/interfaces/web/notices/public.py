"""What anybody may read: published notices, as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from nongcai.domain.notices import queries as notices
from nongcai.interfaces.papers import composing
from nongcai.interfaces.papers.html import notice_html
from nongcai.interfaces.web.http import page, public

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from nongcai.interfaces.web.http import WebRequest

ROWS = 30


@public
@require_safe
def public_list(request: WebRequest) -> HttpResponse:
    rows = Paginator(notices.public_notices(), ROWS)
    return page(request, "notices/public_list.html", {"page": rows.get_page(request.GET.get("page"))})


@public
@require_safe
def public_show(request: WebRequest, slug: str) -> HttpResponse:
    notice = notices.public_notice(slug)
    context = {
        "notice": notice,
        "article": notice_html(composing.content_of(notice)),
        "corrections": notices.public_corrections(notice),
        "corrected": notices.corrected_in_public(notice),
    }
    return page(request, "notices/public_show.html", context)


@public
@require_safe
def public_sealed(_request: WebRequest, slug: str) -> HttpResponseBase:
    final = notices.public_notice(slug).final_document
    if final is None:
        raise Http404
    return FileResponse(final.path.open("rb"), as_attachment=True, filename=final.name, content_type=final.media_type)
