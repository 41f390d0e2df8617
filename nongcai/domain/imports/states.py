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


# A job is at it, or soon will be.
BUSY = frozenset({RunState.RECEIVED.value, RunState.CHECKING.value, RunState.LOADING.value})
# Of receiving, checking, answering, loading: how many are done.
STEPS_DONE = {
    RunState.RECEIVED.value: 1,
    RunState.CHECKING.value: 1,
    RunState.FAILED.value: 1,
    RunState.ASKING.value: 2,
    RunState.CHECKED.value: 2,
    RunState.LOADING.value: 3,
    RunState.LOADED.value: 4,
}

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
    # What nobody loads in time is given up by the clock.
    Transition("expire", ("received", "asking", "checked", "failed"), "discarded"),
    Transition("discard", ("received", "asking", "checked", "failed"), "discarded", "finance"),
)
