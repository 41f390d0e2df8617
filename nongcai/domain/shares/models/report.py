"""What a region's finance department sums and hands up, version by version."""

from __future__ import annotations

from functools import reduce
from operator import or_

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.shares.states import REPORT_MACHINE, STANDING_REPORTS, ReportAction, ReportState

# What is summed: numbers of units, then yuan.
REPORTED = ("due", "filed", "reserving", "no_canteen", "missing", "canteen_total", "reserved", "union_planned")


def _figures_change() -> pgtrigger.Q:
    names = (*REPORTED, "sha256", "node", "year", "version")
    return reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in names))


@pghistory.track()
class RegionReport(models.Model):
    """A region's sums of a year as they were handed up (汇总上报): figures never change, a new version follows.

    `missing` counts the regions below whose report was not accepted. `receiver` is the finance department above.
    """

    node = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("上报单位"), on_delete=models.PROTECT, related_name="+"
    )
    receiver = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("接收单位"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    version = models.PositiveIntegerField(_("版本"))
    state = models.CharField(_("状态"), max_length=10, choices=ReportState.choices)
    due = models.PositiveIntegerField(_("应填报单位数"))
    filed = models.PositiveIntegerField(_("已确认单位数"))
    reserving = models.PositiveIntegerField(_("有预留单位数"))
    no_canteen = models.PositiveIntegerField(_("无食堂单位数"))
    missing = models.PositiveIntegerField(_("未接收的下级汇总数"))
    canteen_total = models.DecimalField(_("年度食堂食材采购总额（元）"), max_digits=18, decimal_places=2)
    reserved = models.DecimalField(_("预留份额（元）"), max_digits=18, decimal_places=2)
    union_planned = models.DecimalField(_("工会预计采购金额（元）"), max_digits=18, decimal_places=2)
    sha256 = models.CharField(_("摘要"), max_length=64)
    submitted_at = models.DateTimeField(_("上报时间"))

    class Meta:
        verbose_name = _("区划汇总")
        constraints = [models.UniqueConstraint(fields=["node", "year", "version"], name="one_report_a_version")]
        triggers = [
            pgtrigger.FSM(name="report_steps_are_permitted", field="state", transitions=REPORT_MACHINE.pairs),
            pgtrigger.Protect(
                name="reported_figures_are_frozen",
                operation=pgtrigger.Update,
                condition=_figures_change(),
            ),
            pgtrigger.Protect(name="reports_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.node_id}:{self.version}"

    @property
    def stands(self) -> bool:
        """Whether it was not sent back: what came back is handed up again, also unchanged."""
        return self.state in STANDING_REPORTS


class ReportStep(models.Model):
    """Who handed a report up, took it over or sent it back, and why; never edited."""

    report = models.ForeignKey(RegionReport, verbose_name=_("汇总"), on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(_("办理"), max_length=12, choices=ReportAction.choices)
    state = models.CharField(_("办理后状态"), max_length=10, choices=ReportState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("办理人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    label = models.CharField(_("办理人名称"), max_length=64)
    organisation_name = models.CharField(_("办理单位"), max_length=128)
    at = models.DateTimeField(_("办理时间"))
    words = models.CharField(_("意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("汇总办理记录")
        constraints = [
            models.CheckConstraint(
                condition=~Q(action="send_back") | ~Q(words=""),
                name="report_sent_back_with_words",
                violation_error_message=_("退回时请写明原因。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="report_steps_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.action}"
