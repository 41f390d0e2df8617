"""The list of notices, the studio, and the files."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.notices import queries as notices
from nongcai.domain.notices import services
from nongcai.domain.notices.services import ExportedPaper
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation.errors import InvalidError
from nongcai.foundation.years import day_of
from nongcai.interfaces.papers import composing
from nongcai.interfaces.papers.files import paper_file
from nongcai.interfaces.papers.html import notice_html
from nongcai.interfaces.web.http import go_to, page, said, warned
from nongcai.interfaces.web.notices import studio
from nongcai.interfaces.web.notices.forms import NoticeDraftForm, NoticeEditForm, NoticeExportForm, PurposeForm
from nongcai.interfaces.web.notices.gates import notice_or_404

if TYPE_CHECKING:
    from nongcai.domain.notices.models import Notice
    from nongcai.interfaces.web.http import WebRequest

ROWS = 30


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
    form = NoticeEditForm(request.POST, is_correction=notice.corrects_id is not None)
    if not form.is_valid():
        context = studio.show(request.actor, notice, edit_form=form)
        return page(request, "notices/notice_show.html", context, status=422)
    services.edit_notice(actor=request.actor, notice_id=notice.pk, texts=form.texts(), at=timezone.now())
    said(request, _("已保存。"))
    return go_to(request, "notices:notice_show", notice.pk)


@require_safe
def notice_preview(request: WebRequest, notice_id: int) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    internal = composing.internal_content_for(request.actor, notice)
    context = {
        "notice": notice,
        "article": notice_html(composing.content_of(notice)),
        "internal": notice_html(internal) if internal else "",
    }
    return page(request, "notices/notice_preview.html", context)


@require_POST
def notice_export(request: WebRequest, notice_id: int) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    form = NoticeExportForm(request.POST, addressees=notices.addressees_for(request.actor, notice))
    if not form.is_valid():
        warned(request, form.first_error)
        return go_to(request, "notices:notice_show", notice_id)
    content = form.is_internal and composing.internal_content_for(request.actor, notice, form.cleaned_data["addressee"])
    if form.is_internal and not content:
        raise Http404
    file = paper_file(content or composing.content_of(notice), form.paper_form)
    return _handed_out(request, notice, ExportedPaper(file.name, file.media_type, file.data), form)


@require_POST
def notice_sealed(request: WebRequest, notice_id: int) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    final = notice.final_document
    if final is None:
        raise Http404
    form = PurposeForm(request.POST)
    if not form.is_valid():
        warned(request, form.first_error)
        return go_to(request, "notices:notice_show", notice_id)
    return _handed_out(request, notice, ExportedPaper(final.name, final.media_type, final.path.read_bytes()), form)


def _draft_form(request: WebRequest) -> NoticeDraftForm:
    years, today = organisations.listed_years(request.actor.path), day_of(timezone.now())
    if not years:
        return NoticeDraftForm(years=years, today=today)
    usual = assessments.finished_year(organisations.node(request.actor.organisation_id), years, today)
    return NoticeDraftForm(years=years, usual=usual, today=today)


def _list(request: WebRequest, form: NoticeDraftForm) -> dict[str, object]:
    rows = Paginator(notices.notices_visible_to(request.actor), ROWS)
    return {
        "page": rows.get_page(request.GET.get("page")),
        "form": form if permissions.is_finance(request.actor) else None,
    }


def _handed_out(request: WebRequest, notice: Notice, paper: ExportedPaper, form: PurposeForm) -> HttpResponse:
    at = timezone.now()
    services.record_export(
        actor=request.actor,
        notice_id=notice.pk,
        paper=paper,
        purpose=form.cleaned_data["purpose"],
        at=at,
        kept_until=at + timedelta(days=settings.ORIGINALS_KEPT_DAYS),
    )
    disposition = content_disposition_header(as_attachment=True, filename=paper.name) or "attachment"
    return HttpResponse(paper.data, content_type=paper.media_type, headers={"Content-Disposition": disposition})
