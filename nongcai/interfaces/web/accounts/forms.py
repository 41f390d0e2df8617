"""The shape of what people type to sign in, and whom they choose to act for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.accounts.queries import Passkey


class SessionOpenForm(forms.Form):
    """A name and a password."""

    username = forms.CharField(
        label=_("登录名"),
        max_length=64,
        error_messages={"required": _("请填写登录名。")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=128,
        strip=False,
        error_messages={"required": _("请填写密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class MembershipChooseForm(forms.Form):
    """One of a person's memberships."""

    membership = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def password_field(label: Any, *, is_new: bool = False) -> forms.CharField:
    """Return the field of a password."""
    return forms.CharField(
        label=label,
        max_length=128,
        strip=False,
        error_messages={"required": _("请填写密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if is_new else "current-password"}),
    )


def code_field(label: Any) -> forms.CharField:
    """Return the field of a code that is good once."""
    return forms.CharField(
        label=label,
        max_length=20,
        error_messages={"required": _("请填写验证码。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class SecondStepForm(forms.Form):
    """The code that an authenticator app shows, or one from the list of recovery codes."""

    code = code_field(_("验证码"))


class PasswordShowForm(forms.Form):
    """The own password, before something about the sign-in is changed."""

    password = password_field(_("当前密码"))


class FactorSetUpForm(SecondStepForm):
    """The app's first code, and the own password."""

    password = password_field(_("当前密码"))


class PasswordChangeForm(forms.Form):
    """The old password and, twice, the new one."""

    password = password_field(_("当前密码"))
    new = password_field(_("新密码"), is_new=True)
    again = password_field(_("再输一遍新密码"), is_new=True)

    def clean_new(self) -> str:
        """Refuse what is easily guessed."""
        password: str = self.cleaned_data["new"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        cleaned = super().clean() or self.cleaned_data
        if {"new", "again"} <= cleaned.keys() and cleaned["new"] != cleaned["again"]:
            self.add_error("again", say("两次输入的新密码不一致，请重新输入。"))
        return cleaned


class FactorResetForm(forms.Form):
    """Why a person's second step is taken away."""

    words = forms.CharField(
        label=_("重置原因"),
        max_length=100,
        error_messages={"required": _("请写明重置原因，如“手机遗失，已当面核实本人”。")},
    )


class PhoneForm(forms.Form):
    """To which telephone a code is sent."""

    number = forms.CharField(
        label=_("手机号码"),
        max_length=20,
        validators=[RegexValidator(r"^1\d{10}$", _("手机号码应为11位数字，请核对。"))],
        error_messages={"required": _("请填写手机号码。")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national"}),
    )


class PhoneCodeForm(forms.Form):
    """The code that came there."""

    code = code_field(_("短信验证码"))


class AccountChooseForm(forms.Form):
    """One of the accounts of a number."""

    account = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class PasskeyUseForm(forms.Form):
    """What a passkey answered."""

    credential = forms.JSONField(widget=forms.HiddenInput, error_messages={"required": _("浏览器没有读到通行密钥。")})

    def clean_credential(self) -> dict[str, Any]:
        """Refuse what no browser sends."""
        told = self.cleaned_data["credential"]
        if not isinstance(told, dict):
            raise forms.ValidationError(say("浏览器没有读到通行密钥。"))
        return told


class PasskeyAddForm(PasskeyUseForm):
    """A new passkey, and how its person calls it."""

    name = forms.CharField(
        label=_("名称"),
        max_length=40,
        help_text=_("如“办公电脑”“手机”，便于日后辨认。"),
        error_messages={"required": _("请给通行密钥起个名称。")},
    )
    password = password_field(_("当前密码"))


class PasskeyRemoveForm(PasswordShowForm):
    """Which passkey is removed."""

    passkey = forms.ChoiceField(label=_("通行密钥"), error_messages={"required": _("请选择要移除的通行密钥。")})
    field_order = ("passkey", "password")

    def __init__(self, data: Any = None, *, passkeys: Iterable[Passkey], prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        chosen = self.fields["passkey"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(one.id, one.name) for one in passkeys]
