"""What a reader chooses: year, data date, words, channel, month; and what past years came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.assessments.services import ToldYear
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation.money import WAN, rounded
from nongcai.foundation.years import start_of_month
from nongcai.interfaces.web.assessments import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from nongcai.domain.assessments.models import OpeningSum


class YearForm(forms.Form):
    """Always bound: what is missing or makes no sense falls back to the usual year, else the latest."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int, required=False)

    def __init__(self, data: QueryDict, *, years: Sequence[int], usual: int | None = None, **kwargs: Any) -> None:
        self.years = list(years)
        self.usual = usual or self.years[0]
        super().__init__({"year": self.usual, **data.dict()}, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(year, str(year)) for year in self.years]
        self.full_clean()

    @property
    def chosen_year(self) -> int:
        return self.cleaned_data.get("year") or self.usual


class DatedForm(YearForm):
    as_of = forms.DateField(
        label=_("数据截止日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请按“2023-12-31”的形式填写日期。")},
    )
    known = forms.ChoiceField(
        label=_("截止日口径"),
        required=False,
        choices=[("", _("按现有台账回看")), ("then", _("按当日已登记数据"))],
    )
    group = forms.CharField(required=False, widget=forms.HiddenInput)
    snapshot = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def dated(self) -> dict[str, Any]:
        """Until when, and as known when, figures are read."""
        return {"as_of": self.cleaned_data.get("as_of"), "known_then": self.cleaned_data.get("known") == "then"}


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
    month = forms.ChoiceField(label=_("计入月份"), required=False)

    def __init__(self, data: QueryDict, *, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.months = {f"{month:%Y-%m}": month for month in months}
        field = self.fields["month"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("全部")), *((name, name) for name in self.months)]
        self.full_clean()

    @property
    def conditions(self) -> dict[str, Any]:
        """What the entries looked for have in common."""
        found: dict[str, Any] = {}
        if channel := self.cleaned_data.get("channel"):
            found["channel"] = channel
        if month := self.months.get(self.cleaned_data.get("month", "")):
            found |= {"counted_at__gte": start_of_month(month), "counted_at__lt": start_of_month(month, later=1)}
        return found


def _amount(label: StrOrPromise, **changes: Any) -> forms.DecimalField:
    wrong = _("请填写不小于零的数字，不加逗号和单位，如：1418.81。")
    errors = dict.fromkeys(("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"), wrong)
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_digits=16,
        decimal_places=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=errors,
        **changes,
    )


class OpeningEnterForm(forms.Form):
    """What a document says a year came to, in the unit that it uses; `chosen` is a year to be corrected."""

    year = forms.IntegerField(
        label=_("年度"),
        help_text=_("已结束、且没有明细台账的年度。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        error_messages={"invalid": _("请填写四位数字的年份，如：2022。")},
    )
    unit = forms.ChoiceField(
        label=_("金额单位"), choices=[("wan", _("万元")), ("yuan", _("元"))], initial="wan", widget=forms.RadioSelect
    )
    canteen_total = _amount(_("年度食堂食材采购总额"), required=False, help_text=_("来源文件没有这一项的，留空。"))
    reserved = _amount(_("预留份额"))
    purchased = _amount(_("完成交易额"))
    source_document = forms.CharField(
        label=_("数据来源"), max_length=100, help_text=_("写明通报的发文字号或文件名称，如：郑财购〔2023〕1号。")
    )

    def __init__(self, data: QueryDict | None, *, standing: Sequence[OpeningSum], chosen: str) -> None:
        found = next((one for one in standing if str(one.year) == chosen), None)
        names = ("year", "canteen_total", "reserved", "purchased", "source_document")
        initial = {name: getattr(found, name) for name in names} | {"unit": "yuan"} if found else {}
        super().__init__(data, initial=initial)

    def told(self) -> ToldYear:
        """Return what was typed, in yuan."""
        typed = self.cleaned_data
        base = typed["canteen_total"]
        return ToldYear(
            year=typed["year"],
            canteen_total=None if base is None else self._yuan(base),
            reserved=self._yuan(typed["reserved"]),
            purchased=self._yuan(typed["purchased"]),
            source_document=typed["source_document"],
        )

    def _yuan(self, amount: Decimal) -> Decimal:
        return rounded(amount * WAN) if self.cleaned_data["unit"] == "wan" else amount


class NatureForm(forms.Form):
    """What a unit is, from the year on that the page shows."""

    nature = forms.ChoiceField(label=_("单位性质"), choices=[*organisations.NATURES.items()])
    year = forms.IntegerField(widget=forms.HiddenInput)
