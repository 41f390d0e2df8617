"""A request to count an order to another unit, to which four have to agree."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders.states import CORRECTION_MACHINE, CorrectionState


class UnitCorrection(models.Model):
    """The unit to which an order counts is to be another (更正所属预算单位).

    Both units and the finance departments above them agree, each at its moment; then it is done. A no ends it.
    """

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    state = models.CharField(_("状态"), max_length=8, choices=CorrectionState.choices)
    from_unit_id = models.BigIntegerField(_("原所属预算单位"))
    from_name = models.CharField(_("原所属预算单位名称"), max_length=128)
    from_finance_id = models.BigIntegerField(_("原单位的财政部门"))
    to_unit_id = models.BigIntegerField(_("更正后的预算单位"))
    to_name = models.CharField(_("更正后的预算单位名称"), max_length=128)
    to_finance_id = models.BigIntegerField(_("更正后单位的财政部门"))
    words = models.CharField(_("理由"), max_length=500)
    asked_at = models.DateTimeField(_("申请时间"))
    from_unit_at = models.DateTimeField(_("原单位同意时间"), null=True, blank=True)
    to_unit_at = models.DateTimeField(_("更正后单位同意时间"), null=True, blank=True)
    from_finance_at = models.DateTimeField(_("原单位财政部门同意时间"), null=True, blank=True)
    to_finance_at = models.DateTimeField(_("更正后单位财政部门同意时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("所属预算单位更正")
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_unit_id=F("to_unit_id")),
                name="a_correction_corrects",
                violation_error_message=_("更正后的单位与原单位相同。"),
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.DONE)
                | Q(
                    from_unit_at__isnull=False,
                    to_unit_at__isnull=False,
                    from_finance_at__isnull=False,
                    to_finance_at__isnull=False,
                ),
                name="all_four_agree_to_a_correction",
            ),
        ]
        indexes = [
            models.Index(fields=["from_unit_id", "state"], name="corrections_from_a_unit"),
            models.Index(fields=["to_unit_id", "state"], name="corrections_to_a_unit"),
        ]
        triggers = [
            pgtrigger.FSM(name="correction_steps_are_permitted", field="state", transitions=CORRECTION_MACHINE.pairs),
            pgtrigger.Protect(name="corrections_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.from_name} → {self.to_name}"
