"""Letters of reminder (提示函): drafted from what lags, signed, numbered, issued, signed for by the addressee."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.organisations import permissions as organisation_permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.urging import permissions, services
from nongcai.domain.urging import queries as urging
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.papers import composing
from nongcai.interfaces.papers.files import MEDIA_TYPES, paper_file
from nongcai.interfaces.web.http import go_to, page, said, sent, warned
from nongcai.interfaces.web.programmes.gates import require_finance
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.urging.letter_forms import (
    LetterEditForm,
    LetterFinalForm,
    LetterNewForm,
    LetterNumberForm,
    NoticeNumberForm,
    ToldForm,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from nongcai.domain.urging.models import Letter
    from nongcai.interfaces.web.http import WebRequest

SHOW = "urging:letter_show"
ROWS = 30
PLAIN_STEPS = {
    "sign": (services.sign_letter, _("提示函已签发，请登记发文字号。")),
    "give_back": (services.give_back_letter, _("已退回修改，改好后由有签发权、未参与拟稿和修改的人员签发。")),
    "issue": (services.issue_letter, _("提示函已印发，收函单位将在工作台看到并签收。")),
    "receive": (services.receive_letter, _("已签收。")),
    "discard": (services.discard_letter, _("提示函已作废。")),
}


@require_safe
def letter_list(request: WebRequest) -> HttpResponse:
    rows = Paginator(urging.letters_visible_to(request.actor), ROWS)
    context = {
        "page": rows.get_page(request.GET.get("page")),
        "may_draft": organisation_permissions.is_finance(request.actor),
    }
    return page(request, "urging/letter_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_new(request: WebRequest, year: int) -> HttpResponse:
    require_finance(request)
    found = urging.addressees(organisations.node(request.actor.organisation_id), year)
    form = LetterNewForm(sent(request), addressees=found, initial={"addressee": request.GET.get("addressee")})
    if form.is_bound and form.is_valid():
        try:
            letter = services.draft_letter(actor=request.actor, year=year, at=timezone.now(), **form.told())
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("提示函已拟稿，请核对正文和名单；有签发权的其他人员可在工作台看到并签发。"))
            return go_to(request, SHOW, letter.pk)
    context = {
        "form": form,
        "year": year,
        "ready": any(not one.uncalled for one in found),
        "rows": [one for one in found if one.uncalled],
    }
    return page(request, "urging/letter_new.html", context, status=422 if form.errors else 200)


@require_safe
def letter_show(request: WebRequest, letter_id: int) -> HttpResponse:
    return _shown(request, _letter(request, letter_id))


@require_POST
def letter_edit(request: WebRequest, letter_id: int) -> HttpResponse:
    form = LetterEditForm(request.POST)
    done = _("已保存。")
    act = partial(services.edit_letter, at=timezone.now())
    return _typed(request, letter_id, act, edit_form=form, done=done)


@require_POST
def letter_number(request: WebRequest, letter_id: int) -> HttpResponse:
    form = LetterNumberForm(request.POST)
    act = partial(services.number_letter, at=timezone.now())
    done = _("发文字号已登记，可以印发；用印后的定稿可在此上传。")
    return _typed(request, letter_id, act, number_form=form, done=done)


@require_POST
def letter_name(request: WebRequest, letter_id: int) -> HttpResponse:
    form = NoticeNumberForm(request.POST)
    act = partial(services.note_notice, at=timezone.now())
    return _typed(request, letter_id, act, notice_form=form, done=_("已登记列入通报。"))


@require_POST
def letter_step(request: WebRequest, letter_id: int, action: str) -> HttpResponse:
    letter = _letter(request, letter_id)
    if action not in PLAIN_STEPS:
        raise Http404
    take, words = PLAIN_STEPS[action]
    take(actor=request.actor, letter_id=letter.pk, at=timezone.now())
    said(request, words)
    return go_to(request, SHOW, letter.pk)


@require_safe
def letter_paper(request: WebRequest, letter_id: int, form: str) -> FileResponse:
    letter = _letter(request, letter_id)
    if form not in MEDIA_TYPES:
        raise Http404
    made = paper_file(composing.letter_content_of(letter), form)
    return FileResponse(BytesIO(made.data), as_attachment=True, filename=made.name, content_type=made.media_type)


@require_POST
def letter_final_upload(request: WebRequest, letter_id: int) -> HttpResponse:
    letter = _letter(request, letter_id)
    form = LetterFinalForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, letter, final_form=form)
    file = form.cleaned_data["file"]
    services.upload_letter_final(
        actor=request.actor,
        letter_id=letter.pk,
        name=file.name,
        media_type=file.content_type or "application/octet-stream",
        chunks=file.chunks(),
        at=timezone.now(),
    )
    said(request, _("定稿已上传。"))
    return go_to(request, SHOW, letter.pk)


@require_safe
def letter_final(request: WebRequest, letter_id: int, document_id: UUID) -> FileResponse:
    document = get_object_or_404(urging.finals_of(_letter(request, letter_id)), pk=document_id)
    return FileResponse(BytesIO(document.path.read_bytes()), as_attachment=True, filename=document.name)


def _letter(request: WebRequest, letter_id: int) -> Letter:
    return get_object_or_404(urging.letters_visible_to(request.actor), pk=letter_id)


def _typed(
    request: WebRequest, letter_id: int, act: Callable[..., object], *, done: str, **typed: ToldForm
) -> HttpResponse:
    letter = _letter(request, letter_id)
    [form] = typed.values()
    if form.is_valid():
        try:
            act(actor=request.actor, letter_id=letter.pk, **form.told())
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, done)
            return go_to(request, SHOW, letter.pk)
    return _shown(request, letter, **typed)


def _shown(request: WebRequest, letter: Letter, **typed: forms.Form) -> HttpResponse:
    fonts = composing.fonts()
    if not fonts.usable:
        warned(request, _("没有找到中文字体，暂不能生成PDF，可下载DOCX。"))
    blank = {
        "edit_form": LetterEditForm(initial={name: getattr(letter, name) for name in ("title", "text", "contact")}),
        "number_form": LetterNumberForm(initial={"dated_on": timezone.localdate()}),
        "notice_form": NoticeNumberForm(),
        "final_form": LetterFinalForm(),
    }
    deeds = permissions.possible_letter_actions(request.actor, letter)
    context = {
        "letter": letter,
        "settled": urging.settled_since(letter) if {"discard", "name"} & set(deeds) else [],
        "content": composing.letter_content_of(letter),
        "steps": letter.steps.order_by("id"),
        "finals": urging.finals_of(letter),
        "deeds": deeds,
        "may_write": permissions.may_write_letter(request.actor, letter),
        "may_upload": permissions.may_upload_final(request.actor, letter),
        **blank,
        **typed,
    }
    return page(request, "urging/letter_show.html", context, status=422 if typed else 200)
