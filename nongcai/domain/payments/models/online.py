"""Payments at a licensed institution: each attempt, what went back of it, and what the institution has told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.payments.states import (
    ONLINE_MACHINE,
    REFUND_MACHINE,
    NoticeOutcome,
    OnlineState,
    RefundState,
)
from nongcai.foundation.money import of_fen

if TYPE_CHECKING:
    from decimal import Decimal


class OnlinePayment(models.Model):
    """An attempt to pay an order by WeChat (支付单): what was asked, and once it is paid, what came.

    `trade_no` is a fact of order and attempt. `code` is what the payer scans. `due_at` is when the institution is
    asked what became of it; None when there is nothing more to ask. Amounts are in fen, as the institution has them.
    """

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    trade_no = models.CharField(_("支付单号"), max_length=32, db_index=True)
    supplier_id = models.BigIntegerField(_("供应商"))
    merchant_no = models.CharField(_("微信支付商户号"), max_length=12)
    fen = models.PositiveBigIntegerField(_("应支付（分）"))
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=OnlineState.choices,
        db_default=OnlineState.OPENED.value,
        default=OnlineState.OPENED,
    )
    code = models.CharField(_("支付二维码内容"), max_length=512, blank=True, db_default="", default="")
    opened_by = models.CharField(_("发起人"), max_length=64)
    opened_at = models.DateTimeField(_("发起时间"))
    ends_at = models.DateTimeField(_("失效时间"))
    due_at = models.DateTimeField(_("查询时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("关闭时间"), null=True, blank=True)
    serial = models.CharField(_("微信支付订单号"), max_length=64, blank=True, db_default="", default="")
    paid_fen = models.PositiveBigIntegerField(_("实付（分）"), null=True, blank=True)
    paid_at = models.DateTimeField(_("支付时间"), null=True, blank=True)
    returned_fen = models.PositiveBigIntegerField(_("已退款（分）"), db_default=0, default=0)
    transfer_id = models.UUIDField(_("到账"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("支付单")
        constraints = [
            models.UniqueConstraint(
                fields=["order_id"],
                condition=Q(state=OnlineState.OPENED),
                name="one_open_payment_an_order",
                violation_error_message=_("该订单已有待支付的支付单。"),
            ),
            models.CheckConstraint(
                condition=Q(fen__gt=0),
                name="a_payment_is_of_something",
                violation_error_message=_("支付金额应大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[OnlineState.OPENED, OnlineState.CLOSED], transfer_id=None, paid_fen=None)
                | Q(
                    state__in=[OnlineState.PAID, OnlineState.GIVEN_BACK],
                    transfer_id__isnull=False,
                    paid_fen__isnull=False,
                    paid_at__isnull=False,
                ),
                name="what_is_paid_has_come",
            ),
            models.CheckConstraint(
                condition=Q(returned_fen=0) | Q(paid_fen__gte=F("returned_fen")),
                name="never_given_back_beyond_what_came",
                violation_error_message=_("退款合计不能超过实付金额。"),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="payments_to_ask_after", condition=Q(due_at__isnull=False)),
        ]
        triggers = [
            pgtrigger.FSM(name="online_steps_are_permitted", field="state", transitions=ONLINE_MACHINE.pairs),
            pgtrigger.Protect(name="online_payments_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="online_payments_are_not_edited",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]  # it has no types
                    "trade_no", "supplier_id", "merchant_no", "fen", "opened_at", "ends_at"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.trade_no

    @property
    def asked(self) -> Decimal:
        """What was asked, in yuan."""
        return of_fen(self.fen)

    @property
    def returned(self) -> Decimal:
        """What went back, in yuan."""
        return of_fen(self.returned_fen)


class OnlineRefund(models.Model):
    """Money that goes back to where an online payment came from (原路退款).

    `applied_at` is when it was taken from what came: it may be heard of before the payment itself.
    """

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    payment_seq = models.PositiveSmallIntegerField(_("支付单序号"))
    refund_no = models.CharField(_("退款单号"), max_length=64)
    fen = models.PositiveBigIntegerField(_("退款（分）"))
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=RefundState.choices,
        db_default=RefundState.REQUESTED.value,
        default=RefundState.REQUESTED,
    )
    words = models.CharField(_("原因"), max_length=300, blank=True)
    by_label = models.CharField(_("办理人"), max_length=64)
    requested_at = models.DateTimeField(_("申请时间"))
    due_at = models.DateTimeField(_("查询时间"), null=True, blank=True)
    serial = models.CharField(_("微信支付退款单号"), max_length=64, blank=True, db_default="", default="")
    done_at = models.DateTimeField(_("退款时间"), null=True, blank=True)
    applied_at = models.DateTimeField(_("入账时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("原路退款")
        constraints = [
            models.UniqueConstraint(fields=["order_id", "refund_no"], name="a_refund_number_stands_once_in_an_order"),
            models.UniqueConstraint(
                fields=["order_id", "payment_seq"],
                condition=Q(state=RefundState.REQUESTED),
                name="one_refund_under_way_a_payment",
                violation_error_message=_("该笔支付已有办理中的原路退款。"),
            ),
            models.CheckConstraint(
                condition=Q(fen__gt=0),
                name="a_refund_is_of_something",
                violation_error_message=_("退款金额应大于零。"),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="refunds_to_ask_after", condition=Q(due_at__isnull=False)),
        ]
        triggers = [
            pgtrigger.FSM(name="refund_steps_are_permitted", field="state", transitions=REFUND_MACHINE.pairs),
            pgtrigger.Protect(name="refunds_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.refund_no

    @property
    def amount(self) -> Decimal:
        """What goes back, in yuan."""
        return of_fen(self.fen)


class CashierNotice(models.Model):
    """What the institution has told (支付通知), by its own id of it: what comes again is known, and does nothing."""

    id = models.CharField(_("通知编号"), max_length=64, primary_key=True)
    kind = models.CharField(_("类型"), max_length=40)
    trade_no = models.CharField(_("支付单号"), max_length=64, blank=True)
    outcome = models.CharField(_("结果"), max_length=8, choices=NoticeOutcome.choices)
    at = models.DateTimeField(_("收到时间"))

    class Meta:
        verbose_name = _("支付通知")
        triggers = [pgtrigger.Protect(name="cashier_notices_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.id
