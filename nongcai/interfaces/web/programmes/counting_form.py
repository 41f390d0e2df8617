"""What a document says of counting, as it is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.services import ToldCountingRule
from nongcai.interfaces.web.programmes.forms import DocumentedForm

_MOST = 366


class CountingRuleForm(DocumentedForm):
    """When an order counts, in which year, and after how many days goods are accepted by themselves."""

    needs = forms.MultipleChoiceField(
        label=_("计入所需环节"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("勾选的环节全部办完，订单才计入；少于上位规定的，须写明段落。"),
        error_messages={"required": _("请至少勾选一个环节。")},
    )
    year_by = forms.ChoiceField(
        label=_("年度依据"),
        widget=forms.RadioSelect,
        help_text=_("跨年的订单计入哪一年度：看完成时间，还是看下单时间。"),
    )
    accepts_after_days = forms.IntegerField(
        label=_("自动验收天数"),
        required=False,
        min_value=1,
        max_value=_MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3}),
        help_text=_("最后一个包裹发出后满这些天无人验收的，自动验收；不自动验收的，留空。"),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("请填写1至%(most)s之间的整数天数，或者留空。") % {"most": _MOST}
        ),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["needs"].choices = list(programmes.COUNTED_FACTS.items())  # type: ignore[attr-defined]  # a choice field
        self.fields["year_by"].choices = list(programmes.YEARS_BY.items())  # type: ignore[attr-defined]  # a choice field

    def told(self) -> ToldCountingRule:
        """Return what was typed."""
        return ToldCountingRule(**self.cleaned_data)
