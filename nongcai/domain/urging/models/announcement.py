"""A season's notice to all below an office, and who has read it."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Announcement(models.Model):
    """What a finance department announces for a season (填报通知): everybody below it is shown it once at sign-in."""

    node = models.ForeignKey("organisations.Organisation", verbose_name=_("发布部门"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("标题"), max_length=120)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    text = models.TextField(_("正文"), max_length=5000)
    shown_from = models.DateField(_("提示开始"))
    shown_until = models.DateField(_("提示结束"))
    published_at = models.DateTimeField(_("发布时间"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("发布人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    published_by_label = models.CharField(_("发布人名称"), max_length=64)
    withdrawn_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("填报通知")
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_from__lte=F("shown_until")),
                name="announcement_days_in_order",
                violation_error_message=_("提示结束不能早于提示开始。"),
            ),
            models.UniqueConstraint(
                fields=["node", "number"],
                condition=~Q(number="") & Q(withdrawn_at__isnull=True),
                name="one_announcement_a_number",
                violation_error_message=_("本部门已用过此发文字号。"),
            ),
        ]
        indexes = [models.Index(fields=["node", "-published_at"], name="announcements_of_an_office")]
        triggers = [pgtrigger.Protect(name="announcements_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> str:
        """How its attachments name it."""
        return f"announcement:{self.pk}"


class AnnouncementReading(models.Model):
    """Who confirmed to have read an announcement, for whom, and when; never edited."""

    announcement = models.ForeignKey(
        Announcement, verbose_name=_("填报通知"), on_delete=models.PROTECT, related_name="readings"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("阅读人"), on_delete=models.PROTECT, related_name="+"
    )
    label = models.CharField(_("阅读人名称"), max_length=64)
    organisation_name = models.CharField(_("阅读单位"), max_length=128)
    read_at = models.DateTimeField(_("阅读时间"))

    class Meta:
        verbose_name = _("通知阅读记录")
        constraints = [models.UniqueConstraint(fields=["announcement", "user"], name="one_reading_a_person")]
        triggers = [pgtrigger.Protect(name="readings_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.label}"
