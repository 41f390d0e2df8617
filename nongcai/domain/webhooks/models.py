"""A system that wants to be told, and each thing it was told."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.webhooks.states import DELIVERY_MACHINE, SUBSCRIPTION_MACHINE, DeliveryState, SubscriptionState


@pghistory.track(exclude=["salt"])
class Subscription(models.Model):
    """An address to which a finance department has its units' confirmed filings sent (推送接口).

    The secret follows from `salt` and the site's key; it is shown once.
    """

    node = models.ForeignKey("organisations.Organisation", verbose_name=_("财政部门"), on_delete=models.PROTECT)
    name = models.CharField(_("接收系统"), max_length=60)
    address = models.CharField(_("接收地址"), max_length=300)
    salt = models.CharField(_("密钥盐值"), max_length=43)
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=SubscriptionState.choices,
        db_default=SubscriptionState.ACTIVE.value,
        default=SubscriptionState.ACTIVE,
    )
    made_at = models.DateTimeField(_("建立时间"))
    made_by_label = models.CharField(_("建立人名称"), max_length=64)

    class Meta:
        verbose_name = _("推送接口")
        constraints = [
            models.UniqueConstraint(
                fields=["node", "address"],
                condition=~Q(state=SubscriptionState.ENDED),
                name="one_subscription_an_address",
                violation_error_message=_("本部门已向此地址推送，不必重复建立。"),
            )
        ]
        triggers = [
            pgtrigger.FSM(
                name="subscription_steps_are_permitted", field="state", transitions=SUBSCRIPTION_MACHINE.pairs
            ),
            pgtrigger.Protect(name="subscriptions_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """A version of a filing that was confirmed, as one subscription is told of it (推送记录).

    `body` is sent as it stands. `due_at` is when it is to be sent, and while it is being sent, when somebody else may
    take it up. `status` is the receiver's answer, 0 where there was none.
    """

    subscription = models.ForeignKey(
        Subscription, verbose_name=_("推送接口"), on_delete=models.PROTECT, related_name="deliveries"
    )
    filing_id = models.BigIntegerField(_("填报"))
    version = models.PositiveIntegerField(_("版本"))
    unit_name = models.CharField(_("单位名称"), max_length=128)
    body = models.TextField(_("内容"))
    state = models.CharField(
        _("状态"),
        max_length=9,
        choices=DeliveryState.choices,
        db_default=DeliveryState.WAITING.value,
        default=DeliveryState.WAITING,
    )
    attempts = models.PositiveSmallIntegerField(_("已推送次数"), db_default=0, default=0)
    due_at = models.DateTimeField(_("应推送时间"))
    status = models.PositiveSmallIntegerField(_("对方答复状态码"), null=True, blank=True)
    told = models.CharField(_("对方答复"), max_length=200, blank=True, db_default="", default="")
    made_at = models.DateTimeField(_("产生时间"))
    settled_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("推送记录")
        constraints = [
            models.UniqueConstraint(fields=["subscription", "filing_id", "version"], name="one_delivery_a_version")
        ]
        indexes = [
            models.Index(
                fields=["subscription", "due_at", "id"],
                condition=Q(state__in=[DeliveryState.WAITING, DeliveryState.SENDING]),
                name="deliveries_due",
            ),
            models.Index(fields=["subscription", "-made_at", "-id"], name="deliveries_by_age"),
        ]
        triggers = [
            pgtrigger.FSM(name="delivery_steps_are_permitted", field="state", transitions=DELIVERY_MACHINE.pairs),
            pgtrigger.Protect(name="deliveries_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def message_id(self) -> str:
        """How the receiver tells it from others; the same whenever it is sent again."""
        return f"filing-{self.filing_id}-{self.version}"
