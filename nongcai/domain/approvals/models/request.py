"""What waits for approval (审批事项), and each step; keyed by its subject (house.md, keys)."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.approvals.models.level import ApprovalLevel
from nongcai.domain.approvals.states import REQUEST_MACHINE, Acting, Purpose, RequestAction, RequestState


def _person() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账号"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )


# What is never changed once it was asked, beside its words and figures.
_SUBJECT, _ASKED = ("subject", "round", "organisation", "unit"), ("asked_by", "asked_by_label", "asked_at")


class ApprovalRequest(models.Model):
    """Whether a body may buy something for a unit: `round` counts how often the same subject was asked for.

    `levels` are those that it needs, as they stood when it was asked; `level` is the one at which it stands or ended.
    """

    pk = models.CompositePrimaryKey("subject", "round")
    subject = models.CharField(_("事项编号"), max_length=64)
    round = models.PositiveSmallIntegerField(_("次数"))
    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("采购人"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("计入单位"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("事项"), max_length=120)
    purpose = models.CharField(_("用途"), max_length=8, choices=Purpose.choices)
    amount = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    supplier_name = models.CharField(_("供应商"), max_length=128, blank=True)
    lines = ArrayField(models.CharField(max_length=200), verbose_name=_("明细"), default=list, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=RequestState.choices)
    levels = ArrayField(models.BigIntegerField(), verbose_name=_("所需层级"))
    level = models.ForeignKey(ApprovalLevel, verbose_name=_("当前层级"), on_delete=models.PROTECT, related_name="+")
    asked_by = _person()
    asked_by_label = models.CharField(_("提交人"), max_length=64)
    asked_at = models.DateTimeField(_("提交时间"))
    waits_since = models.DateTimeField(_("到达本级时间"))
    reminded_on = models.DateField(_("提醒日期"), null=True, blank=True)
    ended_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("审批事项")
        constraints = [
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(state=RequestState.WAITING),
                name="one_open_request_a_subject",
                violation_error_message=_("该事项正在审批。"),
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.WAITING, ended_at=None)
                | (~Q(state=RequestState.WAITING) & Q(ended_at__isnull=False)),
                name="what_ended_has_its_moment",
                violation_error_message=_("办结的事项应有办结时间。"),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="a_request_is_for_an_amount",
                violation_error_message=_("审批金额应大于零。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "organisation", "waits_since"],
                condition=Q(state=RequestState.WAITING),
                name="requests_waiting",
            ),
            models.Index(fields=["unit", "-asked_at"], name="requests_of_a_unit"),
        ]
        triggers = [
            pgtrigger.FSM(name="request_steps_are_permitted", field="state", transitions=REQUEST_MACHINE.pairs),
            pgtrigger.Protect(name="requests_are_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_asked_stays",
                fields=[*_SUBJECT, "title", "purpose", "amount", "supplier_name", "lines", "levels", *_ASKED],
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> int:
        """At which of its levels it stands or ended, from 1."""
        return self.levels.index(self.level_id) + 1

    @property
    def is_last(self) -> bool:
        """Whether nobody decides after this level."""
        return self.number == len(self.levels)


class ApprovalStep(models.Model):
    """Who did what with a request, as what and for whom; never edited."""

    pk = models.CompositePrimaryKey("subject", "seq")
    subject = models.CharField(_("事项编号"), max_length=64)
    seq = models.PositiveSmallIntegerField(_("序号"))
    round = models.PositiveSmallIntegerField(_("次数"))
    action = models.CharField(_("办理"), max_length=8, choices=RequestAction.choices)
    number = models.PositiveSmallIntegerField(_("级次"))
    acting = models.CharField(_("身份"), max_length=8, choices=Acting.choices, blank=True)
    by = _person()
    by_label = models.CharField(_("办理人"), max_length=64)
    for_label = models.CharField(_("代办岗位"), max_length=64, blank=True)
    reason = models.CharField(_("意见"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("审批办理记录")
        constraints = [
            models.CheckConstraint(
                condition=~Q(action=RequestAction.REFUSE, reason=""),
                name="refused_with_a_reason",
                violation_error_message=_("不同意须写明理由。"),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="approval_steps_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.seq}"
