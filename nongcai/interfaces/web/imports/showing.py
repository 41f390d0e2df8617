"""What the page of a run shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nongcai.domain.imports import queries as imports
from nongcai.domain.imports.states import RUN_MACHINE, STEPS_DONE
from nongcai.domain.organisations import permissions
from nongcai.interfaces.web.imports.forms import AnswerForm, ProblemFilterForm
from nongcai.interfaces.web.templatetags.shell import moment

if TYPE_CHECKING:
    from nongcai.domain.imports.models import ImportRun, ImportSheet, Question
    from nongcai.interfaces.web.http import WebRequest

SHOWN_PROBLEMS, SHOWN_CHANGES = 200, 20
_ROWS = {
    "new": gettext_lazy("新增%d行"),
    "changed": gettext_lazy("变更%d行"),
    "unchanged": gettext_lazy("无变化%d行"),
    "duplicate": gettext_lazy("重复%d行"),
    "older": gettext_lazy("早于现有%d行"),
    "held": gettext_lazy("保留现有%d行"),
    "waiting": gettext_lazy("暂缓%d行"),
    "wrong": gettext_lazy("有误未导入%d行"),
}
_ALWAYS = {"new", "changed", "unchanged", "wrong", "waiting"}


def questions_of(run: ImportRun) -> tuple[list[Question], list[Question]]:
    """Return the questions that are open, and those that were answered and can be answered anew."""
    if not run.can_be_loaded:
        return [], []
    return list(imports.open_questions(run)), list(imports.answered_questions(run))


def run_page(
    request: WebRequest, run: ImportRun, form: AnswerForm | None = None, again: AnswerForm | None = None
) -> dict[str, Any]:
    """Gather the steps, sheets, questions and problems of a run."""
    sheets = list(imports.sheets_of(run))
    acts = RUN_MACHINE.actions(run.state, request.actor.role) if permissions.is_finance(request.actor) else []
    questions, answered = questions_of(run)
    may_answer = "check" in acts
    return {
        "run": run,
        "busy": run.is_busy,
        "files": imports.files_of(run.pk),
        "sheets": sheets,
        "acts": acts,
        "steps": _steps(run),
        "questions": questions,
        "form": form or (AnswerForm(questions) if questions and may_answer else None),
        "answered": answered,
        "again": again or (AnswerForm(answered) if answered and may_answer else None),
        "certain": sum(1 for question in questions if question.is_certain and question.proposal),
        "has_rows": "load" in acts and imports.has_rows_to_load(run),
        "items": len(imports.items_of(run)) if run.loaded_at else 0,
        "result": _result(sheets) if run.loaded_at else "",
        **_foretold(request, run, sheets),
        **_problems(request, run, sheets),
    }


def _result(sheets: list[ImportSheet]) -> str:
    """Say in one line what became of the rows."""
    sums = {name: sum(getattr(sheet, name) for sheet in sheets) for name in _ROWS}
    return _("，").join(label % sums[name] for name, label in _ROWS.items() if sums[name] or name in _ALWAYS)


def _foretold(request: WebRequest, run: ImportRun, sheets: list[ImportSheet]) -> dict[str, Any]:
    """Gather what loading would change and leave open."""
    if not run.can_be_loaded:
        return {}
    changed = sum(sheet.changed for sheet in sheets)
    return {
        "is_pending": True,
        "foretold": imports.foretold(run),
        "backward": imports.backward_orders(run).count(),
        "changed": imports.changed_rows(run, request.actor.path, SHOWN_CHANGES) if changed else [],
        "changed_total": changed,
    }


def _problems(request: WebRequest, run: ImportRun, sheets: list[ImportSheet]) -> dict[str, Any]:
    if run.is_busy:
        return {}
    filter_form = ProblemFilterForm(request.GET, sheets)
    everything = imports.problems_of(run)
    chosen = everything.filter(**filter_form.chosen)
    count = chosen.count()
    return {
        "filter": filter_form,
        "problems": chosen[:SHOWN_PROBLEMS],
        "problem_count": count,
        "more_problems": max(count - SHOWN_PROBLEMS, 0),
        "has_problems": bool(count) or everything.exists(),
    }


def _steps(run: ImportRun) -> list[dict[str, str]]:
    done = STEPS_DONE.get(run.state, 0)
    notes = (run.created_at, run.checked_at, None, run.loaded_at)
    labels = (_("接收"), _("核对"), _("确认"), _("导入"))
    return [
        {
            "label": label,
            "state": "done" if place < done else "current" if place == done else "waiting",
            "note": moment(noted) if noted and place < done else "",
        }
        for place, (label, noted) in enumerate(zip(labels, notes, strict=True))
    ]
