"""What is typed about measures (处理措施)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.suppliers.states import MeasureAction, MeasureKind
from nongcai.interfaces.web.programmes.forms import day_field
from nongcai.interfaces.web.suppliers.forms import ApartForm, words_field


class NoticeForm(ApartForm):
    """Which measure is intended, why, and until when the supplier may reply."""

    kind = forms.ChoiceField(label=_("拟作出的处理措施"), choices=MeasureKind.choices)
    cause = words_field(_("事由和依据"), help_text=_("写明事实、时间和依据的平台规则条款，供应商和县级部门可见。"))
    reply_due = day_field(_("陈述申辩截止"))


class AnswerForm(ApartForm):
    """What the supplier says to it."""

    action = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[(one, one) for one in (MeasureAction.REPLY, MeasureAction.APPEAL)]
    )
    words = words_field(_("说明"))


class EndForm(ApartForm):
    """Why an intended measure is left, one in force upheld or lifted."""

    action = forms.ChoiceField(
        label=_("办理"),
        choices=[(one.value, one.label) for one in (MeasureAction.DROP, MeasureAction.UPHOLD, MeasureAction.LIFT)],
    )
    words = words_field(_("理由"))


class DecideForm(ApartForm):
    """From when to when it is in force, and until when the supplier may appeal."""

    since = day_field(_("执行开始"))
    until = day_field(_("执行截止"), required=False, help_text=_("不填的，执行到解除为止；限期整改填整改期限。"))
    appeal_due = day_field(_("申诉截止"))
    words = words_field(_("处理决定的理由"))
