"""What is typed of a payment that a buyer has made, and of what became of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.payments.services import ToldClaim, VoucherFile
from nongcai.domain.payments.states import ClaimAction
from nongcai.interfaces.web.fields import AmountField, HalfWidthField
from nongcai.interfaces.web.programmes.forms import day_field
from nongcai.interfaces.web.shares.scan_forms import ENDINGS
from nongcai.interfaces.web.suppliers.forms import ApartForm, words_field

HELPS = {
    ClaimAction.ARRIVE: _("请先在网上银行核对金额、日期和付款户名。可以写入账流水号。"),
    ClaimAction.DENY: _("写明核对了哪个账户、哪几天的流水。"),
    ClaimAction.ASK_AGAIN: _("写明凭证上的收款账号末四位、日期和流水号，请供应商再核。"),
    ClaimAction.FIND_NONE: _("写明核查情况，如款项已被退回、凭证不是该笔付款。"),
    ClaimAction.WITHDRAW: _("写明原因，如金额填错、款项已被银行退回。"),
}
NOTES = {
    ClaimAction.ARRIVE: _("确认后金额记到订单；以后上传的对账单中的同一笔不重复登记"),
    ClaimAction.DENY: _("由平台核查付款凭证"),
}


class ClaimForm(forms.Form):
    """That an order was paid: how much, when, from whose account, to which, and the bank's receipt."""

    amount = AmountField(label=_("付款金额（元）"), max_digits=14, decimal_places=2)
    paid_on = day_field(_("付款日期"), help_text=_("按银行回单填写。"))
    payer = HalfWidthField(
        label=_("付款户名"), max_length=128, help_text=_("按银行回单填写；由国库或上级代付的，填代付单位户名。")
    )
    account_tail = forms.RegexField(
        label=_("收款账号末四位"),
        regex=r"^[0-9]{4}$",
        required=False,
        help_text=_("汇入结算账户的不填。误汇到供应商其他账户的，填该账号末四位，由平台核查。"),
        error_messages={"invalid": _("应为四位数字。")},
    )
    voucher = forms.FileField(
        label=_("付款凭证"),
        help_text=_("银行回单的PDF、JPG、PNG或OFD，不超过20MB，须清晰完整。"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={"required": _("请选择付款凭证。"), "empty": _("所选文件是空文件，请核对后再上传。")},
    )
    words = words_field(_("说明"), required=False)

    def told(self) -> ToldClaim:
        """Return what is said."""
        names = ("amount", "paid_on", "payer", "account_tail", "words")
        return ToldClaim(**{name: self.cleaned_data[name] for name in names})

    def file(self) -> VoucherFile:
        """Return the receipt."""
        file = self.cleaned_data["voucher"]
        return VoucherFile(str(file.name), file.read())


class ClaimStepForm(ApartForm):
    """A step with a claim; only who confirms needs no words."""

    words = words_field(_("说明"))

    def __init__(self, action: ClaimAction, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{action.value}_%s", **kwargs)
        self.action = action
        self.note = NOTES.get(action, "")
        self.fields["words"].help_text = HELPS[action]
        self.fields["words"].required = action != ClaimAction.ARRIVE
