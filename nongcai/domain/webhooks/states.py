"""The life of a subscription, and of what is sent to it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.roles import Role
from nongcai.foundation.states import Machine, Transition


class SubscriptionState(models.TextChoices):
    ACTIVE = "active", _("推送中")
    PAUSED = "paused", _("已暂停")
    ENDED = "ended", _("已停用")


class SubscriptionAction(models.TextChoices):
    PAUSE = "pause", _("暂停")
    RESUME = "resume", _("恢复")
    END = "end", _("停用")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("待推送")
    SENDING = "sending", _("推送中")
    DELIVERED = "delivered", _("已送达")
    FAILED = "failed", _("多次未送达")


_S, _A = SubscriptionState, SubscriptionAction
SUBSCRIPTION_MACHINE = Machine(
    Transition(_A.PAUSE, (_S.ACTIVE,), _S.PAUSED, Role.FINANCE),
    Transition(_A.RESUME, (_S.PAUSED,), _S.ACTIVE, Role.FINANCE),
    Transition(_A.END, (_S.ACTIVE, _S.PAUSED), _S.ENDED, Role.FINANCE),
)

_D = DeliveryState
DELIVERY_MACHINE = Machine(
    # Taken again after its time: the worker that had it is gone.
    Transition("take", (_D.WAITING, _D.SENDING), _D.SENDING),
    Transition("accept", (_D.SENDING,), _D.DELIVERED),
    Transition("put_off", (_D.SENDING,), _D.WAITING),
    Transition("give_up", (_D.SENDING,), _D.FAILED),
    Transition("replay", (_D.DELIVERED, _D.FAILED, _D.WAITING), _D.WAITING, Role.FINANCE),
)
