"""An order: who buys what from whom, for which unit; its facts, and whom it waits for until when."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from nongcai.domain.orders.rules import LONGEST_DAYS
from nongcai.domain.orders.states import (
    CONTRACTED,
    IN_HAND,
    ORDER_MACHINE,
    Holder,
    OrderState,
    PayerKind,
    PaymentMode,
    Purpose,
)
from nongcai.foundation.checks import none_below_zero


class Order(models.Model):
    """One supplier's goods for one unit. `number` is a fact of the key.

    `amount` is what the contract says, `due` what is to be paid by now: less where less was accepted or goods went
    back. `steps` is how many were taken. `buyer` is the body that buys, `unit` the one to which it counts. Names are
    those of when it was placed. `invoice_shown_at` is since when an invoice stands; without one it is empty again.
    `term_days` is within how many days of delivery is paid, where the contract says it: else as the region's rule
    does. What a standing order placed has its key, and when it is to come.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("订单编号"), max_length=24)
    buyer = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("采购人"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    buyer_name = models.CharField(_("采购人名称"), max_length=128)
    buyer_code = models.CharField(_("采购人统一社会信用代码"), max_length=32, blank=True)
    buyer_kind = models.CharField(_("采购人类型"), max_length=12)
    # Accounts and suppliers are kept (triggers see to it): the database need not look for them with each order, and
    # lock their rows, a great supplier's for many at once.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("下单人"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    unit = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("所属预算单位"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    unit_name = models.CharField(_("所属预算单位名称"), max_length=128)
    region_code = models.CharField(_("所属区划"), max_length=6)
    # Its orders are found by the organisation that sells; that is the supplier's own for good.
    supplier = models.ForeignKey(
        "suppliers.Supplier",
        verbose_name=_("供应商"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    seller = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("供应商组织"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    supplier_name = models.CharField(_("供应商名称"), max_length=128)
    purpose = models.CharField(_("用途"), max_length=8, choices=Purpose.choices)
    receiver = models.CharField(_("收货人"), max_length=40)
    phone = models.CharField(_("收货电话"), max_length=20)
    province = models.CharField(_("收货省份"), max_length=2)
    address = models.CharField(_("收货地址"), max_length=200)
    payment_mode = models.CharField(_("付款方式"), max_length=12, choices=PaymentMode.choices)
    term_days = models.SmallIntegerField(_("约定付款期限（日）"), null=True, blank=True)
    payer_kind = models.CharField(_("付款主体"), max_length=12, choices=PayerKind.choices)
    invoice_title = models.CharField(_("发票抬头"), max_length=128)
    tax_number = models.CharField(_("纳税人识别号"), max_length=20, blank=True)
    note = models.CharField(_("备注"), max_length=500, blank=True)
    goods_amount = models.DecimalField(_("商品金额（元）"), max_digits=14, decimal_places=2)
    freight = models.DecimalField(_("运费（元）"), max_digits=12, decimal_places=2)
    amount = models.DecimalField(_("订单金额（元）"), max_digits=14, decimal_places=2)
    due = models.DecimalField(_("应付金额（元）"), max_digits=14, decimal_places=2)
    paid = models.DecimalField(_("已付金额（元）"), max_digits=14, decimal_places=2, db_default=0, default=0)
    state = models.CharField(_("状态"), max_length=9, choices=OrderState.choices)
    steps = models.SmallIntegerField(_("办理次数"), db_default=0, default=0)
    placed_at = models.DateTimeField(_("下单时间"))
    approved_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    signed_at = models.DateTimeField(_("签约时间"), null=True, blank=True)
    paid_at = models.DateTimeField(_("付清时间"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("发货时间"), null=True, blank=True)
    goods_accepted_at = models.DateTimeField(_("验货时间"), null=True, blank=True)
    invoice_shown_at = models.DateTimeField(_("开票时间"), null=True, blank=True)
    invoice_accepted_at = models.DateTimeField(_("验票时间"), null=True, blank=True)
    evaluated_at = models.DateTimeField(_("评价时间"), null=True, blank=True)
    completed_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    counted_at = models.DateTimeField(_("计入时间"), null=True, blank=True)
    holder = models.CharField(_("等待谁办理"), max_length=8, choices=Holder.choices)
    since = models.DateTimeField(_("自何时起"))
    waits_until = models.DateTimeField(_("办理期限"), null=True, blank=True)
    budgets = ArrayField(models.UUIDField(), verbose_name=_("占用的采购预算"), blank=True, db_default=[], default=list)
    stopped_at = models.DateTimeField(_("暂停计时时间"), null=True, blank=True)
    standing_id = models.BigIntegerField(_("周期订单"), null=True, blank=True)
    deliver_on = models.DateField(_("送货日"), null=True, blank=True)
    deliver_from = models.TimeField(_("送货时段开始"), null=True, blank=True)
    deliver_until = models.TimeField(_("送货时段结束"), null=True, blank=True)

    class Meta:
        verbose_name = _("订单")
        constraints = [
            models.CheckConstraint(
                condition=Q(none_below_zero("goods_amount", "freight", "due", "paid"))
                & Q(amount=F("goods_amount") + F("freight")),
                name="an_order_is_goods_and_freight",
                violation_error_message=_("订单金额应为商品金额与运费之和，各项金额不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(term_days__isnull=True)
                | Q(payment_mode=PaymentMode.GOODS_FIRST, term_days__range=(1, LONGEST_DAYS)),
                name="a_term_of_paying_is_lawful",
                violation_error_message=_("约定付款期限只用于先货后款，为1至60日。"),
            ),
        ]
        indexes = [
            models.Index(fields=["number"], name="orders_by_number"),
            models.Index(fields=["buyer", "-id"], name="orders_of_a_buyer"),
            # Few wait for approval, of the very many that a body may have ordered: who approves asks with every look.
            models.Index(
                fields=["buyer", "-id"], name="orders_waiting_for_approval", condition=Q(state=OrderState.WAITING)
            ),
            models.Index(fields=["seller", "-id"], name="orders_of_a_seller"),
            models.Index(fields=["unit", "-id"], name="orders_for_a_unit"),
            # Of a great supplier's orders few are not done with: its lists are cut, and counted, by these.
            models.Index(
                fields=["seller", "-id"],
                name="orders_of_a_seller_in_hand",
                condition=Q(state__in=IN_HAND) | Q(paid__lt=F("due")),
                include=["state", "holder", "paid", "due"],
            ),
            models.Index(
                fields=["waits_until"],
                name="orders_with_a_clock",
                condition=Q(waits_until__isnull=False, stopped_at__isnull=True),
            ),
            models.Index(
                fields=["region_code", "id"],
                name="orders_that_may_yet_count",
                condition=Q(counted_at__isnull=True, state__in=CONTRACTED),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="order_steps_are_permitted", field="state", transitions=ORDER_MACHINE.pairs),
            pgtrigger.Protect(name="orders_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def source(self) -> str:
        """By what others hold for it."""
        return f"order:{self.id}"

    @property
    def is_paid(self) -> bool:
        """All that is due was paid."""
        return self.paid >= self.due

    @property
    def lacks_invoice(self) -> bool:
        """Something is to be paid, and the supplier has shown no invoice of it; none that stands."""
        return self.due > 0 and not (self.invoice_shown_at or self.invoice_accepted_at)

    @property
    def owes_invoice(self) -> bool:
        """The goods were accepted, and nothing goes on before the supplier shows its invoice."""
        return self.state == OrderState.ACCEPTED and self.lacks_invoice


class OrderStep(models.Model):
    """Who took which step with an order, and why; never edited."""

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.SmallIntegerField(_("序号"))
    action = models.CharField(_("办理"), max_length=17)
    state = models.CharField(_("办理后状态"), max_length=9, choices=OrderState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账号"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    by_office = models.CharField(_("办理单位"), max_length=128, blank=True)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    words = models.CharField(_("说明"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("订单办理记录")
        triggers = [pgtrigger.Protect(name="order_steps_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.order_id} {self.action}"
