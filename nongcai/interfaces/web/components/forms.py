"""A form with every kind of field."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """Fields as pages use them."""

    name = forms.CharField(label=_("单位名称"), help_text=_("应与机构代码证书一致"))
    amount = forms.DecimalField(label=_("预留金额（元）"), min_value=0)
    canteen = forms.ChoiceField(label=_("食堂情况"), choices=[("own", _("自有食堂")), ("none", _("无食堂"))])
    day = forms.DateField(label=_("截止日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    scope = forms.ChoiceField(
        label=_("公开属性"),
        choices=[("public", _("主动公开")), ("internal", _("不予公开"))],
        widget=forms.RadioSelect,
        required=False,
    )
    remark = forms.CharField(label=_("备注"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(label=_("附件"), required=False)
    sure = forms.BooleanField(label=_("已核对原件"), required=False)


class SampleWeekForm(forms.Form):
    """Days of the week."""

    days = forms.MultipleChoiceField(
        choices=[("1", _("一")), ("2", _("二")), ("3", _("三"))],
        initial=["1", "3"],
        widget=forms.CheckboxSelectMultiple,
    )


class SampleFilterForm(forms.Form):
    """A filter as lists use it."""

    name = forms.CharField(label=_("单位名称"), required=False)
    year = forms.ChoiceField(label=_("年度"), required=False, choices=[("2023", "2023"), ("2022", "2022")])
