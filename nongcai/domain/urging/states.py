"""The life of a contact: planned, then sent once, or held back by the cap on record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.roles import Role
from nongcai.foundation.states import Machine, Transition


class ContactState(models.TextChoices):
    WAITING = "waiting", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    CAPPED = "capped", _("超过频次未发")
    FAILED = "failed", _("发送失败")


class Channel(models.TextChoices):
    SITE = "site", _("站内消息")
    SMS = "sms", _("短信")
    PHONE = "phone", _("电话")


class Kind(models.TextChoices):
    """What a contact is for. Before the last day one reminds; after it the late are asked to file (催报)."""

    REMINDER = "reminder", _("填报提醒")
    LATE = "late", _("催报")
    DIGEST = "digest", _("待办提示")
    CALL = "call", _("电话联系")


class Rung(models.TextChoices):
    """How far an office has gone with a unit in a season."""

    NONE = "none", _("尚未联系")
    REMINDED = "reminded", _("已提醒")
    CALLED = "called", _("已电话联系")


_R = Rung
# Each rung only after the one before.
LADDER_MACHINE = Machine(
    Transition("remind", (_R.NONE, _R.REMINDED), _R.REMINDED, Role.FINANCE),
    Transition("call", (_R.REMINDED, _R.CALLED), _R.CALLED, Role.FINANCE),
    Transition("remind", (_R.CALLED,), _R.CALLED, Role.FINANCE),
)

_C = ContactState
CONTACT_MACHINE = Machine(
    Transition("deliver", (_C.WAITING,), _C.SENT),
    # A gateway is asked outside any transaction: whoever took a message is the only one who sends it.
    Transition("take", (_C.WAITING,), _C.SENDING),
    Transition("pass_on", (_C.SENDING,), _C.SENT),
    Transition("fail", (_C.SENDING,), _C.FAILED),
    Transition("cap", (_C.WAITING,), _C.CAPPED),
)
