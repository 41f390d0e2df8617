"""An answer that was given."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reply(models.Model):
    """What a caller was answered under a key; `fingerprint` tells which call it was."""

    # Who calls has signed in, and what was answered is forgotten after days.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账号"),
        on_delete=models.CASCADE,
        db_index=False,
        db_constraint=False,
    )
    key = models.CharField(_("幂等键"), max_length=64)
    fingerprint = models.CharField(_("请求摘要"), max_length=64)
    status = models.SmallIntegerField(_("状态码"))
    media_type = models.CharField(_("类型"), max_length=100, blank=True)
    body = models.BinaryField(_("答复"))
    answered_at = models.DateTimeField(_("答复时间"))

    class Meta:
        verbose_name = _("已作的答复")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_reply_a_key")]
        indexes = [models.Index(fields=["answered_at"], name="replies_by_age")]

    def __str__(self) -> str:
        return self.key
