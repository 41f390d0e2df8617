"""Rows as read, before they are loaded. A row with an error has what could be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Outcome(models.TextChoices):
    NEW = "new", _("新增")
    CHANGED = "changed", _("变更")
    UNCHANGED = "unchanged", _("无变化")
    DUPLICATE = "duplicate", _("重复")
    OLDER = "older", _("早于现有")
    WRONG = "wrong", _("有误")
    WAITING = "waiting", _("暂缓")
    HELD = "held", _("保留现有")
    LOADED = "loaded", _("已导入")


class StagedRow(models.Model):
    """Where a row came from, and what the dry run says of it."""

    run_id = models.BigIntegerField(_("批次"))
    sheet_id = models.BigIntegerField(_("工作表"))
    row_no = models.PositiveIntegerField(_("行"))
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["run_id", "outcome"], name="%(class)s_by_outcome")]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.row_no}"


def _text(label: StrPromise, length: int) -> models.CharField[str, str]:
    return models.CharField(label, max_length=length, blank=True)


class StagedUnit(StagedRow):
    """A row of a directory."""

    unit_code = _text(_("单位编码"), 32)
    name = _text(_("单位名称"), 128)
    credit_code = _text(_("统一社会信用代码"), 32)
    region_code = _text(_("行政区划代码"), 12)
    region_name = _text(_("行政区划"), 64)
    level = models.PositiveSmallIntegerField(_("预算级次"), null=True)
    supervisor_code = _text(_("主管预算单位编码"), 32)
    supervisor_name = _text(_("主管预算单位"), 128)
    canteen_kind = _text(_("食堂情况"), 10)
    canteen_host_code = _text(_("共用食堂管理单位编码"), 32)
    union_members = models.IntegerField(_("工会会员人数"), null=True)
    nature = models.CharField(_("单位性质"), max_length=16, blank=True, db_default="")
    organisation_id = models.BigIntegerField(_("单位"), null=True)

    class Meta(StagedRow.Meta):
        verbose_name = _("批次名录")


class StagedFiling(StagedRow):
    """A row of a table of filings."""

    unit_code = _text(_("单位编码"), 32)
    name = _text(_("单位名称"), 128)
    year = models.IntegerField(_("年度"), null=True)
    canteen_kind = _text(_("食堂情况"), 10)
    canteen_total = models.DecimalField(_("年度食堂食材采购总额"), max_digits=16, decimal_places=2, null=True)
    ratio = models.DecimalField(_("预留比例"), max_digits=12, decimal_places=4, null=True)
    reserved = models.DecimalField(_("预留金额"), max_digits=16, decimal_places=2, null=True)
    filed_at = models.DateTimeField(_("填报时间"), null=True)
    endorsed_at = models.DateTimeField(_("主管确认时间"), null=True)
    confirmed_at = models.DateTimeField(_("财政确认时间"), null=True)
    remark = _text(_("备注"), 200)
    as_of = models.DateTimeField(_("导出时间"), null=True)

    class Meta(StagedRow.Meta):
        verbose_name = _("批次填报")


class StagedAccount(StagedRow):
    """A row of the account table."""

    buyer_kind = _text(_("账号类型"), 12)
    name = _text(_("采购人名称"), 128)
    credit_code = _text(_("统一社会信用代码"), 32)
    unit_code = _text(_("所属预算单位编码"), 32)
    unit_name = _text(_("所属预算单位"), 128)

    class Meta(StagedRow.Meta):
        verbose_name = _("批次账号")


class StagedBuyer(models.Model):
    """A buyer that occurs in a run's orders of a year, and the unit to which they count. Its id is given by the run."""

    id = models.BigIntegerField(primary_key=True)
    run_id = models.BigIntegerField(_("批次"), db_index=True)
    buyer_kind = _text(_("账号类型"), 12)
    buyer_name = _text(_("采购人名称"), 128)
    buyer_code = _text(_("统一社会信用代码"), 32)
    bound_unit_code = _text(_("绑定单位编码"), 32)
    year = models.PositiveSmallIntegerField(_("年度"), null=True)
    unit_id = models.BigIntegerField(_("单位"), null=True)
    rule = _text(_("归属规则"), 24)

    class Meta:
        verbose_name = _("批次采购人")

    def __str__(self) -> str:
        return self.buyer_name


class StagedOrder(StagedRow):
    """A row of a transaction export."""

    order_no = _text(_("订单编号"), 64)
    ordered_at = models.DateTimeField(_("下单时间"), null=True)
    completed_at = models.DateTimeField(_("完成时间"), null=True)
    buyer = models.ForeignKey(
        StagedBuyer, verbose_name=_("采购人"), on_delete=models.DO_NOTHING, db_constraint=False, null=True
    )
    person_key = _text(_("个人标记"), 16)
    supplier = _text(_("供应商"), 128)
    origin_code = _text(_("产地县代码"), 12)
    product = _text(_("商品名称"), 200)
    category = _text(_("品类"), 64)
    quantity = models.DecimalField(_("数量"), max_digits=14, decimal_places=3, null=True)
    measure = _text(_("计量单位"), 16)
    amount = models.DecimalField(_("订单金额"), max_digits=16, decimal_places=2, null=True)
    refund = models.DecimalField(_("退款金额"), max_digits=16, decimal_places=2, null=True)
    state = _text(_("订单状态"), 16)
    as_of = models.DateTimeField(_("导出时间"), null=True)

    class Meta(StagedRow.Meta):
        verbose_name = _("批次订单")
        indexes = [
            models.Index(fields=["run_id", "outcome"], name="stagedorder_by_outcome"),
            models.Index(fields=["run_id", "order_no"], name="stagedorder_by_number"),
        ]
