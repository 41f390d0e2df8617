"""What the studio shows of a notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from nongcai.domain.notices import permissions, states
from nongcai.domain.notices import queries as notices
from nongcai.domain.notices.states import NoticeAction, NoticeState
from nongcai.foundation.years import day_of
from nongcai.interfaces.papers import composing
from nongcai.interfaces.papers.pdf import font_warnings
from nongcai.interfaces.papers.texts import printed_text
from nongcai.interfaces.web.notices.forms import (
    CorrectForm,
    FinalForm,
    NoticeEditForm,
    NoticeExportForm,
    NoticeRefreshForm,
    NumberForm,
    OpennessForm,
    PurposeForm,
    QuoteForm,
    WordsForm,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django import forms

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.notices.queries import Finding
    from nongcai.domain.organisations.actors import Actor

_ORDER = [
    NoticeState.DRAFTING, NoticeState.PROOFREAD, NoticeState.COUNTERSIGNED, NoticeState.SIGNED, NoticeState.FINALISED,
    NoticeState.PUBLISHED,
]  # fmt: skip
_GROUPS = ("regions", "departments")
_TONES = {"error": "bad", "warning": "warn", "note": "info"}
_TAKEN_BY_A_BUTTON = {NoticeAction.PROOFREAD, NoticeAction.COUNTERSIGN, NoticeAction.SIGN, NoticeAction.PUBLISH}
_WITH_WORDS = _TAKEN_BY_A_BUTTON - {NoticeAction.PUBLISH} | set(states.WITH_A_REASON)
_LABELS = {NoticeAction.SEND_BACK: _lazy("退回拟稿")}


@dataclass(frozen=True)
class Step:
    """A step for `c-steps`."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Button:
    """A step that the reader may take now, with a place for words where the step wants them."""

    label: str
    url: str
    form: WordsForm | None


def show(
    actor: Actor, notice: Notice, *, edit_form: NoticeEditForm | None = None, words: tuple[str, WordsForm] | None = None
) -> dict[str, Any]:
    """Gather what the studio shows; a refused form comes back with its errors."""
    issues, inside = permissions.issues(actor, notice), permissions.reads_inside(actor, notice)
    drafting = issues and notice.state in states.EDITABLE
    possible = permissions.possible_actions(actor, notice)
    return {
        "notice": notice,
        "issues": issues,
        "steps": list(_steps(notice)),
        "history": notices.steps_of(notice) if inside else [],
        **_linked(actor, notice),
        "findings": list(_findings(notice, editing=drafting)) if inside else [],
        "buttons": [_button(notice, action, words) for action in possible if action in _TAKEN_BY_A_BUTTON],
        "returns": [_button(notice, action, words) for action in possible if action in states.WITH_A_REASON],
        **_left_to_others(actor, notice),
        "edit_form": (edit_form or edit_form_of(notice)) if drafting else None,
        "refresh_form": NoticeRefreshForm(initial={"data_date": day_of(timezone.now())}) if drafting else None,
        **_forms(notice),
        "paragraphs": list(_paragraphs(notice)),
        "facts": _facts(notice, inside=inside),
        "font_warnings": _font_warnings(notice) if inside else (),
        "exports": list(_exports(actor, notice, inside=inside)),
        "sealed_form": PurposeForm(auto_id="id_sealed_%s") if notice.final_document_id else None,
    }


def _linked(actor: Actor, notice: Notice) -> dict[str, Any]:
    """Gather the corrections of a notice, and what it corrects itself."""
    seen = notices.notices_visible_to(actor)
    return {
        "corrections": notices.corrections_visible_to(actor, notice) if notice.is_frozen else (),
        "corrected": seen.filter(pk=notice.corrects_id).first() if notice.corrects_id else None,
    }


def edit_form_of(notice: Notice) -> NoticeEditForm:
    """Return the form with the notice's texts."""
    initial = {name: getattr(notice, name) for name in NoticeEditForm.base_fields}
    return NoticeEditForm(initial=initial, is_correction=notice.corrects_id is not None)


def _findings(notice: Notice, *, editing: bool) -> Iterator[tuple[str, Finding, QuoteForm | None]]:
    """Yield what the checker finds: tone, finding, and a form where a source would let a number pass."""
    for number, one in enumerate(notices.check(notice), start=1):
        form = None
        if editing and one.may_be_quoted:
            initial = {"paragraph": one.paragraph, "around": one.around, "said": one.said}
            form = QuoteForm(initial=initial, auto_id=f"id_quote{number}_%s")
        yield _TONES[one.level], one, form


def _forms(notice: Notice) -> dict[str, forms.Form | None]:
    """Return the forms of what may be entered now."""
    unsigned, numbered = (notice.state in several for several in (states.UNSIGNED, states.NUMBERED_IN))
    today = day_of(timezone.now())
    return {
        "openness_form": OpennessForm(initial={"openness": notice.openness}) if unsigned else None,
        "number_form": NumberForm(initial={"number": notice.number}) if numbered else None,
        "final_form": FinalForm() if numbered else None,
        "correct_form": CorrectForm(initial={"data_date": today}, auto_id="id_correct_%s")
        if notice.is_frozen
        else None,
    }


