"""What a unit reserves in a year, its versions, its canteens, and the steps by which it climbed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.shares.states import (
    FILING_MACHINE,
    OPEN_TO_UNIT,
    WITHIN_UNIT,
    FilingAction,
    FilingState,
    Flag,
    Reason,
)
from nongcai.foundation.money import percent

if TYPE_CHECKING:
    from decimal import Decimal

    from django_stubs_ext import StrOrPromise


def _yuan(label: StrOrPromise, **options: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(label, max_digits=16, decimal_places=2, **options)


def _person(label: StrOrPromise) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )


class Said(models.Model):
    """What a unit says of its year; amounts in yuan, None where it was not asked or not told."""

    canteen = models.CharField(_("食堂情况"), max_length=10, db_default="")
    canteen_total = _yuan(_("年度食堂食材采购总额（元）"))
    reserved = _yuan(_("预留金额（元）"))
    farm_total = _yuan(_("年度农副产品采购总额（元）"), null=True, blank=True)
    has_union_funds = models.BooleanField(_("有独立工会经费"), db_default=False, default=False)
    union_members = models.PositiveIntegerField(_("工会会员人数"), null=True, blank=True)
    union_planned = _yuan(_("工会预计采购金额（元）"), null=True, blank=True)
    welfare_total = _yuan(_("年度福利总额（元）"), null=True, blank=True)
    union_funds = _yuan(_("年度工会经费（元）"), null=True, blank=True)
    gift_total = _yuan(_("年度工会慰问品支出（元）"), null=True, blank=True)
    host = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("食堂管理单位"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    host_name = models.CharField(_("食堂管理单位名称"), max_length=128, blank=True, db_default="")
    contact_name = models.CharField(_("联系人"), max_length=40, blank=True, db_default="")
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True, db_default="")
    remark = models.CharField(_("备注"), max_length=200, blank=True, db_default="")
    note = models.CharField(_("补充说明"), max_length=300, blank=True, db_default="")
    filed_by = _person(_("填报人"))
    filed_by_label = models.CharField(_("填报人名称"), max_length=64, blank=True, db_default="")
    filed_by_office = models.CharField(_("代填单位"), max_length=128, blank=True, db_default="", default="")

    class Meta:
        abstract = True


# What a version keeps of a filing.
SAID = tuple(field.attname for field in Said._meta.fields)


@pghistory.track(exclude=["flag_count"])
class ShareFiling(Said):
    """A unit's filing of a year (预留份额填报) as it stands; only what was confirmed counts.

    `reserved_initially` is what was first confirmed (年初预留数). While a change climbs the tree, `counted_…` is what
    still counts. `holder` is whom it waits for. `as_of` is the time of the export that it was last known from.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT, related_name="filings"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状态"), max_length=10, choices=FilingState.choices)
    reserved_initially = _yuan(_("年初预留数（元）"), null=True, blank=True)
    counted_reserved = _yuan(_("计入的预留金额（元）"), null=True, blank=True)
    counted_total = _yuan(_("计入的食材采购总额（元）"), null=True, blank=True)
    counted_version = models.PositiveIntegerField(_("计入的版本"), null=True, blank=True)
    holder = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("待办单位"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    held_since = models.DateTimeField(_("待办起始时间"), null=True, blank=True)
    flags = ArrayField(models.CharField(max_length=12), verbose_name=_("提示"), default=list, blank=True, db_default=[])
    flag_count = models.GeneratedField(
        expression=Func("flags", function="cardinality"),
        output_field=models.IntegerField(),
        db_persist=True,
        verbose_name=_("提示数"),
    )
    filed_at = models.DateTimeField(_("填报时间"))
    endorsed_at = models.DateTimeField(_("主管确认时间"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("财政确认时间"), null=True, blank=True)
    approved_by = _person(_("单位审核人"))
    version = models.PositiveIntegerField(_("版本"), db_default=1, default=1)
    as_of = models.DateTimeField(_("导出时间"), null=True, blank=True)
    import_run = models.BigIntegerField(_("导入批次"), null=True, blank=True)

    class Meta:
        verbose_name = _("预留份额填报")
        indexes = [
            models.Index(fields=["year"], condition=Q(version__gt=1), name="filings_that_changed"),
            # In the order of an inbox, with what its numbers count: it reads nothing else to find a page.
            models.Index(
                fields=["holder", "year", "-flag_count", "held_since", "id"],
                include=["state", "flags"],
                condition=Q(holder__isnull=False),
                name="filings_waiting_in_order",
            ),
        ]
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
                condition=~Q(state=FilingState.CONFIRMED)
                | Q(confirmed_at__isnull=False, counted_version__isnull=False, holder__isnull=True),
                name="confirmed_filing_counts",
                violation_error_message=_("已确认的填报应有财政确认时间并计入台账。"),
            ),
            models.CheckConstraint(
                condition=Q(counted_version__isnull=True, counted_reserved__isnull=True, counted_total__isnull=True)
                | Q(counted_version__isnull=False, counted_reserved__isnull=False, counted_total__isnull=False),
                name="what_counts_is_complete",
                violation_error_message=_("计入的版本和金额应同时存在。"),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="filing_steps_are_permitted",
                field="state",
                transitions=FILING_MACHINE.pairs,
                # An export tells states as it finds them (对账模式).
                condition=pgtrigger.Q(old__import_run__ndf=pgtrigger.F("new__import_run")),
            ),
            pgtrigger.Protect(name="filings_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.organisation_id}"

    @property
    def ratio(self) -> Decimal | None:
        """What percentage of its canteen total it reserves."""
        return percent(self.reserved, self.canteen_total)

    @property
    def is_member_alone(self) -> bool:
        """Whether another unit files its canteen, and it has none besides."""
        return self.host_id is not None and not self.canteen_total

    @property
    def is_open_to_unit(self) -> bool:
        """Whether the unit may write, nobody above deciding."""
        return self.state in OPEN_TO_UNIT

    @property
    def is_within_unit(self) -> bool:
        """Whether it waits for its unit's own approver (在单位内审核)."""
        return self.state in WITHIN_UNIT

    @property
    def flag_labels(self) -> list[str]:
        """What stands out, in Chinese."""
        return [str(Flag(flag).label) for flag in self.flags]


class FilingVersion(Said):
    """What a filing once said; never edited."""

    filing = models.ForeignKey(ShareFiling, verbose_name=_("填报"), on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版本"))
    state = models.CharField(_("状态"), max_length=10, choices=FilingState.choices)
    known_at = models.DateTimeField(_("得知时间"))
    import_run = models.BigIntegerField(_("导入批次"), null=True, blank=True)

    class Meta:
        verbose_name = _("填报版本")
        constraints = [models.UniqueConstraint(fields=["filing", "number"], name="one_version_a_number")]
        triggers = [pgtrigger.Protect(name="filing_versions_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.filing_id}:{self.number}"


class CanteenRow(models.Model):
    """One of a unit's canteens in a version of its filing; the filing's total is their sum."""

    version = models.ForeignKey(
        FilingVersion, verbose_name=_("填报版本"), on_delete=models.PROTECT, related_name="canteens"
    )
    seq = models.PositiveSmallIntegerField(_("序号"))
    kind = models.CharField(_("食堂类型"), max_length=10)
    name = models.CharField(_("食堂名称"), max_length=60, blank=True)
    contractor = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("承包方"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    contractor_name = models.CharField(_("承包方名称"), max_length=128, blank=True)
    account_due_on = models.DateField(_("承包方账号拟开通日期"), null=True, blank=True)
    diners = models.PositiveIntegerField(_("就餐人数"), null=True, blank=True)
    total = _yuan(_("年度食材采购总额（元）"))
    total_source = models.CharField(_("总额来源"), max_length=10)

    class Meta:
        verbose_name = _("食堂")
        constraints = [
            models.UniqueConstraint(fields=["version", "seq"], name="one_canteen_a_place"),
            models.CheckConstraint(
                condition=Q(total__gte=0),
                name="canteen_total_not_negative",
                violation_error_message=_("食堂的食材采购总额不能为负。"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="canteen_rows_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name or self.kind


class FilingStep(models.Model):
    """Who did what to a filing, when, and why; never edited."""

    filing = models.ForeignKey(ShareFiling, verbose_name=_("填报"), on_delete=models.PROTECT, related_name="steps")
    version = models.PositiveIntegerField(_("版本"))
    action = models.CharField(_("办理"), max_length=12, choices=FilingAction.choices)
    state = models.CharField(_("办理后状态"), max_length=10, choices=FilingState.choices)
    user = _person(_("办理人"))
    label = models.CharField(_("办理人名称"), max_length=64)
    organisation_name = models.CharField(_("办理单位"), max_length=128)
    at = models.DateTimeField(_("办理时间"))
    reason = models.CharField(_("退回原因"), max_length=20, choices=Reason.choices, blank=True)
    words = models.CharField(_("意见"), max_length=500, blank=True)
    fields = ArrayField(models.CharField(max_length=24), verbose_name=_("需修改的项目"), default=list, blank=True)

    class Meta:
        verbose_name = _("填报办理记录")
        constraints = [
            models.CheckConstraint(
                condition=~Q(action="send_back") | (~Q(reason="") & ~Q(words="")),
                name="filing_sent_back_with_a_reason",
                violation_error_message=_("退回时请选择原因并写明意见。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="filing_steps_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.action}"


class FilingDraft(models.Model):
    """A half-filled form, kept as it was typed until it is sent."""

    organisation = models.ForeignKey("organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    content = models.JSONField(_("内容"), blank=True)
    saved_by = _person(_("保存人"))
    saved_at = models.DateTimeField(_("保存时间"))

    class Meta:
        verbose_name = _("填报草稿")
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="one_draft_a_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.organisation_id}"
