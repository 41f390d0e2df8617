"""What goes wrong with an order (交易异常), each step, and how long each has to act."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.support.rules import Terms
from nongcai.domain.support.states import (
    INCIDENT_MACHINE,
    NOT_AGREED,
    OPEN_INCIDENTS,
    IncidentAction,
    IncidentKind,
    IncidentState,
    Level,
    Outcome,
    Part,
    Side,
)


class Incident(models.Model):
    """What one side of an order reports. Names and number are those of the order when it was reported.

    `proposal` is what the other side offers, `outcome` what was agreed or decided, each with the amount of a refund;
    `holder` is whoever has it, until `due_on`; decisions may be appealed until `appeal_due`. `steps` counts steps.
    """

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    number = models.CharField(_("订单编号"), max_length=24)
    buyer_id = models.BigIntegerField(_("采购人"))
    buyer_name = models.CharField(_("采购人名称"), max_length=128)
    seller_id = models.BigIntegerField(_("供应商"))
    seller_name = models.CharField(_("供应商名称"), max_length=128)
    most = models.DecimalField(_("订单金额（元）"), max_digits=14, decimal_places=2)
    side = models.CharField(_("发起方"), max_length=8, choices=Side.choices)
    kind = models.CharField(_("异常类型"), max_length=8, choices=IncidentKind.choices)
    level = models.CharField(_("等级"), max_length=6, choices=Level.choices)
    state = models.CharField(
        _("状态"),
        max_length=9,
        choices=IncidentState.choices,
        db_default=IncidentState.REPORTED.value,
        default=IncidentState.REPORTED,
    )
    words = models.CharField(_("情况说明"), max_length=1000)
    proposal = models.CharField(_("对方答复"), max_length=7, choices=Outcome.choices, blank=True)
    proposed_amount = models.DecimalField(
        _("答复退款金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    outcome = models.CharField(_("处理结果"), max_length=7, choices=Outcome.choices, blank=True)
    amount = models.DecimalField(_("退款金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    holder = models.CharField(_("由谁处理"), max_length=8, choices=Side.choices)
    since = models.DateTimeField(_("自何时起"))
    due_on = models.DateField(_("何时到期"), null=True, blank=True)
    appeal_due = models.DateField(_("申请复核期限"), null=True, blank=True)
    steps = models.PositiveSmallIntegerField(_("办理次数"), db_default=0, default=0)
    reported_at = models.DateTimeField(_("提出时间"))
    ended_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    reminded_on = models.DateField(_("提醒日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("交易异常")
        constraints = [
            models.UniqueConstraint(
                fields=["order_id", "side"],
                # What is looked at again keeps nobody from reporting the next.
                condition=Q(ended_at=None) & ~Q(state=IncidentState.APPEALED),
                name="one_open_incident_a_side",
                violation_error_message=_("本方在这张订单上已有办理中的交易异常。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_INCIDENTS, ended_at__isnull=True, due_on__isnull=False)
                | (~Q(state__in=OPEN_INCIDENTS) & Q(ended_at__isnull=False, due_on__isnull=True)),
                name="an_open_incident_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFUND, amount__gt=0)
                | Q(outcome=Outcome.SETTLED)
                | (~Q(outcome__in=(Outcome.REFUND, Outcome.SETTLED)) & Q(amount=None)),
                name="only_a_refund_has_an_amount",
                violation_error_message=_("部分退款的填写金额，其他结果不填。"),
            ),
        ]
        indexes = [
            models.Index(fields=["buyer_id", "-reported_at"], name="incidents_of_a_buyer"),
            models.Index(fields=["seller_id", "-reported_at"], name="incidents_of_a_seller"),
            models.Index(fields=["holder", "due_on"], name="incidents_by_holder", condition=Q(ended_at=None)),
        ]
        triggers = [
            pgtrigger.FSM(name="incident_steps_are_permitted", field="state", transitions=INCIDENT_MACHINE.pairs),
            pgtrigger.Protect(name="incidents_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.number}-{self.seq}"

    @property
    def is_open(self) -> bool:
        """Somebody has still to act."""
        return self.ended_at is None

    @property
    def source(self) -> str:
        """What its files belong to begins so."""
        return f"incident:{self.order_id}:{self.seq}"

    @property
    def proposal_shown(self) -> str:
        """What the other side offers, as it would say it."""
        return str(NOT_AGREED if self.proposal == Outcome.REJECT else self.get_proposal_display())

    def side_of(self, part: str) -> str:
        """Return the side that has to do with it as a part."""
        other = Side.SELLER if self.side == Side.BUYER else Side.BUYER
        sides = {Part.REPORTER: self.side, Part.OTHER: other, Part.PLATFORM: Side.PLATFORM}
        return str(Side(sides[Part(part)]).value)


class IncidentStep(models.Model):
    """Who said or decided what in an incident; never edited. Its files are kept as those of `owner`."""

    pk = models.CompositePrimaryKey("order_id", "seq", "step")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("异常"))
    step = models.PositiveSmallIntegerField(_("序号"))
    action = models.CharField(_("办理"), max_length=8, choices=IncidentAction.choices)
    state = models.CharField(_("办理后状态"), max_length=9, choices=IncidentState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账号"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    by_office = models.CharField(_("办理单位"), max_length=128, blank=True)
    outcome = models.CharField(_("答复或决定"), max_length=7, choices=Outcome.choices, blank=True)
    amount = models.DecimalField(_("退款金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    words = models.CharField(_("说明"), max_length=1000, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("交易异常办理记录")
        triggers = [pgtrigger.Protect(name="incident_steps_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.order_id}:{self.seq} {self.action}"

    @property
    def outcome_shown(self) -> str:
        """What was offered or decided, as whoever said it would say it."""
        is_refused = self.action == IncidentAction.REPLY and self.outcome == Outcome.REJECT
        return str(NOT_AGREED if is_refused else self.get_outcome_display())

    @property
    def owner(self) -> str:
        """What its files belong to."""
        return f"incident:{self.order_id}:{self.seq}:{self.step}"


class IncidentTerm(models.Model):
    """How many workdays each has at incidents of a level, from a day on; never edited, only followed by another."""

    level = models.CharField(_("等级"), max_length=6, choices=Level.choices)
    from_on = models.DateField(_("自何日起"))
    reply_days = models.PositiveSmallIntegerField(_("答复期限（工作日）"))
    decide_days = models.PositiveSmallIntegerField(_("平台决定期限（工作日）"))
    appeal_days = models.PositiveSmallIntegerField(_("申请复核期限（工作日）"))
    by_label = models.CharField(_("办理人"), max_length=64)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("交易异常办理期限")
        constraints = [
            models.UniqueConstraint(fields=["level", "from_on"], name="one_row_of_terms_a_day"),
            models.CheckConstraint(
                condition=Q(reply_days__range=(1, 60), decide_days__range=(1, 60), appeal_days__range=(1, 60)),
                name="terms_are_days",
                violation_error_message=_("各项期限应为1至60个工作日。"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="incident_terms_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.level} {self.from_on}"

    @property
    def terms(self) -> Terms:
        """As figures."""
        return Terms(self.reply_days, self.decide_days, self.appeal_days)
