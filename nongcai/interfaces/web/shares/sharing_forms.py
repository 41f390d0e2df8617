"""The shapes of naming members of a shared canteen, and of their answers."""

from __future__ import annotations

import re

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

MOST_MEMBERS = 200
_BETWEEN = re.compile(r"[\n;；、]")


class MembersForm(forms.Form):
    """Unit codes or full names, one a line."""

    members = forms.CharField(
        label=_("新增成员"),
        help_text=_("每行一个单位编码或单位全称；可以是其他部门、其他地区的预算单位。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=20_000,
        error_messages={"required": _("请填写共用本单位食堂的单位编码或全称。")},
    )

    def clean_members(self) -> list[str]:
        """Return the names, without blanks."""
        found = [text.strip() for text in _BETWEEN.split(self.cleaned_data["members"])]
        named = [text for text in found if text]
        if len(named) > MOST_MEMBERS:
            raise forms.ValidationError(_("一次最多填写%d个单位，请分次填写。") % MOST_MEMBERS)
        return named


class HostForm(forms.Form):
    """The managing unit that the reader saw."""

    host = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class AcknowledgeForm(HostForm):
    """What a member says beside that it shares the canteen."""

    contact_name = forms.CharField(label=_("联系人"), max_length=40)
    contact_phone = forms.CharField(
        label=_("联系电话"),
        max_length=30,
        validators=[RegexValidator(r"^[0-9+（）() -]{7,30}$", _("请填写电话号码，如：0371-12345678。"))],
    )
    note = forms.CharField(label=_("情况说明"), required=False, max_length=300)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ObjectionForm(HostForm):
    """Why a unit does not share the canteen."""

    words = forms.CharField(
        label=_("异议理由"), max_length=300, error_messages={"required": _("提出异议时请写明理由。")}
    )
