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
    STRUCK = "struck", _("号码失效未发")
    FAILED = "failed", _("发送失败")


class Channel(models.TextChoices):
    SITE = "site", _("站内消息")
    SMS = "sms", _("短信")
    PHONE = "phone", _("电话")
    PAPER = "paper", _("公文")


class Kind(models.TextChoices):
    """What a contact is for. Before the last day one reminds; after it the late are asked to file (催报)."""

    REMINDER = "reminder", _("填报提醒")
    LATE = "late", _("催报")
    DIGEST = "digest", _("待办提示")
    CALL = "call", _("电话联系")
    LETTER = "letter", _("提示函")
    NOTICE = "notice", _("列入通报")


class Answer(models.TextChoices):
    """What came of a call."""

    REACHED = "reached", _("接通")
    UNANSWERED = "unanswered", _("无人接听")
    DEAD = "dead", _("号码失效")


class Rung(models.TextChoices):
    """How far an office has gone with a unit in a season."""

    NONE = "none", _("尚未联系")
    REMINDED = "reminded", _("已提醒")
    CALLED = "called", _("已电话联系")
    WRITTEN = "written", _("已发提示函")
    NAMED = "named", _("已列入通报")


_R = Rung
# Each rung only after the one before.
LADDER_MACHINE = Machine(
    Transition("remind", (_R.NONE, _R.REMINDED), _R.REMINDED, Role.FINANCE),
    Transition("call", (_R.REMINDED, _R.CALLED), _R.CALLED, Role.FINANCE),
    Transition("remind", (_R.CALLED,), _R.CALLED, Role.FINANCE),
    Transition("write", (_R.CALLED, _R.WRITTEN), _R.WRITTEN, Role.FINANCE),
    Transition("name", (_R.WRITTEN,), _R.NAMED, Role.FINANCE),
    # Whoever was written to, or named, may still be reminded and called.
    *(
        Transition(action, (rung,), rung, Role.FINANCE)
        for rung in (_R.WRITTEN, _R.NAMED)
        for action in ("remind", "call")
    ),
)
# What must have gone out before a contact of a kind may be written down; the database asks the same.
BEFORE = {
    Kind.CALL: (Kind.REMINDER, Kind.LATE),
    Kind.LETTER: (Kind.CALL,),
    Kind.NOTICE: (Kind.LETTER,),
}
STEP_WORDS = {
    "file": _("待单位填报"),
    "approve": _("在单位内审核"),
    "endorse": _("待主管单位确认"),
    "confirm": _("待财政部门确认"),
}


class LetterState(models.TextChoices):
    DRAFTED = "drafted", _("拟稿中")
    SIGNED = "signed", _("已签发")
    NUMBERED = "numbered", _("已编号")
    ISSUED = "issued", _("已印发")
    RECEIVED = "received", _("已签收")
    NAMED = "named", _("已列入通报")
    DISCARDED = "discarded", _("已作废")


class LetterAction(models.TextChoices):
    DRAFT = "draft", _("拟稿")
    EDIT = "edit", _("修改")
    SIGN = "sign", _("签发")
    GIVE_BACK = "give_back", _("退回修改")
    NUMBER = "number", _("登记发文字号")
    ISSUE = "issue", _("印发")
    RECEIVE = "receive", _("签收")
    NAME = "name", _("列入通报")
    DISCARD = "discard", _("作废")


_L = LetterState
LETTER_MACHINE = Machine(
    Transition("sign", (_L.DRAFTED,), _L.SIGNED, Role.FINANCE),
    Transition("give_back", (_L.SIGNED,), _L.DRAFTED, Role.FINANCE),
    Transition("number", (_L.SIGNED,), _L.NUMBERED, Role.FINANCE),
    Transition("issue", (_L.NUMBERED,), _L.ISSUED, Role.FINANCE),
    Transition("receive", (_L.ISSUED,), _L.RECEIVED),
    Transition("name", (_L.ISSUED, _L.RECEIVED), _L.NAMED, Role.FINANCE),
    Transition("discard", (_L.DRAFTED, _L.SIGNED, _L.NUMBERED), _L.DISCARDED, Role.FINANCE),
)
# Its text may be written.
LETTER_OPEN = (LetterState.DRAFTED,)
WRITING = (LetterAction.DRAFT, LetterAction.EDIT)
# Its sealed final may be uploaded.
LETTER_SEALABLE = (LetterState.NUMBERED,)
# What its addressee sees.
LETTER_OUT = (LetterState.ISSUED, LetterState.RECEIVED, LetterState.NAMED)

_C = ContactState
CONTACT_MACHINE = Machine(
    Transition("deliver", (_C.WAITING,), _C.SENT),
    # A gateway is asked outside any transaction: whoever took a message is the only one who sends it.
    Transition("take", (_C.WAITING,), _C.SENDING),
    Transition("pass_on", (_C.SENDING,), _C.SENT),
    Transition("fail", (_C.SENDING,), _C.FAILED),
    Transition("cap", (_C.WAITING,), _C.CAPPED),
    Transition("strike", (_C.WAITING,), _C.STRUCK),
)
