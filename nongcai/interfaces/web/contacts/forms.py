"""What is typed to find, enter and end contacts, and to see a whole number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.services import ToldLiaison
from nongcai.interfaces.web.accounts.managing_forms import ALL, day_field

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import QueryDict

    from nongcai.domain.organisations.queries import Node

DEAD, DEPUTY = "dead", "b"


class LiaisonFilterForm(forms.Form):
    q = forms.CharField(
        label=_("单位或岗位"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"placeholder": _("单位名称、编码或岗位")}),
    )
    under = forms.ChoiceField(label=_("所属部门"), required=False)
    number = forms.ChoiceField(label=_("号码"), required=False, choices=[ALL, (DEAD, _("号码失效"))])

    def __init__(self, data: QueryDict, *, nodes: Sequence[Node]) -> None:
        super().__init__(data)
        under = self.fields["under"]
        assert isinstance(under, forms.ChoiceField)
        under.choices = [ALL, *((node.path, node.shown) for node in nodes)]
        if not nodes:
            del self.fields["under"]
        self.full_clean()

    def wanted(self) -> dict[str, Any]:
        """Return what is looked for."""
        chosen = self.cleaned_data
        dead = chosen.get("number") == DEAD
        return {"text": chosen.get("q", ""), "under": chosen.get("under", ""), "dead": dead}


class LiaisonForm(forms.Form):
    """Whom to call."""

    post = forms.CharField(
        label=_("岗位"),
        max_length=40,
        help_text=_("如“食堂管理岗”，不写个人姓名。"),
        error_messages={"required": _("请填写岗位。")},
    )
    duty = forms.ChoiceField(label=_("A/B岗"), choices=[("a", _("A岗（先联系）")), (DEPUTY, _("B岗（A岗不在时联系）"))])
    phone = forms.CharField(
        label=_("联系电话"),
        max_length=20,
        help_text=_("11位手机号码，或带区号的固定电话，如0371-65801234。"),
        error_messages={"required": _("请填写联系电话。")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    since = day_field(_("起始日期"))
    until = day_field(_("截止日期"), help_text=_("没有确定的，留空。"))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"since": today})
        self.fields["until"].required = False

    def told(self) -> ToldLiaison:
        """Return what was typed."""
        told = dict(self.cleaned_data)
        return ToldLiaison(is_deputy=told.pop("duty") == DEPUTY, **told)


class LiaisonEndForm(forms.Form):
    """The last day of an entry."""

    until = day_field(_("截止日期"))


class NumberLookForm(forms.Form):
    """What the whole number is wanted for."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("如：电话核实填报数据"), "autocomplete": "off"}),
        error_messages={"required": _("请写明查看完整号码的用途。")},
    )
