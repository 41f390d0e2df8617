"""How much a body may spend for a unit in a year, quarter or month (采购预算)."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.approvals.states import Purpose, Span


class Budget(models.Model):
    """A limit for one purpose, or for all of them together; how much it is, and what is left, `holds` knows."""

    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("采购人"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("计入单位"), on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(_("用途"), max_length=8, choices=Purpose.choices, blank=True)
    span = models.CharField(_("期间"), max_length=8, choices=Span.choices)
    first_on = models.DateField(_("起日"))
    last_on = models.DateField(_("止日"))
    resource_id = models.UUIDField(_("占用资源"), editable=False, unique=True)
    set_at = models.DateTimeField(_("设置时间"))
    closed_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("采购预算")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "unit", "purpose", "span", "first_on"],
                condition=Q(closed_at=None),
                name="one_budget_a_purpose_and_span",
                violation_error_message=_("该采购人这一用途、这一期间已有预算，请调整原预算的金额。"),
            ),
            models.CheckConstraint(
                condition=Q(last_on__gt=F("first_on")),
                name="a_budgets_days_are_in_order",
                violation_error_message=_("止日不能早于起日。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="budgets_are_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="budgets_only_close", exclude=["closed_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.purpose} {self.first_on}"


class BudgetChange(models.Model):
    """That a budget was set, changed or closed, by whom and why; never edited."""

    budget = models.ForeignKey(Budget, verbose_name=_("采购预算"), on_delete=models.PROTECT, related_name="changes")
    before = models.DecimalField(_("原金额（元）"), max_digits=16, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    is_end = models.BooleanField(_("停用"), default=False, db_default=False)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("预算变动")
        triggers = [
            pgtrigger.Protect(name="budget_changes_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.amount}"
