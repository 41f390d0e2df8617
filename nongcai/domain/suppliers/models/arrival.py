"""How often somebody came by the public page, so that one address cannot make accounts without end."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Arrival(models.Model):
    """A try to come (开通申请). Of the address a keyed hash is kept, for a day."""

    asker_hash = models.CharField(_("来源摘要"), max_length=64)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("开通申请")
        indexes = [models.Index(fields=["asker_hash", "at"], name="arrivals_of_asker")]

    def __str__(self) -> str:
        return f"{self.pk} {self.at}"
