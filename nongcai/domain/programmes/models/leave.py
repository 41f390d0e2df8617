"""What is granted to one unit, the days on which offices are closed, and who amended what."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.programmes.models.shapes import dated, documented, person
from nongcai.domain.programmes.states import Deed


@pghistory.track()
class Exemption(models.Model):
    """A lower ratio that a higher authority approved for a unit, or for all below it; only that may pass a 应当."""

    organisation = models.ForeignKey("organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT)
    covers_below = models.BooleanField(_("含所属单位"), db_default=False, default=False)
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    last_year = models.PositiveSmallIntegerField(_("终止年度"))
    rate = models.DecimalField(_("核准比例（%）"), max_digits=5, decimal_places=2)
    approved_by = models.CharField(_("核准机关"), max_length=100)
    document = models.CharField(_("依据文件"), max_length=120)
    paragraph = models.CharField(_("段落"), max_length=60, blank=True)
    ground = models.CharField(_("理由"), max_length=300)
    entered_by = person(_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"))
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("降低比例核准")
        constraints = [
            dated("exemption_years_in_order"),
            documented("exemption_names_its_document"),
            models.CheckConstraint(
                condition=Q(rate__range=(0, 100)),
                name="exempt_rate_within_hundred",
                violation_error_message=_("核准比例应在0和100之间。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.rate}"


@pghistory.track()
class Extension(models.Model):
    """A later last day for one unit's filing of a year; after the window it is the permission to file late (补报)."""

    organisation = models.ForeignKey("organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    due_on = models.DateField(_("延期至"))
    ground = models.CharField(_("理由"), max_length=300)
    granted_by = person(_("批准人"))
    granted_at = models.DateTimeField(_("批准时间"))
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("延期填报")
        indexes = [models.Index(fields=["organisation", "year"], name="extensions_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.due_on}"


class DayOff(models.Model):
    """A day on which offices are closed: weekends without those worked (调休), and holidays. Kept year by year."""

    day = models.DateField(_("日期"), primary_key=True)
    name = models.CharField(_("名称"), max_length=20)

    class Meta:
        verbose_name = _("休息日")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Amendment(models.Model):
    """Who wrote, published or ended what of a layer's rules, and when; never edited."""

    region = models.ForeignKey("regions.Region", verbose_name=_("适用区划"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    deed = models.CharField(_("办理"), max_length=20, choices=Deed.choices)
    words = models.CharField(_("内容"), max_length=400)
    user = person(_("办理人"))
    label = models.CharField(_("办理人名称"), max_length=64)
    at = models.DateTimeField(_("办理时间"))

    class Meta:
        verbose_name = _("修订记录")
        indexes = [models.Index(fields=["region", "year", "-at"], name="amendments_of_a_year")]
        triggers = [pgtrigger.Protect(name="amendments_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.deed} {self.words}"
