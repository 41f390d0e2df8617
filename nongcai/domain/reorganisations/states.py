"""The life of a document that changes organisations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.roles import Role
from nongcai.foundation.states import Machine, Transition


class ReorganisationState(models.TextChoices):
    DRAFTED = "drafted", _("拟定中")
    CHECKED = "checked", _("已核对")
    IN_FORCE = "in_force", _("已生效")
    REVERSED = "reversed", _("已撤回")
    DISCARDED = "discarded", _("已作废")


class ReorganisationAction(models.TextChoices):
    CHECK = "check", _("核对")
    REOPEN = "reopen", _("退回修改")
    ENFORCE = "enforce", _("生效")
    REVERSE = "reverse", _("撤回调整")
    DISCARD = "discard", _("作废")


class CodeOutcome(models.TextChoices):
    """What becomes of a row of a code-change table."""

    RECODE = "recode", _("编码变更")
    RENAME = "rename", _("更名")
    BOTH = "both", _("编码、名称变更")
    DONE = "done", _("已是新编码")
    SAME = "same", _("没有变化")
    WRONG = "wrong", _("有误")


_S = ReorganisationState
REORGANISATION_MACHINE = Machine(
    Transition("check", (_S.DRAFTED,), _S.CHECKED, Role.FINANCE),
    Transition("enforce", (_S.CHECKED,), _S.IN_FORCE, Role.FINANCE),
    Transition("reopen", (_S.CHECKED,), _S.DRAFTED, Role.FINANCE),
    Transition("reverse", (_S.IN_FORCE,), _S.REVERSED, Role.FINANCE),
    Transition("discard", (_S.DRAFTED, _S.CHECKED), _S.DISCARDED, Role.FINANCE),
)
# Lines and particulars may be written.
OPEN = (ReorganisationState.DRAFTED,)
