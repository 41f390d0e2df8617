"""Exceptions (异常): what could not be matched by itself, who holds it, until when."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.payments.states import ISSUE_ENDED, ISSUE_MACHINE, Holder, IssueKind, IssueState


class TransferIssue(models.Model):
    """An exception of a transfer. `candidates` are orders that it may be for; `due_on` is reckoned in workdays."""

    pk = models.CompositePrimaryKey("transfer_id", "seq")
    transfer_id = models.UUIDField(_("到账"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    supplier_id = models.BigIntegerField(_("供应商"))
    buyer_id = models.BigIntegerField(_("采购人"), null=True, blank=True)
    kind = models.CharField(_("情形"), max_length=16, choices=IssueKind.choices)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=IssueState.choices,
        db_default=IssueState.OPEN.value,
        default=IssueState.OPEN,
    )
    holder = models.CharField(_("由谁处理"), max_length=10, choices=Holder.choices)
    since = models.DateTimeField(_("自何时起"))
    due_on = models.DateField(_("何时到期"), null=True, blank=True)
    candidates = ArrayField(models.UUIDField(), verbose_name=_("可能的订单"), default=list, blank=True)
    reason = models.CharField(_("原因"), max_length=300)
    words = models.CharField(_("说明"), max_length=300, blank=True, db_default="", default="")
    opened_at = models.DateTimeField(_("发现时间"))
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("到账异常")
        constraints = [
            models.UniqueConstraint(
                fields=["transfer_id"],
                condition=~Q(state__in=ISSUE_ENDED),
                name="one_open_issue_a_transfer",
                violation_error_message=_("该笔到账已有办理中的异常。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ISSUE_ENDED, closed_at__isnull=False, due_on__isnull=True)
                | (~Q(state__in=ISSUE_ENDED) & Q(closed_at__isnull=True, due_on__isnull=False)),
                name="an_open_issue_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["supplier_id", "due_on"], name="issues_of_a_supplier", condition=Q(closed_at=None)),
            models.Index(fields=["buyer_id", "due_on"], name="issues_of_a_buyer", condition=Q(closed_at=None)),
            models.Index(fields=["holder", "due_on"], name="issues_by_holder", condition=Q(closed_at=None)),
        ]
        triggers = [
            pgtrigger.FSM(name="issue_steps_are_permitted", field="state", transitions=ISSUE_MACHINE.pairs),
            pgtrigger.Protect(name="issues_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.transfer_id}:{self.seq} {self.kind}"
