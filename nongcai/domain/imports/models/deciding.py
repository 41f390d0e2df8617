"""What waits for a decision, and what was decided, for the next import to remember."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    BUYER = "buyer", _("采购人未对应单位")
    FILING_UNIT = "filing_unit", _("填报单位不在名录")
    ACCOUNT_UNIT = "account_unit", _("开户表所属单位不在名录")
    RENAMED = "renamed", _("单位编码未变但名称和信用代码均变")
    RECODED = "recoded", _("单位疑似更换编码")
    CREDIT_CODE = "credit_code", _("统一社会信用代码校验位不符")


@pghistory.track()
class ReconciliationItem(models.Model):
    """Something that stands in a workbook and could not be matched; `orders` and `amount` say how much hangs on it."""

    node = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("导入单位"), on_delete=models.PROTECT, related_name="+"
    )
    run = models.ForeignKey("imports.ImportRun", verbose_name=_("批次"), on_delete=models.PROTECT)
    kind = models.CharField(_("类别"), max_length=12, choices=ItemKind.choices)
    key = models.CharField(_("对象"), max_length=250)
    name = models.CharField(_("名称"), max_length=128, blank=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=32, blank=True)
    detail = models.CharField(_("说明"), max_length=300, blank=True)
    orders = models.PositiveIntegerField(_("笔数"), db_default=0, default=0)
    amount = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2, db_default=0, default=0)
    unit = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("对应单位"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_outside = models.BooleanField(_("不属于本地区"), db_default=False, default=False)
    found_at = models.DateTimeField(_("发现时间"))
    settled_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("处理人"), on_delete=models.PROTECT, null=True, blank=True
    )

    class Meta:
        verbose_name = _("待核对事项")
        constraints = [models.UniqueConstraint(fields=["node", "kind", "key"], name="one_item_a_matter")]

    def __str__(self) -> str:
        return self.name or self.key

    @property
    def is_revisable(self) -> bool:
        """Whether what was settled can be settled otherwise: what a person said of a buyer, or of a code."""
        return self.settled_at is not None and (
            self.kind == ItemKind.CREDIT_CODE
            or (self.kind == ItemKind.BUYER and (self.unit_id is not None or self.is_outside))
        )


class ItemAction(models.TextChoices):
    SETTLE = "settle", _("认定")
    REVISE = "revise", _("改判")
    REOPEN = "reopen", _("退回待核对")


class ReconciliationStep(models.Model):
    """Who settled a matter, on which unit, or opened it again, and why; never edited."""

    item = models.ForeignKey(
        ReconciliationItem, verbose_name=_("待核对事项"), on_delete=models.PROTECT, related_name="steps"
    )
    action = models.CharField(_("处理"), max_length=8, choices=ItemAction.choices)
    unit = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("对应单位"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("理由"), max_length=200, blank=True, db_default="")
    at = models.DateTimeField(_("处理时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("处理人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("核对处理记录")
        triggers = [
            pgtrigger.Protect(
                name="reconciliation_steps_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.action}"


class BackwardChoice(models.Model):
    """Whether a run takes an order's state back to what its export tells; undecided, what is known stays."""

    run = models.ForeignKey("imports.ImportRun", verbose_name=_("批次"), on_delete=models.CASCADE, related_name="+")
    order_no = models.CharField(_("订单编号"), max_length=64)
    is_accepted = models.BooleanField(_("按本次导出更正"))
    decided_at = models.DateTimeField(_("决定时间"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("决定人"), on_delete=models.PROTECT, null=True, blank=True
    )

    class Meta:
        verbose_name = _("状态退回的决定")
        constraints = [models.UniqueConstraint(fields=["run", "order_no"], name="one_choice_an_order")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.order_no}"


class DecisionKind(models.TextChoices):
    COLUMN = "column", _("列的对应")
    AMOUNT_UNIT = "amount_unit", _("金额单位")
    BUYER = "buyer", _("采购人归属")
    FILING_UNIT = "filing_unit", _("填报表单位编码")
    ACCOUNT_UNIT = "account_unit", _("开户表单位编码")
    RENAMED = "renamed", _("单位更名")
    RECODED = "recoded", _("单位更换编码")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Decision(models.Model):
    """What a person decided for a bureau: where a column goes, whose a buyer is. Without an answer it was forgotten."""

    node = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("导入单位"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("类别"), max_length=20, choices=DecisionKind.choices)
    key = models.CharField(_("对象"), max_length=250)
    answer = models.CharField(_("决定"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("决定时间"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("决定人"), on_delete=models.PROTECT, null=True, blank=True
    )

    class Meta:
        verbose_name = _("导入决定")
        constraints = [models.UniqueConstraint(fields=["node", "kind", "key"], name="one_decision_a_matter")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
