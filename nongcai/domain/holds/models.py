"""A scarce thing and its balance; keyed so that it can be distributed (house.md, keys)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


class Resource(models.Model):
    """Something scarce: how much there is (`quantity`), is held (`held`), and was taken for good (`committed`).

    Changed only by conditional updates, or by whoever holds its row. `owner` says in words of the asking
    room what it is, as `offer:7`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.CharField(_("归属"), max_length=64)
    quantity = models.DecimalField(_("总量"), max_digits=14, decimal_places=3)
    held = models.DecimalField(_("占用量"), max_digits=14, decimal_places=3, db_default=0, default=0)
    committed = models.DecimalField(_("已用量"), max_digits=14, decimal_places=3, db_default=0, default=0)
    changed_at = models.DateTimeField(_("变动时间"))

    class Meta:
        verbose_name = _("占用资源")
        constraints = [
            models.CheckConstraint(
                condition=Q(held__gte=0, committed__gte=0),
                name="nothing_is_held_below_zero",
                violation_error_message=_("占用量、已用量不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("held") + F("committed")),
                name="never_promised_twice",
                violation_error_message=_("数量不足，请减少后再试。"),
            ),
        ]

    def __str__(self) -> str:
        return self.owner

    @property
    def available(self) -> Decimal:
        """What can still be promised."""
        return self.quantity - self.held - self.committed
