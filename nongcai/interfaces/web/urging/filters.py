"""What the pages of laggards and contacts are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.urging.services import ToldCall, ToldPolicy
from nongcai.domain.urging.states import Answer
from nongcai.interfaces.web.assessments.forms import YearForm
from nongcai.interfaces.web.programmes.forms import day_field
from nongcai.interfaces.web.urging import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nongcai.domain.urging.queries import Known, Lagging

MOST_AT_ONCE, OTHER = 5000, "other"


class LaggingForm(YearForm):
    """Which of those who lag."""

    step = forms.ChoiceField(label=_("所在环节"), required=False, choices=[("", _("全部")), *words.STEPS.items()])
    supervisor = forms.CharField(label=_("主管单位"), required=False, widget=forms.Select)
    q = forms.CharField(label=_("单位名称或编码"), required=False, max_length=60)

    def offer(self, supervisors: dict[int, str]) -> None:
        """Offer the supervising units of those who lag."""
        named = sorted(((str(id_), name) for id_, name in supervisors.items()), key=lambda one: int(one[0]))
        self.fields["supervisor"].widget.choices = [("", _("全部")), *named]

    def wants(self, one: Lagging) -> bool:
        """Say whether a unit is asked for."""
        step, supervisor, text = (self.cleaned_data.get(name) or "" for name in ("step", "supervisor", "q"))
        return (
            step in {"", one.step}
            and supervisor in {"", str(one.supervisor_id)}
            and (text in one.name or one.code.startswith(text))
        )


class RemindForm(forms.Form):
    """Whom to remind, as the boxes say, and how."""

    sms = forms.BooleanField(label=_("同时发送短信（有联系电话的）"), required=False)

    @property
    def ids(self) -> list[int]:
        """Whose boxes are ticked."""
        ticked = self.data.getlist("unit") if self.is_bound else []  # type: ignore[attr-defined]  # a form's data
        return [int(one) for one in ticked[:MOST_AT_ONCE] if one.isdecimal() and len(one) < 16]

    @property
    def wants_sms(self) -> bool:
        """Whether short messages go out, too."""
        return self.is_valid() and bool(self.cleaned_data["sms"])


class PasteForm(forms.Form):
    """A text to be copied."""

    text = forms.CharField(
        label=_("全选后复制"), widget=forms.Textarea(attrs={"rows": 6, "readonly": True}), required=False
    )


class ContactForm(YearForm):
    """Whose contacts."""

    q = forms.CharField(label=_("单位名称或编码"), required=False, max_length=60)


def _count(label: Any, most: int, **more: Any) -> forms.IntegerField:
    wrong = _("请填写0至%(most)d之间的整数。") % {"most": most}
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 2}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        **more,
    )


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("请按“21:00”的形式填写时间。")},
    )


class CallForm(forms.Form):
    """What was said on the telephone."""

    number = forms.ChoiceField(label=_("所拨号码"), required=False)
    dialled = forms.RegexField(
        r"^1\d{10}$|^0\d{2,3}-?\d{7,8}$",
        label=_("其他号码"),
        required=False,
        max_length=20,
        help_text=_("“所拨号码”选“其他号码”的，填写所拨的号码，如：0371-65801234。"),
        error_messages={"invalid": _("电话号码应为区号和号码（如0371-65801234），或11位手机号。")},
    )
    answer = forms.ChoiceField(
        label=_("接通情况"),
        choices=Answer.choices,
        initial=Answer.REACHED,
        help_text=_("选“号码失效”的，不再向该号码发送短信，并提醒该单位登记新的号码。"),
    )
    person = forms.CharField(
        label=_("接听人"), required=False, max_length=40, help_text=_("填写岗位或姓氏，如：总务处王老师。")
    )
    called_at = forms.DateTimeField(
        label=_("通话时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("请按“2025-03-24 09:30”的形式填写时间。")},
    )
    said = forms.CharField(label=_("通话内容"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    promised_on = day_field(_("答复办结日期"), required=False, help_text=_("对方没有答复日期的，留空。"))

    def __init__(self, data: Any = None, *, numbers: Sequence[Known], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["number"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, f"{words.owner(one)} {one.masked}") for one in numbers]
        field.choices += [(OTHER, _("其他号码"))]

    def told(self) -> ToldCall:
        """Return what was typed."""
        told = dict(self.cleaned_data)
        return ToldCall(**told | {"dialled": told["dialled"] if told["number"] == OTHER else ""})


class PolicyForm(forms.Form):
    """How an office reminds."""

    days_before = _count(_("截止前几个工作日提醒"), 20, help_text=_("截止前一个工作日还会再提醒一次。"))
    quiet_from = _clock(_("免打扰开始"))
    quiet_to = _clock(_("免打扰结束"))
    rests_on_days_off = forms.BooleanField(label=_("休息日不发送"), required=False)
    sms_a_day = _count(_("每家单位每个工作日短信上限"), 5)
    sms_a_week = _count(_("每家单位每周短信上限"), 15)
    site_a_day = _count(_("每家单位每日站内消息上限"), 5)

    def told(self) -> ToldPolicy:
        """Return what was typed."""
        return ToldPolicy(**self.cleaned_data)
