"""Each contact with a unit (联系记录), and how an office wants to be heard."""

from __future__ import annotations

from datetime import time

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.urging.states import BEFORE, CONTACT_MACHINE, Answer, Channel, ContactState, Kind


def _rungs_in_order() -> str:
    """Refuse a rung before the one below it: about the unit itself, or about the addressee of its letter."""
    quoted = {kind: ", ".join(f"'{one}'" for one in before) for kind, before in BEFORE.items()}
    tests = " ".join(f"WHEN '{kind}' THEN c.kind IN ({before})" for kind, before in quoted.items())
    return f"""
        IF NOT EXISTS (
            SELECT 1 FROM urging_contact c
            WHERE c.node_id = NEW.node_id AND c.year = NEW.year AND c.state IN ('sending', 'sent')
            AND (CASE NEW.kind {tests} END)
            AND (c.unit_id = NEW.unit_id
                OR c.unit_id = (SELECT l.addressee_id FROM urging_letter l WHERE l.id = NEW.letter_id))
        ) THEN
            RAISE EXCEPTION 'a rung of urging was left out: %', NEW.kind;
        END IF;
        RETURN NEW;
    """


@pghistory.track()
class ReminderPolicy(models.Model):
    """When and how often an office reminds (提醒设置); those below without one of their own go by it."""

    node = models.OneToOneField("organisations.Organisation", verbose_name=_("财政部门"), on_delete=models.PROTECT)
    days_before = models.PositiveSmallIntegerField(_("截止前几个工作日提醒"), db_default=5, default=5)
    quiet_from = models.TimeField(_("免打扰开始"), db_default=time(21), default=time(21))
    quiet_to = models.TimeField(_("免打扰结束"), db_default=time(8), default=time(8))
    rests_on_days_off = models.BooleanField(_("休息日不发送"), db_default=True, default=True)
    sms_a_day = models.PositiveSmallIntegerField(_("每家单位每个工作日短信上限"), db_default=1, default=1)
    sms_a_week = models.PositiveSmallIntegerField(_("每家单位每周短信上限"), db_default=3, default=3)
    site_a_day = models.PositiveSmallIntegerField(_("每家单位每日站内消息上限"), db_default=1, default=1)

    class Meta:
        verbose_name = _("提醒设置")
        constraints = [
            models.CheckConstraint(
                condition=Q(days_before__range=(1, 20)),
                name="reminding_begins_in_time",
                violation_error_message=_("截止前几个工作日提醒，请填写1至20之间的整数。"),
            ),
            models.CheckConstraint(
                condition=Q(sms_a_day__lte=5, sms_a_week__lte=15, site_a_day__lte=5),
                name="reminding_is_capped",
                violation_error_message=_("每日上限不超过5条，每周短信上限不超过15条。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.node_id)


class Contact(models.Model):
    """One message to a unit, from its planning on, one call that was made, or one letter that went out about it.

    `key` makes it one however often it is planned. `number` is masked once it was used. A message that the cap held
    back stays on record as such.
    """

    key = models.CharField(_("标识"), max_length=80, unique=True)
    node = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("提醒部门"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("联系单位"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(_("事由"), max_length=10, choices=Kind.choices)
    channel = models.CharField(_("方式"), max_length=6, choices=Channel.choices)
    text = models.CharField(_("内容"), max_length=300)
    path = models.CharField(_("相关页面"), max_length=200, blank=True)
    number = models.CharField(_("电话"), max_length=30, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=ContactState.choices)
    planned_at = models.DateTimeField(_("安排时间"))
    due_at = models.DateTimeField(_("最早发送时间"))
    sent_at = models.DateTimeField(_("发送时间"), null=True, blank=True)
    receipt = models.CharField(_("回执"), max_length=100, blank=True)
    letter = models.ForeignKey(
        "urging.Letter",
        verbose_name=_("提示函"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
    )
    person = models.CharField(_("接听人"), max_length=40, blank=True, db_default="")
    answer = models.CharField(
        _("接通情况"), max_length=10, choices=Answer.choices, blank=True, db_default="", default=""
    )
    promised_on = models.DateField(_("答复办结日期"), null=True, blank=True)
    by_label = models.CharField(_("联系人员"), max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = _("联系记录")
        indexes = [
            models.Index(fields=["unit", "year", "-planned_at"], name="contacts_of_a_unit"),
            models.Index(fields=["channel", "due_at"], condition=Q(state="waiting"), name="contacts_waiting"),
        ]
        triggers = [
            pgtrigger.FSM(name="contact_steps_are_permitted", field="state", transitions=CONTACT_MACHINE.pairs),
            pgtrigger.Trigger(
                name="rungs_follow_each_other",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind__in=tuple(map(str, BEFORE))),
                func=_rungs_in_order(),
            ),
            pgtrigger.Protect(name="contacts_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="calls_are_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__channel__in=("phone", "paper")),
            ),
        ]

    def __str__(self) -> str:
        return self.key
