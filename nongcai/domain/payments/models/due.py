"""What is owed for an order: code, term, what was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.payments.states import PayMode

if TYPE_CHECKING:
    from datetime import date


class Due(models.Model):
    """What a buyer owes for an order (应付). `payers` are the names under which it pays, reduced to compare them.

    `due_on` is None while the term has not begun. `paid` is the sum of the order's allocations.
    """

    order_id = models.UUIDField(_("订单"), primary_key=True, editable=False)
    number = models.CharField(_("订单编号"), max_length=32)
    code = models.CharField(_("识别码"), max_length=14, db_index=True)
    supplier_id = models.BigIntegerField(_("供应商"))
    supplier_name = models.CharField(_("供应商名称"), max_length=128)
    buyer_id = models.BigIntegerField(_("采购人"))
    buyer_name = models.CharField(_("采购人名称"), max_length=128)
    unit_id = models.BigIntegerField(_("所属预算单位"), null=True, blank=True)
    payers = ArrayField(models.CharField(max_length=16), verbose_name=_("付款户名标记"), default=list)
    mode = models.CharField(_("付款方式"), max_length=12, choices=PayMode.choices)
    amount = models.DecimalField(_("应付（元）"), max_digits=16, decimal_places=2)
    paid = models.DecimalField(_("已付（元）"), max_digits=16, decimal_places=2, db_default=0, default=0)
    open = models.GeneratedField(
        expression=F("amount") - F("paid"),
        output_field=models.DecimalField(max_digits=16, decimal_places=2),
        db_persist=True,
        verbose_name=_("未付（元）"),
    )
    starts_on = models.DateField(_("起算日"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("付款期限（日）"))
    due_on = models.DateField(_("应付日期"), null=True, blank=True)
    extended_at = models.DateTimeField(_("延迟付款时间"), null=True, blank=True)
    settled_at = models.DateTimeField(_("付清时间"), null=True, blank=True)
    settled_on = models.DateField(_("付清日期"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    reminded_on = models.DateField(_("提醒日期"), null=True, blank=True)
    # Of which state of the order this speaks: how many steps had been taken.
    order_steps = models.PositiveSmallIntegerField(_("订单办理次数"), db_default=0, default=0)
    opened_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("应付")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, paid__gte=0),
                name="nothing_owed_below_zero",
                violation_error_message=_("应付、已付不能小于零。"),
            ),
        ]
        indexes = [
            models.Index(fields=["supplier_id", "due_on"], name="dues_of_a_supplier"),
            models.Index(fields=["buyer_id", "due_on"], name="dues_of_a_buyer"),
            models.Index(fields=["due_on"], name="dues_in_arrears", condition=Q(settled_at=None, cancelled_at=None)),
        ]
        triggers = [pgtrigger.Protect(name="dues_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.number} {self.amount}"

    def may_be_put_off(self, today: date) -> bool:
        """Whether its payment can still be put off: pay first, in time, not yet paid, and once."""
        is_waiting = self.settled_at is None and self.cancelled_at is None and self.extended_at is None
        return is_waiting and self.mode == PayMode.PAY_FIRST and self.due_on is not None and today <= self.due_on
