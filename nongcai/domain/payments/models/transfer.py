"""Transfers that reached a supplier, and what they were allocated to; keyed for distribution (house.md, keys)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.payments.states import Channel, StepKind


class Statement(models.Model):
    """A bank's statement (对账单) that was loaded: whose, of which account, and what it brought."""

    supplier = models.ForeignKey(
        "suppliers.Supplier", verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="+"
    )
    account = models.ForeignKey(
        "payments.SettlementAccount",
        verbose_name=_("结算账户"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    account_tail = models.CharField(_("账号末四位"), max_length=4)
    bank = models.CharField(_("银行"), max_length=40)
    file_name = models.CharField(_("文件"), max_length=200)
    first_on = models.DateField(_("起始日期"), null=True, blank=True)
    last_on = models.DateField(_("截止日期"), null=True, blank=True)
    recorded = models.PositiveIntegerField(_("新登记"), db_default=0, default=0)
    same = models.PositiveIntegerField(_("已登记过"), db_default=0, default=0)
    matched = models.PositiveIntegerField(_("已核对入账"), db_default=0, default=0)
    wrong = models.PositiveIntegerField(_("有误"), db_default=0, default=0)
    by_label = models.CharField(_("上传人"), max_length=64)
    loaded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("银行对账单")
        indexes = [models.Index(fields=["supplier", "-id"], name="statements_of_a_supplier")]

    def __str__(self) -> str:
        return self.file_name


class StatementHeading(models.Model):
    """What a supplier said a heading of its bank means; taken for its later statements."""

    supplier = models.ForeignKey(
        "suppliers.Supplier", verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(_("表头"), max_length=200)
    answer = models.CharField(_("含义"), max_length=40)

    class Meta:
        verbose_name = _("对账单表头")
        constraints = [models.UniqueConstraint(fields=["supplier", "key"], name="one_answer_a_heading")]

    def __str__(self) -> str:
        return f"{self.key} {self.answer}"


class Transfer(models.Model):
    """Money that reached an account of a supplier (到账). Its key is made of its fingerprint, so that it comes once.

    `allocated + returned + open = amount`. Of the payer's account the last four digits are kept, and a keyed hash;
    `payer` is masked where it is a person's name. `account_id` is None when it is no settlement account,
    `statement_id` when no statement told of it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    supplier_id = models.BigIntegerField(_("供应商"))
    account_id = models.BigIntegerField(_("结算账户"), null=True, blank=True)
    account_tail = models.CharField(_("账号末四位"), max_length=4)
    channel = models.CharField(
        _("到账方式"), max_length=6, choices=Channel.choices, db_default=Channel.BANK.value, default=Channel.BANK
    )
    statement_id = models.BigIntegerField(_("银行对账单"), null=True, blank=True)
    paid_at = models.DateTimeField(_("到账时间"))
    amount = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    payer = models.CharField(_("付款户名"), max_length=128, blank=True)
    payer_key = models.CharField(_("付款户名标记"), max_length=16, blank=True)
    payer_tail = models.CharField(_("付款账号末四位"), max_length=4, blank=True)
    payer_account_key = models.CharField(_("付款账号标记"), max_length=16, blank=True)
    note = models.CharField(_("附言"), max_length=200, blank=True)
    serial = models.CharField(_("流水号"), max_length=64, blank=True)
    balance = models.DecimalField(_("余额（元）"), max_digits=16, decimal_places=2, null=True, blank=True)
    likeness = models.CharField(_("近似标记"), max_length=32, blank=True)
    allocated = models.DecimalField(_("已入账（元）"), max_digits=16, decimal_places=2, db_default=0, default=0)
    returned = models.DecimalField(_("已退款（元）"), max_digits=16, decimal_places=2, db_default=0, default=0)
    open = models.GeneratedField(
        expression=F("amount") - F("allocated") - F("returned"),
        output_field=models.DecimalField(max_digits=16, decimal_places=2),
        db_persist=True,
        verbose_name=_("待核对（元）"),
    )
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("到账")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="a_transfer_is_of_something",
                violation_error_message=_("到账金额应大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(allocated__gte=0, returned__gte=0, amount__gte=F("allocated") + F("returned")),
                name="never_allocated_beyond_its_amount",
                violation_error_message=_("入账和退款合计不能超过到账金额。"),
            ),
        ]
        indexes = [
            models.Index(fields=["supplier_id", "-paid_at"], name="transfers_of_a_supplier"),
            models.Index(fields=["likeness"], name="transfers_alike", condition=~Q(likeness="")),
        ]
        triggers = [
            pgtrigger.Protect(name="transfers_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="transfers_are_not_edited",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]  # it has no types
                    "id", "supplier_id", "account_id", "paid_at", "amount", "payer", "payer_key", "note", "serial"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid_at:%Y-%m-%d} {self.amount}"


class Allocation(models.Model):
    """A part of a transfer that pays an order (入账). Taken back by its opposite, never edited."""

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    transfer_id = models.UUIDField(_("到账"), db_index=True)
    amount = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    reverses = models.PositiveSmallIntegerField(_("撤回的序号"), null=True, blank=True)
    by_label = models.CharField(_("办理人"), max_length=64)
    words = models.CharField(_("说明"), max_length=300, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("入账")
        constraints = [
            models.UniqueConstraint(fields=["order_id", "reverses"], name="an_allocation_is_taken_back_once"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="an_opposite_is_below_zero",
                violation_error_message=_("入账金额应大于零，撤回的应为其负数。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="allocations_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.order_id}:{self.seq} {self.amount}"


class TransferStep(models.Model):
    """Who did what with a transfer, when, and why; never edited."""

    pk = models.CompositePrimaryKey("transfer_id", "seq")
    transfer_id = models.UUIDField(_("到账"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    kind = models.CharField(_("办理"), max_length=16, choices=StepKind.choices)
    by_label = models.CharField(_("办理人"), max_length=64)
    by_office = models.CharField(_("办理单位"), max_length=128, blank=True)
    words = models.CharField(_("说明"), max_length=300, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("到账办理记录")
        triggers = [pgtrigger.Protect(name="transfer_steps_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.transfer_id}:{self.seq} {self.kind}"


class KnownPayer(models.Model):
    """A name under which a buyer pays though it is not its own, as somebody once decided."""

    buyer_id = models.BigIntegerField(_("采购人"))
    supplier_id = models.BigIntegerField(_("供应商"))
    payer_key = models.CharField(_("付款户名标记"), max_length=16)
    payer = models.CharField(_("付款户名"), max_length=128)
    decided_by = models.CharField(_("办理人"), max_length=64)
    decided_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("代付户名")
        constraints = [
            models.UniqueConstraint(fields=["supplier_id", "buyer_id", "payer_key"], name="one_row_a_known_payer")
        ]

    def __str__(self) -> str:
        return self.payer
