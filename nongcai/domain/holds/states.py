"""The life of a hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.foundation.states import Machine, Transition


class HoldState(models.TextChoices):
    HELD = "held", _("占用中")
    COMMITTED = "committed", _("已用")
    RELEASED = "released", _("已释放")


class HoldAction(models.TextChoices):
    COMMIT = "commit", _("使用")
    RELEASE = "release", _("释放")


HOLD_MACHINE = Machine(
    Transition("commit", (HoldState.HELD,), HoldState.COMMITTED),
    Transition("release", (HoldState.HELD,), HoldState.RELEASED),
)
