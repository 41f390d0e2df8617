"""Words that stand for each other, and lists of counties that are looked for by name."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Synonym(models.Model):
    """Words of one meaning (同义词), folded as names are: whoever looks for one finds the others, too."""

    words = ArrayField(models.CharField(max_length=40), verbose_name=_("词"), size=12)
    is_on = models.BooleanField(_("启用"), db_default=True, default=True)

    class Meta:
        verbose_name = _("同义词")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(words__len__gte=2),
                name="a_synonym_has_two_words",
                violation_error_message=_("同义词至少要有两个词。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(words__contains=[""]),
                name="a_synonym_is_not_empty",
                violation_error_message=_("同义词不能为空。"),
            ),
        ]

    def __str__(self) -> str:
        return "、".join(self.words)


@pghistory.track()
class ListedCounty(models.Model):
    """One of the 832 counties in a list that a document made (名单县), such as 重点帮扶县, from a day to a day."""

    name = models.CharField(_("名单"), max_length=40)
    county = models.ForeignKey("regions.County", verbose_name=_("县"), on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("列入日期"))
    until = models.DateField(_("截止日期"), null=True, blank=True)
    document = models.CharField(_("依据文件"), max_length=120)

    class Meta:
        verbose_name = _("名单县")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "county"],
                name="one_listing_a_county",
                condition=models.Q(until__isnull=True),
                violation_error_message=_("该县已在名单内。"),
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="a_listing_ends_after_it_begins",
                violation_error_message=_("截止日期应不早于列入日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.county_id}"
