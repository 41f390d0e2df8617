"""A supplier's workbook, tried row by row and then done: products and offers made, prices and stocks changed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.models.category import Category
from nongcai.domain.catalogue.states import BATCH_BUSY, BATCH_MACHINE, BatchKind, BatchState, RowOutcome


class OfferBatch(models.Model):
    """One workbook (批量办理). `read` counts its rows as they are read, `done` those that were done."""

    supplier = models.ForeignKey(
        "suppliers.Supplier", verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("事项"), max_length=8, choices=BatchKind.choices)
    category = models.ForeignKey(
        Category, verbose_name=_("分类"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=BatchState.choices,
        db_default=BatchState.RECEIVED.value,
        default=BatchState.RECEIVED,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    file_name = models.CharField(_("文件"), max_length=200)
    sheet_name = models.CharField(_("工作表"), max_length=100, blank=True, db_default="", default="")
    created_at = models.DateTimeField(_("上传时间"))
    checked_at = models.DateTimeField(_("核对时间"), null=True, blank=True)
    loaded_at = models.DateTimeField(_("办理时间"), null=True, blank=True)
    read = models.PositiveIntegerField(_("已读行数"), db_default=0, default=0)
    good = models.PositiveIntegerField(_("可办理"), db_default=0, default=0)
    same = models.PositiveIntegerField(_("已有，不变"), db_default=0, default=0)
    wrong = models.PositiveIntegerField(_("有误"), db_default=0, default=0)
    done = models.PositiveIntegerField(_("已办理"), db_default=0, default=0)
    message = models.CharField(_("说明"), max_length=500, blank=True, db_default="", default="")

    class Meta:
        verbose_name = _("批量办理")
        indexes = [models.Index(fields=["supplier", "-id"], name="batches_of_a_supplier")]
        triggers = [
            pgtrigger.FSM(
                name="batch_steps_are_permitted",
                field="state",
                transitions=[pair for pair in BATCH_MACHINE.pairs if pair[0] != pair[1]],
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def is_busy(self) -> bool:
        """Whether a job is at it, or soon will be."""
        return self.state in BATCH_BUSY

    @property
    def owner(self) -> str:
        """What its file belongs to."""
        return f"offer-batch:{self.pk}"


class OfferBatchRow(models.Model):
    """A row as read. `told` are its values, `before` what stood, `problems` column, value and sentence."""

    batch = models.ForeignKey(OfferBatch, verbose_name=_("批量办理"), on_delete=models.CASCADE, related_name="rows")
    row_no = models.PositiveIntegerField(_("行"))
    outcome = models.CharField(_("结果"), max_length=8, choices=RowOutcome.choices)
    name = models.CharField(_("商品名称"), max_length=100, blank=True)
    specification = models.CharField(_("规格"), max_length=60, blank=True)
    told = models.JSONField(_("内容"), default=dict, blank=True)
    before = models.JSONField(_("现有"), default=dict, blank=True)
    problems = models.JSONField(_("问题"), default=list, blank=True)

    class Meta:
        verbose_name = _("批量办理行")
        constraints = [models.UniqueConstraint(fields=["batch", "row_no"], name="one_row_a_line")]
        indexes = [models.Index(fields=["batch", "outcome", "row_no"], name="batch_rows_by_outcome")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row_no}"
