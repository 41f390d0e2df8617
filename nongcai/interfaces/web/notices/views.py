"""The list of notices, the studio, and the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.notices import queries as notices
from nongcai.domain.notices import services
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation.errors import InvalidError
from nongcai.foundation.years import day_of
from nongcai.interfaces.papers import composing
from nongcai.interfaces.papers.html import notice_html
from nongcai.interfaces.papers.pdf import notice_pdf
from nongcai.interfaces.papers.word import notice_docx
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.notices import studio
from nongcai.interfaces.web.notices.forms import NoticeDraftForm, NoticeEditForm
from nongcai.interfaces.web.notices.gates import content_for, notice_or_404

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from nongcai.interfaces.web.http import WebRequest

ROWS = 30
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def notice_list(request: WebRequest) -> HttpResponse:
    return page(request, "notices/notice_list.html", _list(request, _draft_form(request)))


@require_POST
def notice_draft(request: WebRequest) -> HttpResponse:
    form = NoticeDraftForm(request.POST, years=organisations.listed_years(request.actor.path))
    if form.is_valid():
        try:
            notice = services.draft_notice(
                actor=request.actor, node_id=request.actor.organisation_id, at=timezone.now(), **form.cleaned_data
            )
        except InvalidError as refusal:
            form.add_error("data_date", str(refusal))
        else:
            said(request, _("已按台账数据拟出送审稿，请补充文字后交核稿。"))
            return go_to(request, "notices:notice_show", notice.pk)
    return page(request, "notices/notice_list.html", _list(request, form), status=422)


@require_safe
def notice_show(request: WebRequest, notice_id: int) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    return page(request, "notices/notice_show.html", studio.show(request.actor, notice))


@require_POST
def notice_edit(request: WebRequest, notice_id: int) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    form = NoticeEditForm(request.POST)
    if not form.is_valid():
        context = studio.show(request.actor, notice, edit_form=form)
        return page(request, "notices/notice_show.html", context, status=422)
    services.edit_notice(actor=request.actor, notice_id=notice.pk, texts=form.texts(), at=timezone.now())
    said(request, _("已保存。"))
    return go_to(request, "notices:notice_show", notice.pk)


@require_safe
def notice_preview(request: WebRequest, notice_id: int) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    context = {"notice": notice, "article": notice_html(content_for(request.actor, notice))}
    return page(request, "notices/notice_preview.html", context)


@require_safe
def notice_paper(request: WebRequest, notice_id: int, form: str) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    addressee = request.GET.get("addressee", "")
    content = content_for(request.actor, notice, int(addressee) if addressee.isdecimal() else None)
    if form == "pdf":
        return _file(notice_pdf(content, composing.fonts()).data, "application/pdf", f"{notice.title}.pdf")
    if form == "docx":
        return _file(notice_docx(content, composing.fonts()), _DOCX, f"{notice.title}.docx")
    raise Http404


@require_safe
def notice_sealed(request: WebRequest, notice_id: int) -> HttpResponseBase:
    final = notice_or_404(request, notice_id).final_document
    if final is None:
        raise Http404
    return FileResponse(final.path.open("rb"), as_attachment=True, filename=final.name, content_type=final.media_type)


def _draft_form(request: WebRequest) -> NoticeDraftForm:
    return NoticeDraftForm(years=organisations.listed_years(request.actor.path), today=day_of(timezone.now()))


def _list(request: WebRequest, form: NoticeDraftForm) -> dict[str, object]:
    rows = Paginator(notices.notices_visible_to(request.actor), ROWS)
    return {
        "page": rows.get_page(request.GET.get("page")),
        "form": form if permissions.is_finance(request.actor) else None,
    }


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        data,
        content_type=media_type,
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"},
    )
