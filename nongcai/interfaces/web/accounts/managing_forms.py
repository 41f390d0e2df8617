"""What officers type to find, open and close accounts, and people to activate theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from nongcai.domain.accounts.queries import ACTIONS, STATES
from nongcai.domain.organisations.queries import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from nongcai.domain.organisations.queries import Node

ALL = ("", _("全部"))


def label_field() -> forms.CharField:
    """Return the field of what is shown for a post."""
    return forms.CharField(
        label=_("岗位名称"),
        max_length=64,
        help_text=_("如“市第一中学填报岗”，不写个人姓名。"),
        error_messages={"required": _("请填写岗位名称。")},
    )


def username_field(label: Any) -> forms.CharField:
    """Return the field of a log-in name."""
    return forms.CharField(
        label=label,
        max_length=64,
        validators=[RegexValidator(r"^[A-Za-z0-9._-]{3,64}$", _("登录名用3个以上的字母、数字或“.”“_”“-”。"))],
        error_messages={"required": _("请填写登录名。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


def phone_field() -> forms.CharField:
    """Return the field of a telephone number, which may stay empty."""
    return forms.CharField(
        label=_("手机号码"),
        required=False,
        max_length=20,
        validators=[RegexValidator(r"^1\d{10}$", _("手机号码应为11位数字，请核对。"))],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


def day_field(label: Any, *, help_text: Any = "") -> forms.DateField:
    """Return the field of a day."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写日期。"), "invalid": _("日期请写成“2024-05-01”的形式。")},
    )


class AccountFilterForm(forms.Form):
    q = forms.CharField(
        label=_("账号或单位"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"placeholder": _("登录名、岗位或单位名称")}),
    )
    under = forms.ChoiceField(label=_("地区"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ALL, *STATES.items()])
    role = forms.ChoiceField(label=_("角色"), required=False, choices=[ALL, *ROLES.items()])

    def __init__(self, data: QueryDict, *, nodes: Sequence[Node]) -> None:
        super().__init__(data)
        under = self.fields["under"]
        assert isinstance(under, forms.ChoiceField)
        under.choices = [ALL, *((node.path, node.shown) for node in nodes)]
        if not nodes:
            del self.fields["under"]
        self.full_clean()


class StepFilterForm(forms.Form):
    """By what the log of accounts is searched."""

    person = forms.CharField(
        label=_("人员"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"placeholder": _("办理人或账号的登录名、岗位")}),
    )
    action = forms.ChoiceField(label=_("办理"), required=False, choices=[ALL, *ACTIONS.items()])
    since = forms.DateField(label=_("自"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("至"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class RoleGiveForm(forms.Form):
    """As what somebody is to act, for which organisation."""

    place = forms.CharField(
        label=_("单位"),
        max_length=60,
        help_text=_("单位编码、统一社会信用代码或名称；区县财政部门填区划代码。"),
        error_messages={"required": _("请填写单位。")},
    )
    role = forms.ChoiceField(label=_("角色"))

    def __init__(self, data: Any = None, *, roles: Iterable[str]) -> None:
        super().__init__(data)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(name, ROLES[name]) for name in roles]


class AccountOpenForm(RoleGiveForm):
    """A new account for a post of one organisation."""

    label = label_field()
    username = username_field(_("登录名"))
    phone = phone_field()


class AccountCloseForm(forms.Form):
    """Why an account is closed."""

    words = forms.CharField(
        label=_("停用原因"),
        max_length=100,
        error_messages={"required": _("请写明停用原因，如“人员调离”。")},
    )


class AccountActivateForm(forms.Form):
    """The code that an officer handed over, and the password that its holder chooses."""

    code = forms.CharField(
        label=_("激活码"),
        max_length=40,
        help_text=_("16位，由开通账号的部门提供，字母不分大小写。"),
        error_messages={"required": _("请填写激活码。")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )
    password = forms.CharField(
        label=_("设置密码"),
        max_length=128,
        strip=False,
        help_text=_("不少于10位，不要用常见的密码。"),
        error_messages={"required": _("请设置密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一遍密码"),
        max_length=128,
        strip=False,
        error_messages={"required": _("请再输一遍密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """Refuse what is easily guessed."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        cleaned = super().clean() or self.cleaned_data
        if {"password", "again"} <= cleaned.keys() and cleaned["password"] != cleaned["again"]:
            self.add_error("again", say("两次输入的密码不一致，请重新输入。"))
        return cleaned