def _left_to_others(actor: Actor, notice: Notice) -> dict[str, Any]:
    """Gather what the reader must leave to others, each reason once, and what only some may do beside the steps."""
    if not permissions.issues(actor, notice):
        return {"obstacles": [], "may_check_secrecy": False, "may_take_over": False}
    checkable = notice.state in states.SECRECY_CHECKED_IN
    deeds = (states.CHECK_SECRECY,) if checkable else ()
    return {
        "obstacles": list(dict.fromkeys(map(str, permissions.obstacles(actor, notice, *deeds)))),
        "may_check_secrecy": checkable and permissions.obstacle(actor, notice, states.CHECK_SECRECY) is None,
        "may_take_over": notice.state in states.EDITABLE and notice.created_by_id is None,
    }


def _exports(actor: Actor, notice: Notice, *, inside: bool) -> Iterator[tuple[str, NoticeExportForm]]:
    """Yield (label, form) of each paper that the reader may take away."""
    parts = [("notice", _("下载印发稿"))]
    addressees = notices.addressees_for(actor, notice)
    if addressees or (inside and notices.paper(notice).internal_attachments):
        parts.append(("internal", _("下载内部附件") if inside else _("下载本单位数据")))
    for part, label in parts:
        initial = {"part": part, "addressee": addressees[0][0] if addressees and not inside else None}
        form = NoticeExportForm(addressees=addressees, initial=initial, auto_id=f"id_{part}_%s")
        if part == "notice" or not addressees:
            del form.fields["addressee"]
        yield label, form


def _font_warnings(notice: Notice) -> tuple[str, ...]:
    return font_warnings(printed_text(composing.content_of(notice)), composing.fonts())


def _steps(notice: Notice) -> Iterator[Step]:
    if notice.state in states.ENDED:
        return
    place = _ORDER.index(NoticeState(notice.state))
    labels = (_("拟稿"), _("核稿"), _("会签"), _("签发"), _("定稿"), _("公开"))
    for number, label in enumerate(labels):
        # The state says what is done; drafting is still under way in it.
        reached = -1 if notice.state in states.EDITABLE else place
        state = "done" if number <= reached else "current" if number == reached + 1 else "next"
        yield Step(label, state)


def _button(notice: Notice, action: str, words: tuple[str, WordsForm] | None) -> Button:
    label = _LABELS.get(NoticeAction(action)) or NoticeAction(action).label
    form = WordsForm(auto_id=f"id_{action}_%s") if action in _WITH_WORDS else None
    if words and words[0] == action:
        form = words[1]
    return Button(str(label), reverse("notices:notice_step", args=[notice.pk, action]), form)


def _paragraphs(notice: Notice) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Yield (heading level, pieces) of the body; a piece is (text, address of the rows behind it)."""
    for block in notices.paper(notice).blocks:
        if isinstance(block, notices.PaperHeading):
            yield block.level, [(block.text, "")]
        elif isinstance(block, notices.PaperParagraph):
            yield 0, [(run.text, _board(run, notice)) for run in block.runs]


def _board(run: notices.PaperRun, notice: Notice) -> str:
    """Return where a figure's rows are: of which group, as of which day, and ranked by what."""
    if not run.target or not run.figure_key:
        return ""
    key = run.figure_key.removeprefix("former.")
    is_former = key != run.figure_key and notice.corrects is not None
    snapshot = notice.corrects.snapshot if is_former and notice.corrects else notice.snapshot
    group, _dot, measure = key.partition(".")
    chosen = {"year": str(notice.year), "as_of": str(snapshot.data_date), "snapshot": str(snapshot.pk)}
    chosen |= {"group": group} if group in _GROUPS else {}
    _leading, ranked, by = measure.partition("leading_by_")
    page = "assessments:ranking_show" if ranked else "assessments:board_show"
    return f"{reverse(page, args=[run.target])}?{urlencode(chosen | ({'by': by} if ranked else {}))}"


def _facts(notice: Notice, *, inside: bool) -> list[tuple[str, Any]]:
    snapshot = notice.snapshot
    facts: list[tuple[str, Any]] = [
        (_("类别"), notice.get_kind_display()),
        (_("状态"), notice.get_state_display()),
        (_("数据截止日期"), snapshot.data_date),
        (_("数据快照"), f"{snapshot.sha256[:16]}…"),
        (_("公开属性"), notice.get_openness_display() or _("未确定")),
        *([(_("保密审查"), notice.secrecy_checked_by or _("未审查"))] if inside else ()),
        (_("发文字号"), notice.number or _("未登记")),
    ]
    if notice.final_sha256:
        facts += [
            (_("定稿摘要"), f"{notice.final_sha256[:16]}…"),
            (_("定稿比对"), notice.get_final_compared_display()),
        ]
    return facts
