"""What a bureau once answered and its next imports follow: seen with who and when, forgotten or answered anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.imports import queries as imports
from nongcai.domain.imports import services
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.sheets.kinds import SPECS
from nongcai.interfaces.sheets.questions import WAN, YUAN, column_choices
from nongcai.interfaces.web.http import go_to, page, said, warned
from nongcai.interfaces.web.imports.gates import for_readers

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.imports.models import Decision
    from nongcai.interfaces.web.http import WebRequest

DECISIONS = 30


@dataclass(frozen=True)
class Remembered:
    """A remembered answer in words; `choices` are what else it may be, none where it is about a unit."""

    decision: Decision
    kind: str
    about: str
    answer: str
    choices: list[tuple[str, str]]


@require_safe
@for_readers
def run_answers(request: WebRequest) -> HttpResponse:
    found = Paginator(imports.decisions_visible_to(request.actor), DECISIONS).get_page(request.GET.get("page"))
    names = organisations.names_of({int(one.answer) for one in found if one.answer.isdecimal()})
    context = {
        "page": found,
        "rows": [_row(decision, names) for decision in found],
        "may_act": permissions.is_finance(request.actor),
    }
    return page(request, "imports/run_answers.html", context)


@require_POST
@for_readers
def run_answers_change(request: WebRequest, decision_id: int) -> HttpResponse:
    decision = get_object_or_404(imports.decisions_visible_to(request.actor), pk=decision_id)
    now, answer = timezone.now(), request.POST.get("answer", "")
    if "forget" in request.POST:
        services.forget_decision(actor=request.actor, decision_id=decision.pk, at=now)
        said(request, _("已删除该答复，下次导入遇到时会重新询问。"))
    elif answer in dict(_choices(decision)):
        services.decide_anew(actor=request.actor, decision_id=decision.pk, text=answer, at=now)
        said(request, _("已更改，今后导入时按此办理；已导入的数据不变。"))
    else:
        warned(request, _("没有更改：请先选择新的答复。"))
    return go_to(request, "imports:run_answers")


def _row(decision: Decision, names: dict[int, str]) -> Remembered:
    choices = _choices(decision)
    if choices:
        _kind, spec, about = decision.key.split(":", 2)
        title = SPECS[spec].title if spec in SPECS else spec
        label = dict(choices).get(decision.answer, decision.answer)
        return Remembered(decision, decision.get_kind_display(), f"{title}：{about}", label, choices)
    is_unit = decision.answer.isdecimal()
    answer = names.get(int(decision.answer), "") if is_unit else _("另一单位，新列入名录")
    return Remembered(decision, decision.get_kind_display(), decision.key, answer, [])


def _choices(decision: Decision) -> list[tuple[str, str]]:
    """Return what a column or an amount may be said to be."""
    if decision.kind == "amount_unit":
        return [(YUAN, _("元")), (WAN, _("万元"))]
    spec = SPECS.get(decision.key.split(":")[1]) if decision.kind == "column" else None
    return list(column_choices(spec.columns, is_unit_open=":" in decision.answer)) if spec else []
