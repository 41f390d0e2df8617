"""The life of an import run."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.foundation.states import Machine, Transition


class RunState(models.TextChoices):
    RECEIVED = "received", _("已接收")
    CHECKING = "checking", _("核对中")
    ASKING = "asking", _("待确认")
    CHECKED = "checked", _("核对完毕")
    LOADING = "loading", _("导入中")
    LOADED = "loaded", _("已导入")
    FAILED = "failed", _("未完成")
    DISCARDED = "discarded", _("已放弃")


RUN_MACHINE = Machine(
    # A killed run is taken up again from where it stopped.
    Transition("check", ("received", "asking", "checked", "failed", "checking", "loading"), "checking", "finance"),
    Transition("ask", ("checking",), "asking"),
    Transition("settle", ("checking",), "checked"),
    # Which orders go back is decided as often as one likes before loading.
    Transition("decide", ("checked",), "checked", "finance"),
    Transition("load", ("checked", "asking", "loading"), "loading", "finance"),
    Transition("finish", ("loading",), "loaded"),
    Transition("fail", ("received", "checking", "loading"), "failed"),
    Transition("discard", ("received", "asking", "checked", "failed"), "discarded", "finance"),
)
