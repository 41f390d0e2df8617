"""Writing documents that change organisations, and taking their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nongcai.domain.reorganisations import services
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said, sent, warned
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.reorganisations.forms import ApprovalForm, DocumentForm, LinesForm, ReverseForm
from nongcai.interfaces.web.reorganisations.gates import own_or_404, reorganisation_or_404, require_finance
from nongcai.interfaces.web.reorganisations.views import shown

if TYPE_CHECKING:
    from django import forms

    from nongcai.domain.reorganisations.models import Reorganisation
    from nongcai.interfaces.web.http import WebRequest

SHOW = "reorganisations:reorganisation_show"
PLAIN_STEPS = {
    "check": (services.check, _("已核对，可以办理生效。")),
    "reopen": (services.reopen, _("已退回修改。")),
    "enforce": (services.enforce, _("机构调整已生效。")),
    "discard": (services.discard, _("机构调整单已作废。")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def reorganisation_new(request: WebRequest) -> HttpResponse:
    require_finance(request)
    form = DocumentForm(sent(request), initial={"effective_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        try:
            row = services.draft(actor=request.actor, told=form.told(), at=timezone.now())
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("机构调整单已拟定，请填写调整事项并上传批准文件。"))
            return go_to(request, SHOW, row.pk)
    return _written(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def reorganisation_edit(request: WebRequest, reorganisation_id: int) -> HttpResponse:
    row = own_or_404(request, reorganisation_id)
    initial = {name: getattr(row, name) for name in ("title", "approval", "effective_on")}
    form = DocumentForm(sent(request), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            services.edit(actor=request.actor, reorganisation_id=row.pk, told=form.told())
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已保存。"))
            return go_to(request, SHOW, row.pk)
    return _written(request, form, row)


@require_POST
def line_add(request: WebRequest, reorganisation_id: int) -> HttpResponse:
    row = reorganisation_or_404(request, reorganisation_id)
    form = LinesForm(request.POST)
    if form.is_valid():
        try:
            added = services.add_lines(
                actor=request.actor,
                reorganisation_id=row.pk,
                kind=form.cleaned_data["kind"],
                rows=form.lines,
                moves_people=form.cleaned_data["moves_people"],
            )
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已增加%d项，请核对下方所涉人员、填报和关系。") % len(added))
            return go_to(request, SHOW, row.pk)
    return _shown_again(request, row, lines_form=form)


@require_POST
def line_remove(request: WebRequest, reorganisation_id: int, line_id: int) -> HttpResponse:
    row = reorganisation_or_404(request, reorganisation_id)
    services.remove_line(actor=request.actor, reorganisation_id=row.pk, line_id=line_id)
    said(request, _("已删去一项。"))
    return go_to(request, SHOW, row.pk)


@require_POST
def person_place(request: WebRequest, reorganisation_id: int, line_id: int, membership_id: int) -> HttpResponse:
    row = reorganisation_or_404(request, reorganisation_id)
    services.place_person(
        actor=request.actor,
        reorganisation_id=row.pk,
        line_id=line_id,
        membership_id=membership_id,
        goes_along=request.POST.get("goes_along") == "yes",
    )
    said(request, _("人员安排已修改。"))
    return go_to(request, SHOW, row.pk)


@require_POST
def approval_upload(request: WebRequest, reorganisation_id: int) -> HttpResponse:
    row = reorganisation_or_404(request, reorganisation_id)
    form = ApprovalForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown_again(request, row, approval_form=form)
    file = form.cleaned_data["file"]
    services.upload_approval(
        actor=request.actor,
        reorganisation_id=row.pk,
        name=file.name,
        media_type=file.content_type or "application/octet-stream",
        chunks=file.chunks(),
        at=timezone.now(),
    )
    said(request, _("批准文件已上传。"))
    return go_to(request, SHOW, row.pk)


@require_POST
def reorganisation_step(request: WebRequest, reorganisation_id: int, action: str) -> HttpResponse:
    row = reorganisation_or_404(request, reorganisation_id)
    if action == "reverse":
        return _reversed(request, row)
    if action not in PLAIN_STEPS:
        raise Http404
    take, words = PLAIN_STEPS[action]
    take(actor=request.actor, reorganisation_id=row.pk, at=timezone.now())
    said(request, words)
    return go_to(request, SHOW, row.pk)


def _reversed(request: WebRequest, row: Reorganisation) -> HttpResponse:
    form = ReverseForm(request.POST)
    if not form.is_valid():
        warned(request, _("请填写撤回理由。"))
        return go_to(request, SHOW, row.pk)
    services.reverse(actor=request.actor, reorganisation_id=row.pk, words=form.cleaned_data["words"], at=timezone.now())
    said(request, _("机构调整已撤回，隶属关系、人员和待办已恢复原状。"))
    return go_to(request, SHOW, row.pk)


def _written(request: WebRequest, form: DocumentForm, row: Reorganisation | None = None) -> HttpResponse:
    context = {"form": form, "reorganisation": row}
    status = 422 if form.errors else 200
    return page(request, "reorganisations/reorganisation_edit.html", context, status=status)


def _shown_again(request: WebRequest, row: Reorganisation, **typed: forms.Form) -> HttpResponse:
    return page(request, "reorganisations/reorganisation_show.html", shown(request, row, **typed), status=422)
