"""The shape of what a clerk brings and answers."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nongcai.interfaces.sheets.refusals import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

    from nongcai.domain.imports.models import ImportSheet, Question

ACCEPTED = (".xlsx", ".xls", ".csv")
_FEW = 4
_LEVELS = (("", gettext_lazy("全部")), ("error", gettext_lazy("有误")), ("warning", gettext_lazy("提示")))


class FilesInput(forms.FileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each with a name that we can read."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Check each file by itself."""
        files = data if isinstance(data, list | tuple) else [data]
        return [self._one(super(FilesField, self).clean(file, initial)) for file in files]

    def _one(self, file: UploadedFile[Any]) -> UploadedFile[Any]:
        name = str(file.name)
        if PurePath(name).suffix.lower() not in ACCEPTED:
            raise forms.ValidationError(_("“%s”不是xlsx、xls或csv文件，请另存为xlsx后再上传。") % name)
        if (file.size or 0) > LIMITS.file_bytes:
            limit = LIMITS.file_bytes // 1_000_000
            raise forms.ValidationError(
                _("“%(name)s”超过%(limit)d兆，请按季度或月份分批导出后再上传。") % {"name": name, "limit": limit}
            )
        return file


class RunNewForm(forms.Form):
    """The files of a run."""

    originals = FilesField(
        label=gettext_lazy("选择文件"),
        help_text=gettext_lazy("可同时选择多个文件。"),
        widget=FilesInput(attrs={"multiple": True, "accept": ",".join(ACCEPTED)}),
        error_messages={
            "required": gettext_lazy("请至少选择一个文件。"),
            "empty": gettext_lazy("所选文件中有空文件，请重新导出后再上传。"),
        },
    )


class AnswerForm(forms.Form):
    """Questions of a run; a blank one stays as it is. Answers given before and certain proposals are filled in."""

    def __init__(self, questions: Iterable[Question], data: Any = None) -> None:
        super().__init__(data)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[name_of(question)] = _field(question)

    @property
    def answers(self) -> dict[int, str]:
        """The answers given, by question."""
        return {one.pk: self.cleaned_data[name_of(one)] for one in self.questions if self.cleaned_data[name_of(one)]}

    def clean(self) -> dict[str, Any]:
        """Want one answer at least."""
        if not any(self.cleaned_data.values()) and not self.errors:
            raise forms.ValidationError(_("请至少回答一项。"))
        return self.cleaned_data


class ReopenForm(forms.Form):
    """Why a settled matter waits again."""

    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=200,
        error_messages={"required": gettext_lazy("请填写理由，以便日后核查。")},
    )


class ReviseForm(ReopenForm):
    """The unit that is meant instead, and why."""

    unit_id = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("请选择改判到哪个单位。"),
            "invalid": gettext_lazy("请选择改判到哪个单位。"),
        },
    )


class ProblemFilterForm(forms.Form):
    """Which problems to list."""

    sheet = forms.TypedChoiceField(label=gettext_lazy("工作表"), required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(label=gettext_lazy("程度"), required=False, choices=_LEVELS)

    def __init__(self, data: Any, sheets: Iterable[ImportSheet]) -> None:
        super().__init__(data)
        names = [(sheet.pk, " ".join((sheet.file_name, sheet.sheet_name)).strip()) for sheet in sheets]
        self.fields["sheet"].choices = [("", _("全部")), *names]  # type: ignore[attr-defined]  # a choice field

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen and can be."""
        self.is_valid()
        wanted = {"sheet": self.cleaned_data.get("sheet"), "level": self.cleaned_data.get("level")}
        return {name: value for name, value in wanted.items() if value}


def name_of(question: Question) -> str:
    """Return the name of a question's field."""
    return f"question-{question.pk}"


def _field(question: Question) -> forms.Field:
    certain = question.proposal if question.is_certain else ""
    initial = question.answer or certain
    common: dict[str, Any] = {"label": question.prompt, "required": False, "initial": initial}
    if question.options:
        few = len(question.options) <= _FEW
        choices = [(value, _shown(question, value, label)) for value, label in question.options]
        blank = [("", _("暂不回答"))]
        return forms.ChoiceField(
            choices=[*choices, *blank] if few else [*blank, *choices],
            widget=forms.RadioSelect() if few else forms.Select(),
            **common,
        )
    if question.kind == "exported_at":
        common["initial"] = (question.answer or question.proposal).replace(" ", "T")
        return forms.CharField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}), max_length=16, **common)
    return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric"}), max_length=200, **common)


def _shown(question: Question, value: str, label: str) -> str:
    if value == question.proposal and not question.is_certain:
        return _("%s（建议，请核对）") % label
    return label
