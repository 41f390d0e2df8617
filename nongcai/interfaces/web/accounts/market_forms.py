"""What the platform types to find, open and close accounts of counties' offices and suppliers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.accounts.queries import STATES
from nongcai.domain.organisations.queries import MARKET_ROLES
from nongcai.domain.organisations.roles import Role
from nongcai.interfaces.web.accounts.forms import FactorResetForm
from nongcai.interfaces.web.accounts.managing_forms import (
    ALL,
    AccountCloseForm,
    label_field,
    phone_field,
    username_field,
)
from nongcai.interfaces.web.suppliers.forms import ApartForm, county_field

FUNCTIONS = [(role.value, role.label) for role in (Role.QUALITY, Role.LINKAGE)]


class MarketFilterForm(forms.Form):
    """By what accounts of the market are searched."""

    q = forms.CharField(
        label=_("账号或单位"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"placeholder": _("登录名、岗位、单位或县名")}),
    )
    role = forms.ChoiceField(label=_("角色"), required=False, choices=[ALL, *MARKET_ROLES.items()])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ALL, *STATES.items()])


class OfficeOpenForm(forms.Form):
    """A new account at an office of a county."""

    county_code = county_field()
    office = forms.CharField(
        label=_("部门名称"),
        max_length=128,
        help_text=_("承担这项职能的县级部门全称，如“卢氏县农业农村局”；由哪个部门承担，以当地的分工为准。"),
        error_messages={"required": _("请填写部门名称。")},
    )
    role = forms.ChoiceField(
        label=_("职能"),
        choices=FUNCTIONS,
        help_text=_("两项职能须由不同的人办理，请分别开通。"),
    )
    label = label_field()
    username = username_field(_("登录名"))
    phone = phone_field()

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        county = self.fields["county_code"]
        county.label, county.help_text = _("所在县"), _("832个脱贫县之一。")
        county.error_messages["invalid_choice"] = _("所选县不在832个脱贫县名单内，请重新选择。")
        self.fields["label"].help_text = _("如“特色产业股审核岗”，不写个人姓名。")


class MarketCloseForm(ApartForm, AccountCloseForm):
    """Why an account is closed."""


class MarketFactorForm(ApartForm, FactorResetForm):
    """Why a second step is taken away."""
