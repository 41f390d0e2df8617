"""Words that stand for each other."""

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
