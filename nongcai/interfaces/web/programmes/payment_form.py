"""What a document says of paying, as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.programmes.services import ToldPaymentRule
from nongcai.interfaces.web.programmes.forms import year_field

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_MOST = 366


def _days(label: StrOrPromise, *, least: int = 1, **changes: Any) -> forms.IntegerField:
    wrong = _("请填写%(least)s至%(most)s之间的整数天数。") % {"least": least, "most": _MOST}
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=_MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        **changes,
    )


class PaymentRuleForm(forms.Form):
    """Within how many days is paid, looked at and paid back."""

    goods_first_days = _days(_("先货后款付款期限（日）"), help_text=_("自货物交付之日起，最长30日。"))
    longest_days = _days(_("合同另行约定的最长期限（日）"), help_text=_("合同可以约定到的天数，最长60日。"))
    pay_first_days = _days(_("先款后货付款期限（日）"), help_text=_("自签约之日起。"))
    extension_days = _days(_("延迟付款（日）"), least=0, help_text=_("先款后货可延迟一次；不允许的填0。"))
    inspection_days = _days(_("检验期限（日）"), help_text=_("发货满这些天未验收的，视为已交付，开始计算付款期限。"))
    lapses_after_days = _days(
        _("未签约自动取消期限（日）"), help_text=_("审批、签约、确认运费每一步的期限，逾期订单取消。")
    )
    check_days = _days(_("核查期限（工作日）"), help_text=_("到账异常的核查。"))
    refund_days = _days(_("退款期限（工作日）"))
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

    def told(self) -> ToldPaymentRule:
        """Return what was typed."""
        return ToldPaymentRule(**self.cleaned_data)
