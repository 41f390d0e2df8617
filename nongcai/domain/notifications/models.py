"""A message to one person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """What a person is told inside the site; `path` is the page that it is about."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("收件人"),
        on_delete=models.CASCADE,
        related_name="messages",
        db_index=False,
        db_constraint=False,
    )
    text = models.CharField(_("内容"), max_length=500)
    path = models.CharField(_("相关页面"), max_length=200, blank=True)
    told_at = models.DateTimeField(_("通知时间"))
    delivered_at = models.DateTimeField(_("送达时间"), null=True, blank=True)
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("消息")
        indexes = [models.Index(fields=["recipient", "-told_at"], name="messages_of_a_person")]

    def __str__(self) -> str:
        return self.text
