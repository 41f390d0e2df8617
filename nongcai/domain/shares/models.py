"""What a unit reserves in a year, and its versions."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FilingState(models.TextChoices):
    FILED = "filed", _("已填报")
    ENDORSED = "endorsed", _("主管已确认")
    CONFIRMED = "confirmed", _("财政已确认")


@pghistory.track()
class ShareFiling(models.Model):
    """A unit's filing of a year (预留份额填报) as it stands; only a confirmed one counts.

    `as_of` is the time of the export that it was last known from.
    `reserved_initially` is what was first confirmed (年初预留数), `reserved` what stands (调整后预留数).
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT, related_name="filings"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状态"), max_length=10, choices=FilingState.choices)
    canteen = models.CharField(_("食堂情况"), max_length=10)
    canteen_total = models.DecimalField(_("年度食堂食材采购总额（元）"), max_digits=16, decimal_places=2)
    reserved = models.DecimalField(_("预留金额（元）"), max_digits=16, decimal_places=2)
    reserved_initially = models.DecimalField(
        _("年初预留数（元）"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    filed_at = models.DateTimeField(_("填报时间"))
    endorsed_at = models.DateTimeField(_("主管确认时间"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("财政确认时间"), null=True, blank=True)
    remark = models.CharField(_("备注"), max_length=200, blank=True)
    as_of = models.DateTimeField(_("导出时间"), null=True, blank=True)
    version = models.PositiveIntegerField(_("版本"), db_default=1, default=1)
    import_run = models.BigIntegerField(_("导入批次"), null=True, blank=True)

    class Meta:
        verbose_name = _("预留份额填报")
        indexes = [models.Index(fields=["year"], condition=Q(version__gt=1), name="filings_that_changed")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="one_filing_a_unit_and_year",
                violation_error_message=_("该单位本年度已有填报。"),
            ),
            models.CheckConstraint(
                condition=Q(canteen_total__gte=0) & Q(reserved__gte=0),
                name="filing_not_negative",
                violation_error_message=_("食材采购总额和预留金额不能为负。"),
            ),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("canteen_total")),
                name="reserved_within_canteen_total",
                violation_error_message=_("预留金额不能大于年度食堂食材采购总额。"),
            ),
            models.CheckConstraint(
                condition=~Q(state=FilingState.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="confirmed_filing_has_a_moment",
                violation_error_message=_("已确认的填报应有财政确认时间。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.organisation_id}"


class FilingVersion(models.Model):
    """What a filing once said; never edited."""

    filing = models.ForeignKey(ShareFiling, verbose_name=_("填报"), on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版本"))
    canteen_total = models.DecimalField(_("年度食堂食材采购总额（元）"), max_digits=16, decimal_places=2)
    reserved = models.DecimalField(_("预留金额（元）"), max_digits=16, decimal_places=2)
    state = models.CharField(_("状态"), max_length=10, choices=FilingState.choices)
    known_at = models.DateTimeField(_("得知时间"))
    import_run = models.BigIntegerField(_("导入批次"), null=True, blank=True)

    class Meta:
        verbose_name = _("填报版本")
        constraints = [models.UniqueConstraint(fields=["filing", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.filing_id}:{self.number}"
