"""The shape of what people type to sign in, and whom they choose to act for."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
