"""What a document says of a year and of a rule, as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.services import ToldProgramme, ToldRule
from nongcai.interfaces.web.assessments.forms import YearForm
from nongcai.interfaces.web.programmes.gates import FIRST, LAST

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from nongcai.interfaces.web.http import WebRequest


def year_form(request: WebRequest, this_year: int, *, shown: int | None = None) -> YearForm:
    """Offer the years that have a directory, this one and the next; the latest with a directory comes first.

    The year is the one `shown`, or else what the address asks for.
    """
    asked = QueryDict(f"year={shown}") if shown else request.GET
    listed = organisations.listed_years(request.actor.path) or [this_year]
    offered = range(min(*listed, this_year), max(*listed, this_year) + 2)
    return YearForm(asked, years=[listed[0], *(year for year in offered if year != listed[0])])


def day_field(label: StrOrPromise, **changes: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请按“2025-03-24”的形式填写日期。")},
        **changes,
    )


def year_field(label: StrOrPromise, **changes: Any) -> forms.IntegerField:
    """Return a field for a year."""
    wrong = _("请填写%(first)s至%(last)s之间的四位年份。") % {"first": FIRST, "last": LAST}
    return forms.IntegerField(
        label=label,
        min_value=FIRST,
        max_value=LAST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        **changes,
    )


def percent_field(label: StrOrPromise, **changes: Any) -> forms.DecimalField:
    """Return a field for a percentage."""
    wrong = _("请填写0至100之间的数字，不加百分号，最多两位小数。")
    names = ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=dict.fromkeys(names, wrong),
        **changes,
    )


class ProgrammeForm(forms.Form):
    """A year's windows and words."""

    title = forms.CharField(label=_("名称"), max_length=100)
    document = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("发文字号或文件名称。"))
    mode = forms.ChoiceField(
        label=_("填报方式"),
        widget=forms.RadioSelect,
        help_text=_("对账模式：数据由“832平台”导出后导入，单位不再重复填报；自填模式：单位在本系统填报。"),
    )
    files_from = day_field(_("填报开始"), required=False, help_text=_("自填模式必填，从当日零时起。"))
    files_due = day_field(_("填报截止"), required=False, help_text=_("自填模式必填，到当日24时止。"))
    endorse_due = day_field(_("主管单位确认截止"), required=False)
    confirm_due = day_field(_("财政部门确认截止"), required=False)
    report_due = day_field(_("汇总上报截止"), required=False)
    finish_by = day_field(_("采购完成期限"), required=False)
    moves_to_workday = forms.BooleanField(
        label=_("截止日遇休息日顺延至下一工作日"), required=False, help_text=_("文件写明顺延的才勾选。")
    )
    has_second_review = forms.BooleanField(label=_("实行二级单位审核"), required=False)
    needs_scan = forms.BooleanField(
        label=_("确认前须上传填报表扫描件"),
        required=False,
        help_text=_("勾选为要求；不勾选为可选，上传与否不影响确认。"),
    )
    zone_name = forms.CharField(label=_("地区称谓"), max_length=20, help_text=_("如：脱贫地区。"))
    leading_count = forms.IntegerField(
        label=_("通报排名列名数"),
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("请填写1至100之间的整数。")),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["mode"].choices = programmes.modes()  # type: ignore[attr-defined]  # a choice field

    def told(self) -> ToldProgramme:
        """Return what was typed."""
        return ToldProgramme(**self.cleaned_data)


class DocumentedForm(forms.Form):
    """What every rule is told with: its years, and the sentence of the document that says it."""

    first_year = year_field(_("起始年度"))
    last_year = year_field(_("终止年度"), required=False, help_text=_("长期有效的，留空。"))
    document = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("发文字号或文件名称。"))
    paragraph = forms.CharField(
        label=_("段落"), max_length=60, required=False, help_text=_("如：二（一）。宽于上位规定的，必须填写。")
    )
    text = forms.CharField(
        label=_("内容"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("照录文件原文，不超过300字。"),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        # What a kind of rule says comes first, also among the faults.
        self.order_fields([name for name in self.fields if name not in DocumentedForm.base_fields])


class RuleForm(DocumentedForm):
    """One sentence of a document."""

    subject = forms.ChoiceField(label=_("事项"))
    strength = forms.ChoiceField(label=_("强度"), help_text=_("只有“应当”的规定会不予通过；其余只作提示。"))
    applies_to = forms.ChoiceField(label=_("适用对象"), required=False)
    base = forms.ChoiceField(
        label=_("计算基数"),
        required=False,
        help_text=_("有比例或金额要求的，四项都填；只有文字要求的，四项都留空。"),
    )
    operator = forms.ChoiceField(label=_("比较"), required=False)
    value = forms.DecimalField(
        label=_("数值"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"),
            _("请填写不小于零的数字，不加逗号和单位，最多两位小数，如：10或300。"),
        ),
    )
    measure = forms.ChoiceField(label=_("计量单位"), required=False)
    group = forms.IntegerField(
        label=_("组别"),
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 2}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("请填写1至99之间的整数。")),
    )
    condition = forms.CharField(
        label=_("适用情形"), max_length=60, required=False, help_text=_("文件中的原话，如：具备条件的预算单位。")
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        empty = {
            "applies_to": _("所有单位"),
            "base": _("没有数值"),
            "operator": _("没有数值"),
            "measure": _("没有数值"),
        }
        for name, words in programmes.rule_words().items():
            blank = [("", empty[name])] if name in empty else []
            self.fields[name].choices = [*blank, *words]  # type: ignore[attr-defined]  # a choice field

    def told(self) -> ToldRule:
        """Return what was typed."""
        return ToldRule(**self.cleaned_data)


class EndForm(forms.Form):
    """In which year a rule ends."""

    last_year = year_field(_("终止年度"), help_text=_("这一年度仍适用，以后不再适用。"))

    def __init__(self, data: Any = None, *, rule_id: int, year: int | None = None, kind: str = "") -> None:
        super().__init__(data, initial={"last_year": year}, auto_id=f"id_end{kind}_{rule_id}_%s")
