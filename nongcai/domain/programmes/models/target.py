"""What an office hands down to those below it (任务分解下达)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.programmes.models.shapes import documented, person


class Target(models.Model):
    """What a unit, or a region as a whole, shall reserve or buy in a year, by a document; the latest row holds.

    It is kept apart from what was filed, and no rate is reckoned by it. Each change is a row of its own.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    amount = models.DecimalField(_("任务数（元）"), max_digits=15, decimal_places=2)
    document = models.CharField(_("依据文件"), max_length=120)
    dated_on = models.DateField(_("下达日期"))
    office = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("下达机关"), on_delete=models.PROTECT, related_name="+"
    )
    entered_by = person(_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("下达任务数")
        constraints = [
            documented("target_names_its_document"),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="target_not_below_zero",
                violation_error_message=_("任务数不能小于零。"),
            ),
        ]
        indexes = [models.Index(fields=["year", "organisation", "-id"], name="targets_of_a_year")]
        triggers = [pgtrigger.Protect(name="targets_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.year} {self.organisation_id} {self.amount}"
