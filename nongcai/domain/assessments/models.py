"""Figures frozen for a notice, made again from entries on any later day; and sums of years without entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.assessments import rules

if TYPE_CHECKING:
    from decimal import Decimal

    from django_stubs_ext import StrOrPromise


class Group(models.TextChoices):
    TOTAL = rules.TOTAL, _("合计")
    REGIONS_TOTAL = rules.REGIONS_TOTAL, _("下级地区合计")
    DEPARTMENTS_TOTAL = rules.DEPARTMENTS_TOTAL, _("本级部门合计")
    REGIONS = rules.REGIONS, _("下级地区")
    DEPARTMENTS = rules.DEPARTMENTS, _("本级主管预算单位")


def _yuan(label: StrOrPromise) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(label, max_digits=18, decimal_places=2)


def _frozen(name: str) -> pgtrigger.Protect:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


class Snapshot(models.Model):
    """The figures of a finance node: counted until `data_date`, known until `recorded_until`, on the tree of a day."""

    node = models.ForeignKey("organisations.Organisation", verbose_name=_("财政部门"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    data_date = models.DateField(_("数据截止日"))
    recorded_until = models.DateTimeField(_("登记截止时间"))
    tree_date = models.DateField(_("隶属关系日期"))
    reserved_initially = models.DecimalField(_("年初预留数"), max_digits=18, decimal_places=2, null=True)
    waiting_orders = models.PositiveIntegerField(_("未归属订单数"))
    waiting_amount = _yuan(_("未归属订单金额"))
    taken_at = models.DateTimeField(_("生成时间"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("生成人"), on_delete=models.PROTECT, null=True, blank=True
    )
    sha256 = models.CharField(_("摘要"), max_length=64)

    class Meta:
        verbose_name = _("数据快照")
        triggers = [_frozen("snapshots_are_frozen")]

    def __str__(self) -> str:
        return f"{self.year} {self.node_id} {self.data_date}"


class SnapshotLine(models.Model):
    """One place's figures in a snapshot, under the names that it bore; amounts in yuan."""

    snapshot = models.ForeignKey(Snapshot, verbose_name=_("快照"), on_delete=models.PROTECT, related_name="lines")
    seq = models.PositiveIntegerField(_("序号"))
    group = models.CharField(_("分组"), max_length=20, choices=Group.choices)
    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("组织"), on_delete=models.PROTECT, null=True, blank=True
    )
    name = models.CharField(_("名称"), max_length=128)
    shown = models.CharField(_("简称"), max_length=128)
    is_ranked = models.BooleanField(_("参加排名"))
    is_sensitive = models.BooleanField(_("涉敏单位"))
    canteen_total = _yuan(_("年度食堂食材采购总额"))
    reserved = _yuan(_("预留份额"))
    canteen = _yuan(_("预算单位"))
    contractor = _yuan(_("食堂承包方"))
    union = _yuan(_("工会"))
    enterprise = _yuan(_("国有企业"))
    individual = _yuan(_("个人"))
    due = models.IntegerField(_("应填报单位数"))
    filed = models.IntegerField(_("已填报单位数"))
    reserving = models.IntegerField(_("有预留单位数"))
    buying = models.IntegerField(_("有采购单位数"))
    finished = models.IntegerField(_("已完成单位数"))
    orders = models.IntegerField(_("订单数"))
    rank_by_purchased = models.PositiveIntegerField(_("完成交易额名次"), null=True, blank=True)
    rank_by_ratio = models.PositiveIntegerField(_("预留比例名次"), null=True, blank=True)

    class Meta:
        verbose_name = _("快照数据")
        constraints = [models.UniqueConstraint(fields=["snapshot", "seq"], name="one_snapshot_line_a_place")]
        triggers = [_frozen("snapshot_lines_are_frozen")]

    def __str__(self) -> str:
        return f"{self.snapshot_id}:{self.seq} {self.name}"


class OpeningSum(models.Model):
    """A year that is known only as sums (期初汇总数), outside drill-down and proof; the latest version stands.

    `canteen_total` is None where the source does not tell it; amounts in yuan.
    """

    node = models.ForeignKey("organisations.Organisation", verbose_name=_("财政部门"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    version = models.PositiveSmallIntegerField(_("版本"))
    canteen_total = models.DecimalField(
        _("年度食堂食材采购总额"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    reserved = _yuan(_("预留份额"))
    purchased = _yuan(_("完成交易额"))
    source_document = models.CharField(_("数据来源"), max_length=100)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("登记人"), on_delete=models.PROTECT, null=True, blank=True
    )
    entered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("期初汇总数")
        constraints = [
            models.UniqueConstraint(
                fields=["node", "year", "version"],
                name="one_opening_sum_a_version",
                violation_error_message=_("该年度的期初汇总数刚被更正，请刷新页面后再登记。"),
            ),
            models.CheckConstraint(
                condition=Q(reserved__gte=0) & Q(purchased__gte=0),
                name="opening_sum_not_negative",
                violation_error_message=_("预留份额和完成交易额不能为负。"),
            ),
            models.CheckConstraint(
                condition=Q(canteen_total__isnull=True) | Q(canteen_total__gte=F("reserved")),
                name="opening_reserve_within_total",
                violation_error_message=_("预留份额不能大于年度食堂食材采购总额。"),
            ),
            models.CheckConstraint(
                condition=~Q(source_document=""),
                name="opening_sum_has_a_source",
                violation_error_message=_("请写明数据来源，如通报的发文字号。"),
            ),
        ]
        triggers = [_frozen("opening_sums_are_append_only")]

    def __str__(self) -> str:
        return f"{self.year} {self.node_id} v{self.version}"
