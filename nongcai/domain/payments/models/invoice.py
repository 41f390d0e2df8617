"""Invoices (数电票) of orders, their lines, and the wall against a number that comes twice."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.payments.states import INVOICE_MACHINE, InvoiceForm, InvoiceState


class Invoice(models.Model):
    """An invoice of an order. `differences` says where it does not agree with the order; empty where it does."""

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    number = models.CharField(_("发票号码"), max_length=20)
    form = models.CharField(_("格式"), max_length=4, choices=InvoiceForm.choices)
    issued_on = models.DateField(_("开票日期"))
    seller_name = models.CharField(_("销售方名称"), max_length=128)
    seller_code = models.CharField(_("销售方税号"), max_length=20)
    buyer_name = models.CharField(_("购买方名称"), max_length=128)
    buyer_code = models.CharField(_("购买方税号"), max_length=20, blank=True)
    net = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    tax = models.DecimalField(_("税额（元）"), max_digits=16, decimal_places=2)
    total = models.DecimalField(_("价税合计（元）"), max_digits=16, decimal_places=2)
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=InvoiceState.choices,
        db_default=InvoiceState.SHOWN.value,
        default=InvoiceState.SHOWN,
    )
    differences = models.CharField(_("与订单不符之处"), max_length=500, blank=True)
    shown_by = models.CharField(_("上传人"), max_length=64)
    shown_at = models.DateTimeField(_("上传时间"))
    decided_by = models.CharField(_("办理人"), max_length=64, blank=True, db_default="", default="")
    decided_at = models.DateTimeField(_("办理时间"), null=True, blank=True)
    words = models.CharField(_("说明"), max_length=300, blank=True, db_default="", default="")

    class Meta:
        verbose_name = _("发票")
        constraints = [
            models.UniqueConstraint(fields=["order_id", "number"], name="a_number_stands_once_in_an_order"),
            models.CheckConstraint(
                condition=Q(total=F("net") + F("tax"), total__gt=0),
                name="an_invoice_adds_up",
                violation_error_message=_("价税合计应等于金额与税额之和，且大于零。"),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="invoice_steps_are_permitted", field="state", transitions=INVOICE_MACHINE.pairs),
            pgtrigger.Protect(name="invoices_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="invoices_are_not_edited",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]  # it has no types
                    "number", "issued_on", "seller_code", "buyer_code", "net", "tax", "total"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def owner(self) -> str:
        """What its file belongs to."""
        return f"invoice:{self.order_id}:{self.seq}"


class InvoiceLine(models.Model):
    """A line as the invoice has it."""

    pk = models.CompositePrimaryKey("order_id", "invoice_seq", "line_no")
    order_id = models.UUIDField(_("订单"))
    invoice_seq = models.PositiveSmallIntegerField(_("发票序号"))
    line_no = models.PositiveSmallIntegerField(_("行"))
    name = models.CharField(_("项目名称"), max_length=200)
    specification = models.CharField(_("规格型号"), max_length=100, blank=True)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    quantity = models.DecimalField(_("数量"), max_digits=18, decimal_places=6, null=True, blank=True)
    net = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    rate = models.CharField(_("税率"), max_length=10, blank=True)
    tax = models.DecimalField(_("税额（元）"), max_digits=16, decimal_places=2)

    class Meta:
        verbose_name = _("发票行")
        triggers = [pgtrigger.Protect(name="invoice_lines_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


class InvoiceNumber(models.Model):
    """A number that has come (发票号码): whichever order it was for, it comes once."""

    number = models.CharField(_("发票号码"), max_length=20, primary_key=True)
    order_id = models.UUIDField(_("订单"))
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("发票号码")
        triggers = [pgtrigger.Protect(name="invoice_numbers_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.number
