"""Questions to the platform: asking, the list, one of them, its steps and files."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.documents import queries as documents
from nongcai.domain.support import permissions, queries, services
from nongcai.domain.support.states import QuestionAction
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.support.forms import QuestionForm, StepForm
from nongcai.interfaces.web.support.gates import question_or_404

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from nongcai.domain.documents.models import Document
    from nongcai.domain.support.models import Question
    from nongcai.interfaces.web.http import WebRequest

ROWS = 30
NOTHING_ELSE = "default-src 'none'; sandbox"


@require_safe
def question_list(request: WebRequest) -> HttpResponse:
    found = Paginator(queries.questions_visible_to(request.actor), ROWS).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "page": found,
        "rows": [(one, one.due_on is not None and one.due_on < today) for one in found],
        "answers": permissions.watches(request.actor),
    }
    return page(request, "support/question_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: WebRequest) -> HttpResponse:
    form = QuestionForm(sent(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            made = services.ask(actor=request.actor, told=form.told(), at=timezone.now())
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已提交，平台答复后会发消息通知您。"))
            return go_to(request, "support:question_show", made.pk)
    return page(request, "support/question_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def question_show(request: WebRequest, question_id: int) -> HttpResponse:
    return page(request, "support/question_show.html", _shown(request, question_or_404(request, question_id)))


@require_POST
def question_step(request: WebRequest, question_id: int, action: str) -> HttpResponse:
    question = question_or_404(request, question_id)
    if action not in QuestionAction.values:
        raise Http404
    permissions.require_act_in(request.actor, question, QuestionAction(action))
    form = StepForm(action, request.POST, request.FILES)
    if form.is_valid():
        told = {"action": form.action, "words": form.cleaned_data["words"], "files": form.files_told()}
        try:
            services.step_question(actor=request.actor, question_id=question_id, **told, at=timezone.now())
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已办理：%s。") % form.action.label)
            return go_to(request, "support:question_show", question_id)
    return page(request, "support/question_show.html", _shown(request, question, form), status=422)


@require_safe
def question_file(request: WebRequest, question_id: int, step: int, file_id: UUID) -> FileResponse:
    question = question_or_404(request, question_id)
    rows = documents.documents_of(f"question:{question.pk}:{step}").filter(deleted_at=None)
    file = get_object_or_404(rows, pk=file_id)
    response = FileResponse(BytesIO(file.path.read_bytes()), filename=file.name, content_type=file.media_type)
    response["Content-Security-Policy"] = NOTHING_ELSE
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _shown(request: WebRequest, question: Question, typed: StepForm | None = None) -> dict[str, Any]:
    steps = list(queries.question_steps(question))
    files: dict[str, list[Document]] = {}
    for file in documents.documents_of_any([one.owner for one in steps]).filter(deleted_at=None):
        files.setdefault(file.owner, []).append(file)
    acts = permissions.acts_in(request.actor, question)
    return {
        "question": question,
        "steps": [(one, files.get(one.owner, [])) for one in steps],
        "forms": [typed if typed and typed.action == act else StepForm(act) for act in acts],
        "is_late": question.due_on is not None and question.due_on < timezone.localdate(),
    }
