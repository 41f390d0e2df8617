"""What counties and the platform do with an application; what does not fit shows again on the supplier's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers import services
from nongcai.domain.suppliers.rules import chosen
from nongcai.domain.suppliers.services import Scan
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.forms import (
    AnswerForm,
    CauseForm,
    CheckForm,
    LetterForm,
    ManyForm,
    ObjectionForm,
    PublicityForm,
    ReturnForm,
    WordsForm,
)
from nongcai.interfaces.web.suppliers.gates import application_or_404, require_reviewer, supplier_or_404
from nongcai.interfaces.web.suppliers.showing import show
from nongcai.interfaces.web.suppliers.views import shown_waiting

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from nongcai.domain.suppliers.models import Supplier
    from nongcai.interfaces.web.http import WebRequest


@dataclass(frozen=True)
class Act:
    """An act: its form, by which name the page knows that, what does it, and what is said when it is done."""

    name: str
    form: type[forms.Form]
    service: Any
    done: StrOrPromise


PASS = Act("pass_form", WordsForm, services.pass_on, _("已审核通过。"))
PUBLICISE = Act("publicity_form", PublicityForm, services.publicise, _("已登记公示。"))
RECOMMEND = Act("letter_form", LetterForm, services.recommend, _("已推荐，等待平台审核。"))
ADMIT = Act("pass_form", WordsForm, services.admit, _("已审核通过，准予入驻。"))
RETURN = Act("return_form", ReturnForm, services.send_back, _("已退回修改。"))
RECALL = Act("recall_form", CauseForm, services.recall, _("已撤销推荐。"))
OBJECT = Act("objection_form", ObjectionForm, services.enter_objection, _("异议已登记。"))
ANSWER = Act("answer_form", AnswerForm, services.answer_objection, _("处理结果已登记。"))
CHECK = Act("check_form", CheckForm, services.check_credit, _("查询结果已登记。"))


@require_POST
def application_pass(request: WebRequest, application_id: int) -> HttpResponse:
    return _on_application(request, application_id, PASS)


@require_POST
def application_publicise(request: WebRequest, application_id: int) -> HttpResponse:
    return _on_application(request, application_id, PUBLICISE)


@require_POST
def application_recommend(request: WebRequest, application_id: int) -> HttpResponse:
    return _on_application(request, application_id, RECOMMEND)


@require_POST
def application_recommend_many(request: WebRequest) -> HttpResponse:
    require_reviewer(request)
    form = ManyForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            count = services.recommend_many(
                actor=request.actor,
                versions=chosen(request.POST.getlist("chosen")),
                letter=Scan(file.name or "", file.read()),
                at=timezone.now(),
            )
        except (ConflictError, InvalidError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已推荐%d家供应商，等待平台审核。") % count)
            return go_to(request, "suppliers:application_list")
    return shown_waiting(request, form, status=422)


@require_POST
def application_admit(request: WebRequest, application_id: int) -> HttpResponse:
    return _on_application(request, application_id, ADMIT)


@require_POST
def application_return(request: WebRequest, application_id: int) -> HttpResponse:
    return _on_application(request, application_id, RETURN)


@require_POST
def application_recall(request: WebRequest, application_id: int) -> HttpResponse:
    return _on_application(request, application_id, RECALL)


@require_POST
def objection_enter(request: WebRequest, application_id: int) -> HttpResponse:
    return _on_application(request, application_id, OBJECT)


@require_POST
def objection_answer(request: WebRequest, objection_id: int) -> HttpResponse:
    require_reviewer(request)
    row = get_object_or_404(suppliers.objections_visible_to(request.actor), pk=objection_id)
    return _done(request, row.application.supplier, ANSWER, objection_id=objection_id)


@require_POST
def check_enter(request: WebRequest, supplier_id: int) -> HttpResponse:
    require_reviewer(request)
    return _done(request, supplier_or_404(request, supplier_id), CHECK, supplier_id=supplier_id)


def _on_application(request: WebRequest, application_id: int, act: Act) -> HttpResponse:
    require_reviewer(request)
    supplier = application_or_404(request, application_id).supplier
    return _done(request, supplier, act, application_id=application_id)


def _done(request: WebRequest, supplier: Supplier, act: Act, **which: int) -> HttpResponse:
    form = act.form(request.POST, request.FILES)
    if form.is_valid():
        told = dict(form.cleaned_data)
        if "file" in told:
            file = told.pop("file")
            told["letter"] = Scan(file.name or "", file.read())
        try:
            act.service(actor=request.actor, **which, **told, at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, str(act.done))
            return go_to(request, "suppliers:supplier_show", supplier.pk)
    context = show(request.actor, supplier, timezone.localdate(), **{act.name: form})
    return page(request, "suppliers/supplier_show.html", context, status=422)
