"""What is typed about incidents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders.services import Photo
from nongcai.domain.support.rules import LONGEST_DAYS, Terms
from nongcai.domain.support.services import ToldIncident, ToldStep
from nongcai.domain.support.states import (
    DECISIONS,
    KINDS,
    NOT_AGREED,
    WITH_OUTCOME,
    IncidentAction,
    IncidentKind,
    Level,
    Outcome,
    Side,
)
from nongcai.interfaces.web.fields import AmountField
from nongcai.interfaces.web.imports.forms import FilesInput
from nongcai.interfaces.web.prices.forms import ScansField
from nongcai.interfaces.web.suppliers.forms import ApartForm

# More is not read: the service refuses what is larger than ten megabytes.
READ = 10 * 2**20 + 1
LONGEST = 1000
CHOOSE = ("", _("请选择"))
# As the other side says it.
REPLIES = {Outcome.REJECT: NOT_AGREED}
HELPS = {
    IncidentAction.REPLY: _("写明核实情况和处理办法，如补发的时间、退货的地址。"),
    IncidentAction.SETTLE: _("写明与对方商定的办法。同意后交易异常办结。"),
    IncidentAction.RAISE: _("写明不同意答复的理由。"),
    IncidentAction.ADD: _("办结前可以随时补充。"),
    IncidentAction.DECIDE: _("写明认定的事实、依据和履行的期限。"),
    IncidentAction.APPEAL: _("写明不同意决定的理由，可以附新的材料。复核只有一次。"),
    IncidentAction.REVIEW: _("写明复核认定的事实和依据；复核决定为最终决定。"),
    IncidentAction.WITHDRAW: _("写明撤回的原因，如对方已补齐。"),
}


def files_field() -> ScansField:
    """Make a field for evidence, which a telephone photographs at once."""
    return ScansField(
        label=_("材料"),
        required=False,
        help_text=_("照片、单据；JPG、PNG或PDF，最多9个，每个不超过10兆。"),
        widget=FilesInput(attrs={"accept": "image/*,application/pdf", "multiple": True}),
    )


def said_field(label: Any, help_text: Any) -> forms.CharField:
    """Make a field for what is said of an incident."""
    return forms.CharField(
        label=label, max_length=LONGEST, help_text=help_text, widget=forms.Textarea(attrs={"rows": 4})
    )


def files_of(form: forms.Form) -> list[Photo]:
    """Return the files of a form."""
    return [Photo(file.name or "file", file.read(READ)) for file in form.cleaned_data["evidence"]]


class ReportForm(forms.Form):
    """What is wrong with an order."""

    kind = forms.ChoiceField(label=_("异常类型"))
    level = forms.ChoiceField(
        label=_("等级"),
        choices=Level.choices,
        initial=Level.USUAL,
        help_text=_("影响当日供餐、涉及食品安全的选“紧急”，金额较大的选“较重”。"),
    )
    words = said_field(_("情况说明"), _("写明商品、数量、时间和希望的处理办法，不写个人姓名和电话。"))
    evidence = files_field()

    def __init__(self, side: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(kind.value, IncidentKind(kind).label) for kind in KINDS[Side(side)]]
        self.fields["kind"].choices = [CHOOSE, *named]  # type: ignore[attr-defined]  # it is a choice

    def told(self) -> ToldIncident:
        """Return what was typed."""
        given = self.cleaned_data
        return ToldIncident(given["kind"], given["level"], given["words"], files_of(self))


class StepForm(ApartForm):
    """What somebody says of an incident; with a reply and a decision, the outcome."""

    outcome = forms.ChoiceField(label=_("处理结果"))
    amount = AmountField(
        label=_("退款金额（元）"),
        required=False,
        max_digits=14,
        decimal_places=2,
        help_text=_("只有部分退款填写。"),
    )
    words = said_field(_("说明"), "")
    evidence = files_field()

    def __init__(self, action: str, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{action}_%s")
        super().__init__(*args, **kwargs)
        self.action = IncidentAction(action)
        self.fields["words"].help_text = HELPS.get(self.action, "")
        if self.action not in WITH_OUTCOME:
            del self.fields["outcome"], self.fields["amount"]
            return
        says = {}
        if self.action == IncidentAction.REPLY:
            says, self.fields["outcome"].label = REPLIES, _("处理办法")
        named = [(one.value, says.get(one, one.label)) for one in DECISIONS]
        self.fields["outcome"].choices = [CHOOSE, *named]  # type: ignore[attr-defined]  # it is a choice

    def told(self) -> ToldStep:
        """Return what was typed."""
        given = self.cleaned_data
        return ToldStep(given["words"], given.get("outcome", ""), given.get("amount"), files_of(self))


class TermForm(forms.Form):
    """How long each has at incidents of a level, from a day on."""

    level = forms.ChoiceField(label=_("等级"), choices=Level.choices)
    from_on = forms.DateField(label=_("自何日起执行"), widget=forms.DateInput(attrs={"type": "date"}))
    reply_days = forms.IntegerField(label=_("答复、确认期限（工作日）"), min_value=1, max_value=LONGEST_DAYS)
    decide_days = forms.IntegerField(label=_("平台决定期限（工作日）"), min_value=1, max_value=LONGEST_DAYS)
    appeal_days = forms.IntegerField(label=_("申请复核期限（工作日）"), min_value=1, max_value=LONGEST_DAYS)

    def terms(self) -> Terms:
        """Return the days."""
        given = self.cleaned_data
        return Terms(given["reply_days"], given["decide_days"], given["appeal_days"])
