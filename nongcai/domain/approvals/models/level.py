"""Who decides from which amount on (审批层级), and who stands in for whom (委托)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from nongcai.domain.approvals.states import Purpose

if TYPE_CHECKING:
    from datetime import date


@pghistory.track()
class ApprovalLevel(models.Model):
    """From `from_amount` yuan on, a post decides on what a body (采购人) buys for a unit; no post is any approver.

    Purposes that have levels of their own use those, all others the levels without a purpose. A change ends the row and
    begins another: a request keeps the levels of the day on which it was asked.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("采购人"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("计入单位"), on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(_("用途"), max_length=8, choices=Purpose.choices, blank=True)
    number = models.PositiveSmallIntegerField(_("级次"))
    from_amount = models.DecimalField(_("起始金额（元）"), max_digits=16, decimal_places=2)
    post = models.ForeignKey(
        "organisations.Membership",
        verbose_name=_("审批岗位"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    set_at = models.DateTimeField(_("设置时间"))
    set_by_label = models.CharField(_("设置人"), max_length=64)
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("审批层级")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "unit", "purpose", "number"],
                condition=Q(ended_at=None),
                name="one_level_a_number",
                violation_error_message=_("同一级次只能设置一次，请刷新页面查看。"),
            ),
            models.CheckConstraint(
                condition=Q(from_amount__gte=0, number__gte=1),
                name="a_level_begins_somewhere",
                violation_error_message=_("起始金额应为零或正数。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="levels_are_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="levels_only_end", exclude=["ended_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.number}"


def _one(name: str) -> Func:
    # Equality written as a one-value range: no btree_gist on every build (house.md 12).
    return Func(F(name), F(name), Value("[]"), function="int8range")


@pghistory.track()
class Delegation(models.Model):
    """From a day to a day, both included, one post stands in for another (委托审批)."""

    from_post = models.ForeignKey(
        "organisations.Membership", verbose_name=_("委托岗位"), on_delete=models.PROTECT, related_name="+"
    )
    to_post = models.ForeignKey(
        "organisations.Membership", verbose_name=_("受托岗位"), on_delete=models.PROTECT, related_name="+"
    )
    first_on = models.DateField(_("起日"))
    last_on = models.DateField(_("止日"))
    reason = models.CharField(_("原因"), max_length=200)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("登记人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_by_label = models.CharField(_("登记人名称"), max_length=64)
    set_at = models.DateTimeField(_("登记时间"))
    ended_at = models.DateTimeField(_("提前结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("审批委托")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="a_delegations_days_are_in_order",
                violation_error_message=_("止日不能早于起日。"),
            ),
            models.CheckConstraint(
                condition=~Q(from_post=F("to_post")),
                name="nobody_stands_in_for_oneself",
                violation_error_message=_("不能委托给自己。"),
            ),
            ExclusionConstraint(
                name="one_stands_in_at_a_time",
                expressions=[
                    (_one("from_post"), RangeOperators.OVERLAPS),
                    (Func(F("first_on"), F("last_on"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
                violation_error_message=_("该岗位在这段时间已有委托，请先结束原委托。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="delegations_are_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="delegations_only_end", exclude=["ended_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.from_post_id} {self.to_post_id}"

    def is_in_force(self, on: date) -> bool:
        """Say whether somebody stands in on a day."""
        return self.ended_at is None and self.first_on <= on <= self.last_on
