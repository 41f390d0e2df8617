"""What a reader chooses: year, data date, words, channel, month; and what an export is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.interfaces.web.assessments import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict


class YearForm(forms.Form):
    """Always bound: what is missing or makes no sense falls back to the latest year."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int, required=False)

    def __init__(self, data: QueryDict, *, years: Sequence[int], **kwargs: Any) -> None:
        self.years = list(years)
        super().__init__({"year": self.years[0], **data.dict()}, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(year, str(year)) for year in self.years]
        self.full_clean()

    @property
    def chosen_year(self) -> int:
        return self.cleaned_data.get("year") or self.years[0]


class DatedForm(YearForm):
    as_of = forms.DateField(
        label=_("数据截止日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请按“2023-12-31”的形式填写日期。")},
    )
    group = forms.CharField(required=False, widget=forms.HiddenInput)


class BoardFilterForm(DatedForm):
    q = forms.CharField(
        label=_("名称"), required=False, max_length=64, widget=forms.TextInput(attrs={"placeholder": _("名称关键字")})
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)


class RankingFilterForm(DatedForm):
    by = forms.ChoiceField(required=False, choices=list(words.MEASURES.items()), widget=forms.HiddenInput)


class EntryFilterForm(YearForm):
    channel = forms.ChoiceField(
        label=_("渠道"),
        required=False,
        choices=[("", _("全部")), *((code, words.CHANNELS[code]) for code in words.LISTED)],
    )
    month = forms.TypedChoiceField(
        label=_("计入月份"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("全部")), *((month, f"{month}月") for month in range(1, 13))],
    )

    @property
    def conditions(self) -> dict[str, Any]:
        """What the entries looked for have in common."""
        names = {"channel": "channel", "month": "counted_at__month"}
        chosen = {names[name]: self.cleaned_data.get(name) for name in names}
        return {name: value for name, value in chosen.items() if value}


class ExportForm(forms.Form):
    purpose = forms.CharField(
        label=_("导出用途"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("如：月度调度会材料")}),
        error_messages={"required": _("请填写导出用途。")},
    )
