"""What is typed to have confirmed filings sent somewhere, and sent again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.webhooks.states import DeliveryState
from nongcai.interfaces.web.programmes.forms import day_field


class SubscriptionForm(forms.Form):
    """A receiver."""

    name = forms.CharField(label=_("接收系统"), max_length=60, help_text=_("如：市级预算管理一体化系统。"))
    address = forms.CharField(
        label=_("接收地址"),
        max_length=300,
        help_text=_("以 https:// 开头；所在主机须先由运维人员登记。"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )


class ReplayForm(forms.Form):
    """Confirmed on which days; both are meant to be in."""

    since = day_field(_("确认日期从"))
    until = day_field(_("到"))


class DeliveryFilterForm(forms.Form):
    """Which of the things sent."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *DeliveryState.choices])
