"""What is typed about money: accounts, statements, exceptions, invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.payments.states import InvoiceForm as Form
from nongcai.domain.payments.states import IssueAction
from nongcai.foundation.money import shown
from nongcai.interfaces.web.fields import AmountField, HalfWidthField
from nongcai.interfaces.web.suppliers.forms import ApartForm, words_field

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.payments.models import Due
    from nongcai.interfaces.sheets.questions import Question

SHOWS = (("", _("未付清")), ("late", _("已逾期")), ("paid", _("已付清")), ("all", _("全部")))


class ShowForm(forms.Form):
    """Which part of what is owed."""

    show = forms.ChoiceField(label=_("范围"), required=False, choices=SHOWS)


class MonthForm(forms.Form):
    """Which month."""

    month = forms.ChoiceField(label=_("月份"), required=False)

    def __init__(self, months: Sequence[date], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = {f"{one:%Y-%m}": one for one in months}
        named = [
            (key, _("%(year)s年%(month)s月") % {"year": one.year, "month": one.month})
            for key, one in self.months.items()
        ]
        self.fields["month"].choices = named  # type: ignore[attr-defined]  # it is a choice

    def told(self) -> date | None:
        """Return the first day of the month that could be read."""
        return self.months.get(self.cleaned_data.get("month", "")) if self.is_valid() else None


class AccountForm(forms.Form):
    """A settlement account."""

    holder_name = forms.CharField(
        label=_("户名"), max_length=128, help_text=_("须与供应商名称一致，不能使用个人账户。")
    )
    bank = forms.CharField(label=_("开户银行"), max_length=100, help_text=_("写到支行，如“中国农业银行卢氏县支行”。"))
    number = HalfWidthField(label=_("账号"), max_length=40, help_text=_("8至32位数字。"))
    merchant_no = HalfWidthField(
        label=_("微信支付商户号"),
        max_length=12,
        required=False,
        help_text=_("已开通微信支付特约商户的填写，个人采购的货款由微信支付直接结算到该商户号；没有的不填。"),
    )
    words = words_field(_("更换原因"), required=False, help_text=_("首次登记不填。"))

    def __init__(self, *args: Any, is_merchant: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_merchant:
            del self.fields["merchant_no"]


class WordsForm(ApartForm):
    """Some words."""

    words = words_field(_("说明"))


class TakingForm(ApartForm):
    """Invoices are agreed to; words are wanted where one does not agree with the order."""

    words = words_field(_("说明"), required=False, help_text=_("发票与订单不符仍然验票的，写明原因；相符的不用填写。"))


class StatementForm(forms.Form):
    """A bank's statement, of the settlement account unless its last digits are told."""

    original = forms.FileField(
        label=_("银行对账单"),
        help_text=_("从网上银行导出的交易明细，xlsx、xls或csv，不超过10MB、5000行。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={"required": _("请选择文件。"), "empty": _("所选文件是空文件，请核对后再上传。")},
    )
    tail = forms.RegexField(
        label=_("其他账户末四位"),
        regex=r"^[0-9]{4}$",
        required=False,
        help_text=_("结算账户的对账单不填。采购人误汇到本单位其他账户的，填该账户账号末四位，由平台核查。"),
        error_messages={"invalid": _("应为四位数字。")},
    )


class HeadingsForm(forms.Form):
    """What headings of a statement mean that nobody knows."""

    def __init__(self, questions: Sequence[Question], data: Any = None) -> None:
        super().__init__(data)
        self.keys = [one.key for one in questions]
        for place, one in enumerate(questions):
            self.fields[f"heading_{place}"] = forms.ChoiceField(
                label=one.header,
                choices=[("", _("请选择")), *one.candidates],
                help_text="、".join(one.first_values),
            )

    def answers(self) -> dict[str, str]:
        """Return what each heading means."""
        return {key: self.cleaned_data[f"heading_{place}"] for place, key in enumerate(self.keys)}


class PassForm(ApartForm):
    """What is done with an exception, and why."""

    action = forms.ChoiceField(label=_("办理"))
    words = words_field(_("说明"), help_text=_("写明依据，如与何岗位核实、回单编号。"))

    def __init__(self, acts: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(act, IssueAction(act).label) for act in acts]
        self.fields["action"].choices = named  # type: ignore[attr-defined]  # it is a choice


class AssignForm(ApartForm):
    """How much of a transfer pays which order."""

    words = words_field(_("原因"))
    remembers = forms.BooleanField(label=_("今后该户名的付款视同采购人付款"), required=False)

    def __init__(self, dues: Sequence[Due], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[str, UUID] = {f"part_{place}": due.pk for place, due in enumerate(dues)}
        for (name, _key), due in zip(self.names.items(), dues, strict=True):
            self.fields[name] = AmountField(
                label=f"{due.number} {due.buyer_name}",
                required=False,
                max_digits=14,
                decimal_places=2,
                help_text=_("未付%s元") % shown(due.open),
            )
        self.order_fields([*self.names, "words", "remembers"])

    def parts(self) -> dict[UUID, Decimal]:
        """Return how much for each order; what was left empty is left out."""
        told = ((key, self.cleaned_data.get(name)) for name, key in self.names.items())
        return {key: amount for key, amount in told if amount is not None}


class InvoiceUploadForm(ApartForm):
    """An invoice: of an XML all is read from it, of a picture it is typed."""

    file = forms.FileField(
        label=_("发票文件"),
        help_text=_("数电票的XML、OFD或PDF，不超过20MB。上传XML的，以下各项自动读取，不用填写。"),
        widget=forms.FileInput(attrs={"accept": ".xml,.ofd,.pdf"}),
        error_messages={"required": _("请选择发票文件。"), "empty": _("所选文件是空文件，请核对后再上传。")},
    )
    number = HalfWidthField(label=_("发票号码"), max_length=20, required=False)
    issued_on = forms.DateField(label=_("开票日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    net = AmountField(label=_("金额"), max_digits=14, decimal_places=2, required=False)
    tax = AmountField(label=_("税额"), max_digits=14, decimal_places=2, required=False)

    def clean(self) -> dict[str, Any]:
        """Want what is typed, all of it, where the file cannot be read."""
        told = super().clean() or {}
        if self.form_of() != Form.XML:
            for name in ("number", "issued_on", "net", "tax"):
                if told.get(name) in {None, ""}:
                    self.add_error(name, _("OFD、PDF格式的发票，请填写此项。"))
        return told

    def form_of(self) -> Form | None:
        """Return the form that the file's name says."""
        file = self.cleaned_data.get("file")
        ending = str(file.name).rpartition(".")[2].lower() if file else ""
        return Form(ending) if ending in Form.values else None
