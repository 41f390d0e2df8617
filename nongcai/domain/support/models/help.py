"""What helps everybody: answers to what is often asked, and whom to call in which region."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.support.states import Topic


class FaqArticle(models.Model):
    """An answer to what is often asked (常见问题); `words` are others by which it is found."""

    topic = models.CharField(_("分类"), max_length=8, choices=Topic.choices)
    question = models.CharField(_("问题"), max_length=120)
    answer = models.CharField(_("答复"), max_length=4000)
    words = models.CharField(_("查找用词"), max_length=200, blank=True)
    is_shown = models.BooleanField(_("公开"), db_default=True, default=True)
    version = models.PositiveIntegerField(_("版本"), db_default=1, default=1)
    by_label = models.CharField(_("编辑人"), max_length=64)
    at = models.DateTimeField(_("编辑时间"))

    class Meta:
        verbose_name = _("常见问题")
        constraints = [
            models.UniqueConstraint(
                fields=["question"], name="one_article_a_question", violation_error_message=_("已有相同的问题。")
            )
        ]
        triggers = [pgtrigger.Protect(name="faq_articles_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.question


class Hotline(models.Model):
    """Whom to call (服务热线) in a region; ended, never deleted."""

    region = models.ForeignKey("regions.Region", verbose_name=_("区划"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("名称"), max_length=60)
    number = models.CharField(_("电话号码"), max_length=30)
    hours = models.CharField(_("服务时间"), max_length=60, blank=True)
    by_label = models.CharField(_("登记人"), max_length=64)
    at = models.DateTimeField(_("登记时间"))
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("服务热线")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "number"],
                condition=Q(ended_at=None),
                name="one_row_a_hotline",
                violation_error_message=_("该区划已登记这个号码。"),
            )
        ]
        triggers = [pgtrigger.Protect(name="hotlines_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
