"""The shape of what is decided on filings, and of what lists of them are filtered by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.shares.services import Decision
from nongcai.domain.shares.states import DECISIONS, DECISIONS_ON_MANY, FilingAction, Flag, Reason
from nongcai.interfaces.web.assessments.forms import YearForm
from nongcai.interfaces.web.shares.words import MENDED, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import QueryDict

_WORDS = forms.Textarea(attrs={"rows": 2})


class ReturnForm(forms.Form):
    """Why a filing is sent back, and what is to be mended."""

    reason = forms.ChoiceField(label=_("退回原因"), choices=[("", _("请选择")), *Reason.choices], required=False)
    words = forms.CharField(label=_("退回意见"), max_length=500, required=False, widget=_WORDS)
    fields_named = forms.MultipleChoiceField(
        label=_("需修改的项目"),
        required=False,
        choices=list(MENDED.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    ground = forms.CharField(
        label=_("通过理由"),
        max_length=500,
        required=False,
        widget=_WORDS,
        help_text=_("标有“数据异常”的，核实后写明为何可以通过；记入办理记录。"),
    )

    def decision(self, action: str, filings: Sequence[tuple[int, int]]) -> Decision:
        """Return what is decided on filings as they were seen."""
        if action != FilingAction.SEND_BACK:
            return Decision(action, filings, self.cleaned_data["ground"])
        typed = self.cleaned_data
        return Decision(action, filings, typed["words"], typed["reason"], typed["fields_named"])


class DecideForm(ReturnForm):
    """A decision on one filing."""

    action = forms.ChoiceField(choices=[(action.value, action.label) for action in DECISIONS])
    version = forms.IntegerField(min_value=1)


class ReportYearForm(forms.Form):
    """Of which year sums are handed up."""

    year = forms.IntegerField(min_value=2019, max_value=2100)


class ReportReturnForm(forms.Form):
    """Why a region's sums are sent back."""

    words = forms.CharField(label=_("退回原因"), max_length=500, widget=_WORDS)


class InboxFilterForm(YearForm):
    """What a reviewer looks for."""

    flag = forms.ChoiceField(label=_("提示"), required=False, choices=[("", _("全部")), *Flag.choices])
    q = forms.CharField(label=_("名称或编码"), required=False, max_length=64)
    whole = forms.BooleanField(required=False, widget=forms.HiddenInput)

    field_order = ("q", "flag", "year")

    @property
    def looked_for(self) -> dict[str, str]:
        """The flag and the words."""
        chosen = self.cleaned_data
        return {"flag": chosen.get("flag", ""), "text": chosen.get("q", "")}


class ManyForm(ReturnForm):
    """A decision on the filings that were ticked, or on all that the filter found; each as `id:version`."""

    action = forms.ChoiceField(choices=[(action.value, action.label) for action in DECISIONS_ON_MANY])

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.keys = list(_keys(data)) if data is not None else []


class FilingFilterForm(YearForm):
    """Who owes a filing, by name and by how far it is."""

    q = forms.CharField(label=_("名称或编码"), required=False, max_length=64)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=STATES)

    field_order = ("q", "state", "year")

    @property
    def looked_for(self) -> dict[str, str]:
        """The words and the state."""
        chosen = self.cleaned_data
        return {"text": chosen.get("q", ""), "state": chosen.get("state", "")}


def _keys(data: QueryDict) -> Iterator[tuple[int, int]]:
    for text in [*data.getlist("filing"), *data.get("all", "").split()]:
        filing, _colon, version = text.partition(":")
        if filing.isdecimal() and version.isdecimal():
            yield int(filing), int(version)
