"""Entries, and summaries that hold nothing that cannot be recomputed from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Kind(models.TextChoices):
    CANTEEN_TOTAL = "canteen_total", _("年度食堂食材采购总额")
    RESERVED = "reserved", _("预留份额")
    PURCHASED = "purchased", _("完成交易额")


class Channel(models.TextChoices):
    CANTEEN = "canteen", _("预算单位")
    CONTRACTOR = "contractor", _("食堂承包方")
    UNION = "union", _("工会")
    ENTERPRISE = "enterprise", _("国有企业")
    INDIVIDUAL = "individual", _("个人")


class Origin(models.TextChoices):
    PLATFORM = "platform", _("本平台")
    EXPORT = "export", _("832平台导出")
    FEDERATED = "federated", _("其他地区平台")
    ELSEWHERE = "elsewhere", _("其他渠道")


class Entry(models.Model):
    """A signed amount in yuan that counts to a unit and year. A correction is its opposite and a new entry.

    `sign` is 1, or -1 for an opposite; its sum is how many filings or orders stand. `rule` says why it counts here.
    """

    pk = models.CompositePrimaryKey("unit_id", "id")
    unit = models.ForeignKey("organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT)
    id = models.UUIDField(default=uuid7, editable=False)
    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(_("类别"), max_length=16, choices=Kind.choices)
    channel = models.CharField(_("渠道"), max_length=12, choices=Channel.choices)
    origin = models.CharField(_("来源"), max_length=12, choices=Origin.choices)
    amount = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    sign = models.SmallIntegerField(_("正反"), db_default=1, default=1)
    source = models.CharField(_("依据"), max_length=80)
    rule = models.CharField(_("归属规则"), max_length=24)
    counted_at = models.DateTimeField(_("计入时间"))
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("台账分录")
        constraints = [
            models.UniqueConstraint(fields=["unit", "source", "kind"], name="one_entry_a_source_and_kind"),
            models.CheckConstraint(condition=Q(sign__in=(1, -1)), name="entry_sign_is_one"),
        ]
        indexes = [
            models.Index(
                fields=["unit", "year", "counted_at"],
                include=["kind", "channel", "amount", "sign"],
                name="entry_by_unit_and_moment",
            ),
        ]
        triggers = [pgtrigger.Protect(name="entries_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.source} {self.amount}"


class Closing(models.Model):
    """Until when somebody froze figures: whatever is booked afterwards is recorded later. One row."""

    closed_at = models.DateTimeField(_("截止时间"))

    class Meta:
        verbose_name = _("登记截止")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_closing")]

    def __str__(self) -> str:
        return f"{self.closed_at:%Y-%m-%d %H:%M}"


def _yuan(label: StrOrPromise, digits: int) -> models.DecimalField[Any, Any]:
    return models.DecimalField(label, max_digits=digits, decimal_places=2, db_default=0)


def _all_channels(digits: int) -> models.GeneratedField:
    return models.GeneratedField(
        expression=F("canteen") + F("contractor") + F("union") + F("enterprise") + F("individual"),
        output_field=models.DecimalField(max_digits=digits, decimal_places=2),
        db_persist=True,
        verbose_name=_("完成交易额"),
    )


class UnitStanding(models.Model):
    """What counts to one unit in one year: the sum of its entries."""

    unit = models.ForeignKey("organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    canteen_total = _yuan(_("年度食堂食材采购总额"), 16)
    reserved = _yuan(_("预留份额"), 16)
    canteen = _yuan(_("预算单位"), 16)
    contractor = _yuan(_("食堂承包方"), 16)
    union = _yuan(_("工会"), 16)
    enterprise = _yuan(_("国有企业"), 16)
    individual = _yuan(_("个人"), 16)
    purchased = _all_channels(16)
    filings = models.IntegerField(_("填报数"), db_default=0)
    orders = models.IntegerField(_("订单数"), db_default=0)

    class Meta:
        verbose_name = _("单位年度合计")
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_standing_a_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.unit_id}"


class NodeMonth(models.Model):
    """What was counted under a finance node in a month, on today's tree. `month` is its first day."""

    node = models.ForeignKey("organisations.Organisation", verbose_name=_("财政部门"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    month = models.DateField(_("月份"))
    kind = models.CharField(_("类别"), max_length=16, choices=Kind.choices)
    channel = models.CharField(_("渠道"), max_length=12, choices=Channel.choices)
    amount = models.DecimalField(_("金额（元）"), max_digits=18, decimal_places=2)
    pieces = models.IntegerField(_("笔数"))

    class Meta:
        verbose_name = _("月度汇总")
        constraints = [
            models.UniqueConstraint(
                fields=["node", "year", "month", "kind", "channel"], name="one_sum_a_node_and_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.month}"


class NodeStanding(models.Model):
    """What counts under a finance node in one year, and how many units filed, reserve, buy and have finished.

    On today's tree.
    """

    node = models.ForeignKey("organisations.Organisation", verbose_name=_("财政部门"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    canteen_total = _yuan(_("年度食堂食材采购总额"), 18)
    reserved = _yuan(_("预留份额"), 18)
    canteen = _yuan(_("预算单位"), 18)
    contractor = _yuan(_("食堂承包方"), 18)
    union = _yuan(_("工会"), 18)
    enterprise = _yuan(_("国有企业"), 18)
    individual = _yuan(_("个人"), 18)
    purchased = _all_channels(18)
    filings = models.IntegerField(_("填报数"), db_default=0)
    orders = models.IntegerField(_("订单数"), db_default=0)
    filed = models.IntegerField(_("已填报单位数"))
    reserving = models.IntegerField(_("有预留单位数"))
    buying = models.IntegerField(_("有采购单位数"))
    finished = models.IntegerField(_("已完成单位数"))

    class Meta:
        verbose_name = _("财政部门年度合计")
        constraints = [models.UniqueConstraint(fields=["node", "year"], name="one_standing_a_node_and_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.node_id}"
