"""Settlement accounts of suppliers (结算账户): where buyers pay to."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.payments.states import ACCOUNT_MACHINE, AccountState


@pghistory.track()
class SettlementAccount(models.Model):
    """An account in the supplier's own name; the platform confirms it, a later one replaces it, none is edited."""

    supplier = models.ForeignKey(
        "suppliers.Supplier", verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="+"
    )
    holder_name = models.CharField(_("户名"), max_length=128)
    bank = models.CharField(_("开户银行"), max_length=100)
    number = models.CharField(_("账号"), max_length=32)
    merchant_no = models.CharField(_("微信支付商户号"), max_length=12, blank=True, db_default="", default="")
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=AccountState.choices,
        db_default=AccountState.PROPOSED.value,
        default=AccountState.PROPOSED,
    )
    words = models.CharField(_("说明"), max_length=300, blank=True, db_default="", default="")
    proposed_by = models.CharField(_("提交人"), max_length=64)
    proposed_at = models.DateTimeField(_("提交时间"))
    decided_by = models.CharField(_("核对人"), max_length=64, blank=True, db_default="", default="")
    decided_at = models.DateTimeField(_("核对时间"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("更换时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("结算账户")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier"],
                condition=Q(state=AccountState.CONFIRMED),
                name="one_settlement_account_a_supplier",
                violation_error_message=_("该供应商已有使用中的结算账户。"),
            ),
            models.UniqueConstraint(
                fields=["supplier"],
                condition=Q(state=AccountState.PROPOSED),
                name="one_proposed_account_a_supplier",
                violation_error_message=_("已有结算账户待平台核对，核对后再提交。"),
            ),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{8,32}$"),
                name="an_account_has_its_digits",
                violation_error_message=_("账号应为8至32位数字。"),
            ),
            models.CheckConstraint(
                condition=Q(merchant_no__regex=r"^([0-9]{8,12})?$"),
                name="a_merchant_number_is_of_digits",
                violation_error_message=_("微信支付商户号应为8至12位数字。"),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="account_steps_are_permitted", field="state", transitions=ACCOUNT_MACHINE.pairs),
            pgtrigger.Protect(name="accounts_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="accounts_are_not_edited",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]  # it has no types
                    "supplier_id", "holder_name", "bank", "number", "merchant_no"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name} {self.tail}"

    @property
    def tail(self) -> str:
        """What of the number is shown to those who do not pay to it."""
        return self.number[-4:]
