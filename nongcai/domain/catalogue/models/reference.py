"""What prices are held against: those of like offers, and those that markets publish."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.models.category import Category
from nongcai.domain.catalogue.states import Measured


class LikePrice(models.Model):
    """What like offers cost (同类价格): those of one category, measured alike, that say the same of what sets prices.

    Recomputable; there is none where too few offers, or too few suppliers, could be compared. Prices are yuan by what
    is `measured`; `key` stands for what they have in common.
    """

    key = models.CharField(_("同类标识"), max_length=64, primary_key=True)
    measured = models.CharField(_("折算单位"), max_length=6, choices=Measured.choices)
    offers = models.PositiveIntegerField(_("项数"))
    suppliers = models.PositiveIntegerField(_("供应商数"))
    lowest = models.DecimalField(_("最低价"), max_digits=14, decimal_places=4)
    lower_quartile = models.DecimalField(_("下四分位价"), max_digits=14, decimal_places=4)
    median = models.DecimalField(_("中位价"), max_digits=14, decimal_places=4)
    upper_quartile = models.DecimalField(_("上四分位价"), max_digits=14, decimal_places=4)
    highest = models.DecimalField(_("最高价"), max_digits=14, decimal_places=4)
    as_of = models.DateTimeField(_("计算时间"))

    class Meta:
        verbose_name = _("同类价格")

    def __str__(self) -> str:
        return f"{self.median} {self.measured}"


@pghistory.track()
class ReferencePrice(models.Model):
    """What something cost at a place on a day, as somebody published it (参考价); a wrong one is struck out.

    It is about the offers of its category that have all its `words` in their name or among what they say of themselves.
    """

    category = models.ForeignKey(Category, verbose_name=_("分类"), on_delete=models.PROTECT, related_name="+")
    words = ArrayField(
        models.CharField(max_length=20), verbose_name=_("限定词"), size=5, db_default=[], default=list, blank=True
    )
    name = models.CharField(_("品名"), max_length=60)
    place = models.CharField(_("市场或地区"), max_length=60)
    day = models.DateField(_("日期"))
    measured = models.CharField(_("折算单位"), max_length=6, choices=Measured.choices)
    price = models.DecimalField(_("参考价（元）"), max_digits=14, decimal_places=4)
    source = models.CharField(_("来源"), max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_label = models.CharField(_("录入人"), max_length=64)
    at = models.DateTimeField(_("录入时间"))
    is_on = models.BooleanField(_("有效"), db_default=True, default=True)

    class Meta:
        verbose_name = _("参考价")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "words", "name", "place", "day", "measured"],
                name="one_reference_price_a_day",
                condition=Q(is_on=True),
                violation_error_message=_("该市场当日已有这一品名的参考价，有误的请先作废。"),
            ),
            models.CheckConstraint(
                condition=Q(price__gt=0),
                name="reference_price_above_zero",
                violation_error_message=_("参考价应大于零元。"),
            ),
        ]
        indexes = [
            models.Index(fields=["category", "measured", "-day"], name="reference_by_category", condition=Q(is_on=True))
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


@pghistory.track()
class MarketName(models.Model):
    """As which category a name in the lists of markets is read (行情品名), remembered; without one it is left out."""

    name = models.CharField(_("品名"), max_length=60, unique=True)
    category = models.ForeignKey(
        Category, verbose_name=_("分类"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = ArrayField(
        models.CharField(max_length=20), verbose_name=_("限定词"), size=5, db_default=[], default=list, blank=True
    )

    class Meta:
        verbose_name = _("行情品名")

    def __str__(self) -> str:
        return self.name
