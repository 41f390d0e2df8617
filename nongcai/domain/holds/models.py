"""A scarce thing and its balance, and who holds how much of it; keyed so that both can be distributed."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from nongcai.domain.holds.states import HOLD_MACHINE, HoldState
from nongcai.foundation.checks import ZERO, all_above_zero, none_below_zero


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
                condition=none_below_zero("held", "committed", F("quantity") - F("held") - F("committed")),
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


class Hold(models.Model):
    """How much of a resource somebody holds (占用), took for good (`taken`), and gave back of that (`returned`).

    `source` says in words of the asking room who, as `order:<id>`; it holds a resource once. The balance of the
    resource is the sum of its holds: `held` of those that are held, `taken - returned` of those that are committed.
    """

    pk = models.CompositePrimaryKey("resource_id", "id")
    resource_id = models.UUIDField(_("占用资源"))
    id = models.UUIDField(default=uuid7, editable=False)
    source = models.CharField(_("依据"), max_length=80)
    quantity = models.DecimalField(_("占用量"), max_digits=14, decimal_places=3)
    taken = models.DecimalField(_("已用量"), max_digits=14, decimal_places=3, db_default=0, default=0)
    returned = models.DecimalField(_("退回量"), max_digits=14, decimal_places=3, db_default=0, default=0)
    state = models.CharField(_("状态"), max_length=9, choices=HoldState.choices, default=HoldState.HELD)
    expires_at = models.DateTimeField(_("到期时间"), null=True, blank=True)
    at = models.DateTimeField(_("变动时间"))

    class Meta:
        verbose_name = _("占用记录")
        constraints = [
            models.UniqueConstraint(fields=["resource_id", "source"], name="one_hold_a_source"),
            # Of which only what is committed is taken.
            models.CheckConstraint(
                condition=Q(all_above_zero("quantity"))
                & Q(none_below_zero("returned", F("taken") - F("returned"), F("quantity") - F("taken")))
                & (Q(state=HoldState.COMMITTED) | Q(taken=ZERO)),
                name="no_more_returned_than_taken_nor_taken_than_held",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="holds_that_expire",
                condition=Q(state=HoldState.HELD, expires_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="hold_steps_are_permitted", field="state", transitions=HOLD_MACHINE.pairs),
            pgtrigger.Protect(name="holds_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.quantity}"
