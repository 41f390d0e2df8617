"""Divisions, zones and the 832 counties."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.regions.rules import place


class RegionKind(models.TextChoices):
    DIVISION = "division", _("行政区划")
    ZONE = "zone", _("功能区")


class Level(models.IntegerChoices):
    NATION = 0, _("全国")
    PROVINCE = 1, _("省级")
    PREFECTURE = 2, _("市级")
    COUNTY = 3, _("县级")


@pghistory.track()
class Region(models.Model):
    """A division by its GB/T 2260 code, or a functional zone that GB/T 2260 lacks.

    `successor_code` is the code that took over when a division ended; an accepted zone says by whom.
    """

    code = models.CharField(_("区划代码"), max_length=6, primary_key=True)
    name = models.CharField(_("名称"), max_length=64)
    kind = models.CharField(_("类别"), max_length=10, choices=RegionKind.choices)
    level = models.PositiveSmallIntegerField(_("层级"), choices=Level.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    successor_code = models.CharField(_("承接代码"), max_length=6, blank=True, db_default="", db_index=True)
    accepted_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("确认人"), on_delete=models.PROTECT, null=True, blank=True
    )

    class Meta:
        verbose_name = _("区划")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^\d{6}$"),
                name="region_code_of_six_digits",
                violation_error_message=_("区划代码应为6位数字。"),
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values),
                name="region_level_known",
                violation_error_message=_("区划层级应为国家、省、市、县之一。"),
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=False) | models.Q(level=Level.NATION),
                name="region_below_the_nation",
                violation_error_message=_("除全国外，区划应有上级。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class County(models.Model):
    """One of the 832 counties lifted out of poverty, by its code in the list (脱贫县名单)."""

    code = models.CharField(_("名单代码"), max_length=6, primary_key=True)
    current_code = models.CharField(_("现行代码"), max_length=6, db_index=True)
    name = models.CharField(_("县名"), max_length=64)
    prefecture = models.CharField(_("市州"), max_length=64)
    province = models.CharField(_("省份"), max_length=32)
    delisted_year = models.PositiveSmallIntegerField(_("脱贫摘帽年份"))

    class Meta:
        verbose_name = _("脱贫县")

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Where it lies, from the province down."""
        return place(self.province, self.prefecture, self.name)
