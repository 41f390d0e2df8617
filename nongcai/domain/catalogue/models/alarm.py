"""Prices above a limit: the rules, the alarms with reply and decision, and proofs of a lower price elsewhere."""

from __future__ import annotations

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.models.category import Category
from nongcai.domain.catalogue.models.offer import Offer
from nongcai.domain.catalogue.models.reference import ReferencePrice
from nongcai.domain.catalogue.states import (
    ALARM_MACHINE,
    LIVE_ALARMS,
    AlarmAction,
    AlarmState,
    Measured,
    NetUnit,
    PriceBasis,
)


@pghistory.track()
class PriceRule(models.Model):
    """From how many percent above what on a price is asked about (价格提醒规则), by which document.

    Without a category it holds for all; that of the nearest category goes before. In force from `since` to `until`,
    both included.
    """

    category = models.ForeignKey(
        Category, verbose_name=_("分类"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    basis = models.CharField(_("对照"), max_length=9, choices=PriceBasis.choices)
    percent = models.DecimalField(_("高出（%）"), max_digits=5, decimal_places=1)
    reply_days = models.PositiveSmallIntegerField(_("说明期限（天）"))
    since = models.DateField(_("施行日期"))
    until = models.DateField(_("截止日期"), null=True, blank=True)
    document = models.CharField(_("依据文件"), max_length=120)
    paragraph = models.CharField(_("条款"), max_length=60, blank=True, db_default="", default="")

    class Meta:
        verbose_name = _("价格提醒规则")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gte=0),
                name="price_rule_not_below",
                violation_error_message=_("高出比例不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(reply_days__range=(1, 60)),
                name="price_rule_gives_days",
                violation_error_message=_("说明期限应为1至60天。"),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_price_rule_ends_after_it_begins",
                violation_error_message=_("截止日期应不早于施行日期。"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="price_rules_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.basis} {self.percent}"


class PriceElsewhere(models.Model):
    """A proof that a supplier asks less elsewhere (其他渠道价格): so much for `quantity` of `unit`; never edited."""

    offer = models.ForeignKey(Offer, verbose_name=_("销售规格"), on_delete=models.PROTECT, related_name="+")
    shop = models.CharField(_("平台或店铺"), max_length=60)
    price = models.DecimalField(_("价格（元）"), max_digits=12, decimal_places=2)
    quantity = models.DecimalField(_("数量"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("单位"), max_length=5, choices=NetUnit.choices)
    unit_price = models.DecimalField(_("折算单价（元）"), max_digits=14, decimal_places=4)
    day = models.DateField(_("看到日期"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_label = models.CharField(_("提交人"), max_length=64)
    by_office = models.CharField(_("提交单位"), max_length=128)
    at = models.DateTimeField(_("提交时间"))

    class Meta:
        verbose_name = _("其他渠道价格")
        constraints = [
            models.CheckConstraint(
                condition=Q(price__gt=0, quantity__gt=0, unit_price__gt=0),
                name="price_elsewhere_above_zero",
                violation_error_message=_("价格和数量应大于零。"),
            )
        ]
        indexes = [models.Index(fields=["offer", "day"], name="prices_elsewhere_of_an_offer")]
        triggers = [pgtrigger.Protect(name="prices_elsewhere_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.shop}"

    @property
    def owner(self) -> str:
        """What its file belongs to."""
        return f"price-elsewhere:{self.pk}"


class PriceAlarm(models.Model):
    """A price above a limit that its supplier is asked about (价格提醒).

    `unit_price` is what was asked when it was opened, `base` what it was held against, `ceiling` the limit; all in yuan
    by what is `measured`. It ends by itself when the price is no longer above the ceiling.
    """

    offer = models.ForeignKey(Offer, verbose_name=_("销售规格"), on_delete=models.PROTECT, related_name="alarms")
    basis = models.CharField(_("对照"), max_length=9, choices=PriceBasis.choices)
    state = models.CharField(
        _("状态"), max_length=8, choices=AlarmState.choices, db_default=AlarmState.OPEN.value, default=AlarmState.OPEN
    )
    unit_price = models.DecimalField(_("折算单价（元）"), max_digits=14, decimal_places=4)
    measured = models.CharField(_("折算单位"), max_length=6, choices=Measured.choices)
    base = models.DecimalField(_("对照价（元）"), max_digits=14, decimal_places=4)
    ceiling = models.DecimalField(_("提醒限价（元）"), max_digits=14, decimal_places=4)
    grounds = models.CharField(_("依据"), max_length=400)
    rule = models.ForeignKey(
        PriceRule, verbose_name=_("规则"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reference = models.ForeignKey(
        ReferencePrice, verbose_name=_("参考价"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    elsewhere = models.ForeignKey(
        PriceElsewhere,
        verbose_name=_("其他渠道价格"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reply_due = models.DateField(_("说明截止"))
    opened_at = models.DateTimeField(_("提醒时间"))
    changed_at = models.DateTimeField(_("办理时间"))

    class Meta:
        verbose_name = _("价格提醒")
        constraints = [
            models.UniqueConstraint(
                fields=["offer"],
                name="one_live_alarm_an_offer",
                condition=Q(state__in=LIVE_ALARMS),
                violation_error_message=_("该规格已有未办结的价格提醒。"),
            ),
            models.CheckConstraint(
                condition=Q(unit_price__gt=F("ceiling"), ceiling__gte=F("base")),
                name="an_alarm_is_above_its_limit",
                violation_error_message=_("价格没有高出限价。"),
            ),
        ]
        indexes = [
            models.Index(fields=["offer", "-id"], name="alarms_of_an_offer"),
            models.Index(fields=["state", "reply_due"], name="alarms_waiting"),
        ]
        triggers = [
            pgtrigger.FSM(name="alarm_steps_are_permitted", field="state", transitions=ALARM_MACHINE.pairs),
            pgtrigger.Protect(name="alarms_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.basis}"

    def is_late(self, on: date) -> bool:
        """Say whether the supplier has not replied in its days."""
        return ALARM_MACHINE.step(AlarmAction.REPLY, self.state) is not None and self.reply_due < on


class AlarmStep(models.Model):
    """Who took which step with an alarm, in which words; never edited. Without a user the system took it."""

    alarm = models.ForeignKey(PriceAlarm, verbose_name=_("价格提醒"), on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(_("办理"), max_length=8, choices=AlarmAction.choices)
    state = models.CharField(_("办理后状态"), max_length=8, choices=AlarmState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账号"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    by_office = models.CharField(_("办理单位"), max_length=128, blank=True, db_default="", default="")
    words = models.CharField(_("说明"), max_length=500, blank=True, db_default="", default="")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("价格提醒办理记录")
        indexes = [models.Index(fields=["alarm", "id"], name="steps_of_an_alarm")]
        triggers = [pgtrigger.Protect(name="alarm_steps_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.alarm_id} {self.action}"

    @property
    def owner(self) -> str:
        """What the files shown with it belong to."""
        return f"price-alarm-step:{self.pk}"
