"""Runs: brought, answered, loaded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.imports import queries as imports
from nongcai.domain.imports import services
from nongcai.domain.imports.services import ReceivedFile
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.sheets.kinds import SPECS
from nongcai.interfaces.web.http import go_to, page, said, warned
from nongcai.interfaces.web.imports import workbooks
from nongcai.interfaces.web.imports.forms import AnswerForm, RunNewForm, name_of
from nongcai.interfaces.web.imports.gates import for_finance, for_readers, run_or_404
from nongcai.interfaces.web.imports.showing import questions_of, run_page
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from nongcai.interfaces.web.http import WebRequest

RUNS = 20
LOADINGS = {"good", "all", "rest"}


@require_safe
@for_readers
def run_list(request: WebRequest) -> HttpResponse:
    runs = Paginator(imports.runs_visible_to(request.actor), RUNS)
    return page(request, "imports/run_list.html", {"page": runs.get_page(request.GET.get("page"))})


@require_http_methods(["GET", "HEAD", "POST"])
@for_finance
def run_new(request: WebRequest) -> HttpResponse:
    is_post = request.method == "POST"
    form = RunNewForm(request.POST, request.FILES) if is_post else RunNewForm()
    if form.is_valid():
        at = timezone.now()
        files = [
            ReceivedFile(file.name, file.content_type or "", file.chunks()) for file in form.cleaned_data["originals"]
        ]
        until = at + timedelta(days=settings.ORIGINALS_KEPT_DAYS)
        run = services.receive(actor=request.actor, files=files, at=at, originals_until=until, queued=True)
        return go_to(request, "imports:run_detail", run.pk)
    context = {"form": form, "kinds": SPECS.values(), "kept_days": settings.ORIGINALS_KEPT_DAYS}
    return page(request, "imports/run_new.html", context, status=422 if form.errors else 200)


@require_safe
@for_readers
def run_detail(request: WebRequest, run_id: int) -> HttpResponse:
    run = run_or_404(request, run_id)
    return page(request, "imports/run_detail.html", run_page(request, run))


@require_POST
@for_readers
def run_answer(request: WebRequest, run_id: int) -> HttpResponse:
    run = run_or_404(request, run_id)
    questions, answered = questions_of(run)
    # One page carries two forms: what is open, and what is to be answered anew.
    is_again = any(name_of(question) in request.POST for question in answered)
    form = AnswerForm(answered if is_again else questions, request.POST)
    if form.is_valid():
        try:
            services.answer(actor=request.actor, run_id=run.pk, answers=form.answers, at=timezone.now())
            return go_to(request, "imports:run_detail", run.pk)
        except InvalidError as refusal:
            into_form(form, refusal)
    shown = run_page(request, run, again=form) if is_again else run_page(request, run, form)
    return page(request, "imports/run_detail.html", shown, status=422)


@require_POST
@for_readers
def run_accept(request: WebRequest, run_id: int) -> HttpResponse:
    run = run_or_404(request, run_id)
    count = services.accept_certain(actor=request.actor, run_id=run.pk, at=timezone.now(), queued=True)
    if count:
        said(request, _("已采纳%d项建议，正在重新核对。") % count)
    else:
        warned(request, _("没有可直接采纳的建议，请逐项回答。"))
    return go_to(request, "imports:run_detail", run.pk)


@require_POST
@for_readers
def run_check(request: WebRequest, run_id: int) -> HttpResponse:
    run = run_or_404(request, run_id)
    services.start_check(actor=request.actor, run_id=run.pk, at=timezone.now())
    return go_to(request, "imports:run_detail", run.pk)


@require_POST
@for_readers
def run_load(request: WebRequest, run_id: int) -> HttpResponse:
    run = run_or_404(request, run_id)
    how = request.POST.get("how")
    if how not in LOADINGS:
        warned(request, _("没有导入：请选择“导入正确的行”或“全部正确才导入”。"))
        return go_to(request, "imports:run_detail", run.pk)
    services.start_load(
        actor=request.actor, run_id=run.pk, all_or_nothing=how == "all", partly=how == "rest", at=timezone.now()
    )
    return go_to(request, "imports:run_detail", run.pk)


@require_POST
@for_readers
def run_discard(request: WebRequest, run_id: int) -> HttpResponse:
    run = run_or_404(request, run_id)
    services.discard(actor=request.actor, run_id=run.pk, at=timezone.now())
    said(request, _("已放弃该批次，没有导入任何数据。"))
    return go_to(request, "imports:run_list")


@require_POST
@for_readers
def run_rejects(request: WebRequest, run_id: int, sheet_id: int) -> FileResponse:
    run = run_or_404(request, run_id)
    return workbooks.rejects(request, run, get_object_or_404(imports.sheets_of(run), pk=sheet_id))


@require_safe
@for_readers
def template_download(request: WebRequest, kind: str) -> FileResponse:  # noqa: ARG001  a view is given its request
    return workbooks.template(kind)
