"""What a document says of paying, as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.programmes.services import ToldPaymentRule
from nongcai.interfaces.web.programmes.forms import DocumentedForm

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


class PaymentRuleForm(DocumentedForm):
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

    def told(self) -> ToldPaymentRule:
        """Return what was typed."""
        return ToldPaymentRule(**self.cleaned_data)
