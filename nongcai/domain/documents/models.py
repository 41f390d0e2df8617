"""A file with a hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from nongcai.foundation import files

if TYPE_CHECKING:
    from pathlib import Path


class Document(models.Model):
    """A stored file. `owner` names what it belongs to, such as `import-run:7`; the room does not look inside."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.CharField(_("归属"), max_length=64, db_index=True)
    name = models.CharField(_("文件名"), max_length=200)
    media_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveBigIntegerField(_("字节数"))
    sha256 = models.CharField(_("摘要"), max_length=64)
    stored_at = models.DateTimeField(_("存入时间"))
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("存入人"), on_delete=models.PROTECT, null=True, blank=True
    )
    expires_at = models.DateTimeField(_("到期删除时间"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("删除时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("附件")

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes lie on this machine; the given name is never part of a path."""
        return files.place_of(str(self.id))
