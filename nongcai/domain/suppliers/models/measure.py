"""Measures of the platform (处理措施): notice, reply, decision, appeal."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.suppliers.models.application import Supplier
from nongcai.domain.suppliers.states import FORCED, MEASURE_MACHINE, MeasureAction, MeasureKind, MeasureState


@pghistory.track()
class Measure(models.Model):
    """A measure taken, or about to be taken, against a supplier.

    In force from `since` to `until`, both included; without `until` as long as it is not lifted. A rectification
    (限期整改) is to be done by `until` and hides nothing.
    """

    supplier = models.ForeignKey(Supplier, verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(_("处理措施"), max_length=16, choices=MeasureKind.choices)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=MeasureState.choices,
        db_default=MeasureState.NOTIFIED.value,
        default=MeasureState.NOTIFIED,
    )
    cause = models.CharField(_("事由和依据"), max_length=500)
    reply_due = models.DateField(_("陈述申辩截止"))
    appeal_due = models.DateField(_("申诉截止"), null=True, blank=True)
    since = models.DateField(_("执行开始"), null=True, blank=True)
    until = models.DateField(_("执行截止"), null=True, blank=True)
    notified_at = models.DateTimeField(_("告知时间"))

    class Meta:
        verbose_name = _("处理措施")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=FORCED) | Q(since__isnull=False),
                name="a_measure_in_force_has_a_day",
                violation_error_message=_("已执行的处理措施须有开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(since__lte=F("until")),
                name="a_measure_ends_after_it_begins",
                violation_error_message=_("执行截止日期应不早于开始日期。"),
            ),
        ]
        indexes = [models.Index(fields=["supplier", "state"], name="measures_of_a_supplier")]
        triggers = [
            pgtrigger.FSM(name="measure_steps_are_permitted", field="state", transitions=MEASURE_MACHINE.pairs),
            pgtrigger.Protect(name="measures_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.kind}"


class MeasureStep(models.Model):
    """Who took which step with a measure, in which words; never edited."""

    measure = models.ForeignKey(Measure, verbose_name=_("处理措施"), on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(_("办理"), max_length=10, choices=MeasureAction.choices)
    state = models.CharField(_("办理后状态"), max_length=10, choices=MeasureState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    by_office = models.CharField(_("办理单位"), max_length=128)
    words = models.CharField(_("说明"), max_length=500, blank=True, db_default="", default="")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("处理办理记录")
        indexes = [models.Index(fields=["measure", "id"], name="steps_of_a_measure")]
        triggers = [pgtrigger.Protect(name="measure_steps_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.action}"
