"""The steps by which a notice is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nongcai.domain.notices import queries as notices
from nongcai.domain.notices import services
from nongcai.domain.notices.services import UploadedFinal
from nongcai.interfaces.papers.finals import text_of
from nongcai.interfaces.web.http import go_to, page, said, warned
from nongcai.interfaces.web.notices import studio
from nongcai.interfaces.web.notices.forms import (
    CorrectForm,
    FinalForm,
    NoticeRefreshForm,
    NumberForm,
    OpennessForm,
    QuoteForm,
    WordsForm,
)
from nongcai.interfaces.web.notices.gates import notice_or_404

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from nongcai.domain.notices.models import Notice
    from nongcai.interfaces.web.http import WebRequest

_STEPS: dict[str, Callable[..., Notice]] = {
    "proofread": services.proofread,
    "countersign": services.countersign,
    "sign": services.sign,
    "send_back": services.send_back,
    "publish": services.publish,
    "withdraw": services.withdraw,
}
# Under which name the page shows each form.
_PLACES: dict[type[forms.Form], str] = {
    NoticeRefreshForm: "refresh_form",
    OpennessForm: "openness_form",
    NumberForm: "number_form",
    FinalForm: "final_form",
    CorrectForm: "correct_form",
}


@require_POST
def notice_refresh(request: WebRequest, notice_id: int) -> HttpResponse:
    told = _("数据已更新到所选日期，文稿中的数值已同步。")
    return _by_form(request, notice_id, NoticeRefreshForm(request.POST), services.refresh_figures, told)


@require_POST
def notice_quote(request: WebRequest, notice_id: int) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    form = QuoteForm(request.POST)
    if not form.is_valid():
        warned(request, str(next(iter(form.errors.values()))[0]))
        return go_to(request, "notices:notice_show", notice.pk)
    services.quote_number(actor=request.actor, notice_id=notice.pk, at=timezone.now(), **form.cleaned_data)
    return _done(request, notice, _("已注明出处。"))


@require_POST
def notice_take_over(request: WebRequest, notice_id: int) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    services.take_over(actor=request.actor, notice_id=notice.pk, at=timezone.now())
    return _done(request, notice, _("您已接手拟稿。"))


@require_POST
def notice_step(request: WebRequest, notice_id: int, action: str) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    if action not in _STEPS:
        raise Http404
    form = WordsForm(request.POST, auto_id=f"id_{action}_%s")
    if not form.is_valid():
        context = studio.show(request.actor, notice, words=(action, form))
        return page(request, "notices/notice_show.html", context, status=422)
    _STEPS[action](actor=request.actor, notice_id=notice.pk, at=timezone.now(), words=form.cleaned_data["words"])
    return _done(request, notice, _("已办理。"))


@require_POST
def notice_openness(request: WebRequest, notice_id: int) -> HttpResponse:
    return _by_form(request, notice_id, OpennessForm(request.POST), services.set_openness, _("公开属性已登记。"))


@require_POST
def notice_secrecy(request: WebRequest, notice_id: int) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    services.record_secrecy_check(actor=request.actor, notice_id=notice.pk, at=timezone.now())
    return _done(request, notice, _("保密审查已登记。"))


@require_POST
def notice_number(request: WebRequest, notice_id: int) -> HttpResponse:
    return _by_form(request, notice_id, NumberForm(request.POST), services.enter_number, _("发文字号已登记。"))


@require_POST
def notice_final(request: WebRequest, notice_id: int) -> HttpResponse:
    notice = notice_or_404(request, notice_id)
    form = FinalForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, notice, form)
    services.upload_final(actor=request.actor, notice_id=notice.pk, final=_final(form), at=timezone.now())
    return _done(request, notice, _("定稿已与核对过的文稿比对并留存。"))


@require_POST
def notice_correct(request: WebRequest, notice_id: int) -> HttpResponse:
    form = CorrectForm(request.POST, auto_id="id_correct_%s")
    notice = notice_or_404(request, notice_id)
    if not form.is_valid():
        return _again(request, notice, form)
    correction = services.correct(
        actor=request.actor, notice_id=notice.pk, at=timezone.now(), data_date=form.cleaned_data["data_date"]
    )
    if not notices.changes_anything(correction, notices.catalogue_of(correction)):
        warned(
            request,
            _("截至所选日期，已印发的数据没有变动。更正文字的，请写明更正内容；无需更正的，请撤销这份文稿。"),
        )
        return go_to(request, "notices:notice_show", correction.pk)
    return _done(request, correction, _("已拟出更正通知，列出原数值和更正后的数值。"))


def _by_form(
    request: WebRequest, notice_id: int, form: forms.Form, act: Callable[..., Notice], told: str
) -> HttpResponse:
    """Act with what a form holds, or show it again; go on to the notice that the act returns."""
    notice = notice_or_404(request, notice_id)
    if not form.is_valid():
        return _again(request, notice, form)
    return _done(request, act(actor=request.actor, notice_id=notice.pk, at=timezone.now(), **form.cleaned_data), told)


def _done(request: WebRequest, notice: Notice, told: str) -> HttpResponse:
    said(request, told)
    return go_to(request, "notices:notice_show", notice.pk)


def _final(form: FinalForm) -> UploadedFinal:
    file = form.cleaned_data["file"]
    data = file.read()
    return UploadedFinal(
        name=file.name,
        media_type="application/pdf" if data.startswith(b"%PDF") else "application/octet-stream",
        chunks=[data],
        text=text_of(data),
        compared_by_person=form.cleaned_data["compared_by_person"],
    )


def _again(request: WebRequest, notice: Notice, form: forms.Form) -> HttpResponse:
    context = studio.show(request.actor, notice) | {_PLACES[type(form)]: form}
    return page(request, "notices/notice_show.html", context, status=422)
