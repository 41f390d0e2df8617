"""The lives of an incident and of a question, and the words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.foundation.states import Machine, Transition


class Side(models.TextChoices):
    """Who reports an incident, or has it."""

    BUYER = "buyer", _("采购人")
    SELLER = "seller", _("供应商")
    PLATFORM = "platform", _("平台")
    NOBODY = "nobody", _("已办结")


class Part(models.TextChoices):
    """As what somebody has to do with an incident."""

    REPORTER = "reporter", _("发起方")
    OTHER = "other", _("对方")
    PLATFORM = "platform", _("平台")


class IncidentKind(models.TextChoices):
    SHORT = "short", _("少货")
    DAMAGED = "damaged", _("破损")
    QUALITY = "quality", _("质量不符")
    WRONG = "wrong", _("错发")
    LATE = "late", _("逾期未发货")
    REFUSED = "refused", _("拒收")
    PAYMENT = "payment", _("付款")
    INVOICE = "invoice", _("发票")
    PRICE = "price", _("价格")
    OTHER = "other", _("其他")


_BOTH = (IncidentKind.INVOICE, IncidentKind.PRICE, IncidentKind.PAYMENT, IncidentKind.OTHER)
# Of what each side may complain.
KINDS = {
    Side.BUYER: (
        IncidentKind.SHORT,
        IncidentKind.DAMAGED,
        IncidentKind.QUALITY,
        IncidentKind.WRONG,
        IncidentKind.LATE,
        *_BOTH,
    ),
    Side.SELLER: (IncidentKind.REFUSED, *_BOTH),
}


# What shows when goods are looked at, and what may show only later.
VISIBLE = (IncidentKind.SHORT, IncidentKind.DAMAGED, IncidentKind.WRONG)
HIDDEN = (IncidentKind.QUALITY,)


class Level(models.TextChoices):
    USUAL = "usual", _("一般")
    GRAVE = "grave", _("较重")
    URGENT = "urgent", _("紧急")


class Outcome(models.TextChoices):
    """What is proposed, agreed to or decided."""

    RESEND = "resend", _("补发")
    RETURN = "return", _("退货退款")
    REFUND = "refund", _("部分退款")
    FULFIL = "fulfil", _("继续履行")
    REJECT = "reject", _("驳回")
    SETTLED = "settled", _("和解")


# As the other side says it.
NOT_AGREED = _("不认可")
# What one side proposes and the platform decides; that both agree is no decision.
DECISIONS = (Outcome.RESEND, Outcome.RETURN, Outcome.REFUND, Outcome.FULFIL, Outcome.REJECT)


class IncidentState(models.TextChoices):
    REPORTED = "reported", _("待对方答复")
    REPLIED = "replied", _("待发起方确认")
    RAISED = "raised", _("待平台决定")
    APPEALED = "appealed", _("待平台复核")
    SETTLED = "settled", _("双方已和解")
    WITHDRAWN = "withdrawn", _("已撤回")
    DECIDED = "decided", _("平台已决定")
    FINAL = "final", _("复核已决定")


class IncidentAction(models.TextChoices):
    REPORT = "report", _("提出异常")
    REPLY = "reply", _("答复")
    SETTLE = "settle", _("同意答复")
    RAISE = "raise", _("提请平台处理")
    ESCALATE = "escalate", _("逾期转平台")
    ADD = "add", _("补充材料")
    DECIDE = "decide", _("作出决定")
    APPEAL = "appeal", _("申请复核")
    REVIEW = "review", _("作出复核决定")
    WITHDRAW = "withdraw", _("撤回")


_S, _A = IncidentState, IncidentAction
_OPEN = (_S.REPORTED, _S.REPLIED, _S.RAISED, _S.APPEALED)
_PARTIES = (Part.REPORTER, Part.OTHER)
INCIDENT_MACHINE = Machine(
    Transition(_A.REPLY, (_S.REPORTED,), _S.REPLIED, Part.OTHER),
    Transition(_A.SETTLE, (_S.REPLIED,), _S.SETTLED, Part.REPORTER),
    Transition(_A.RAISE, (_S.REPLIED,), _S.RAISED, Part.REPORTER),
    Transition(_A.ESCALATE, (_S.REPORTED, _S.REPLIED), _S.RAISED),
    *(Transition(_A.ADD, (state,), state, part) for state in _OPEN for part in _PARTIES),
    Transition(_A.DECIDE, (_S.RAISED,), _S.DECIDED, Part.PLATFORM),
    *(Transition(_A.APPEAL, (_S.DECIDED,), _S.APPEALED, part) for part in _PARTIES),
    Transition(_A.REVIEW, (_S.APPEALED,), _S.FINAL, Part.PLATFORM),
    Transition(_A.WITHDRAW, (_S.REPORTED, _S.REPLIED, _S.RAISED), _S.WITHDRAWN, Part.REPORTER),
)
# While one is open, the order's clock stands still.
OPEN_INCIDENTS = _OPEN
# Who has it, by state; nobody once it has ended.
PART_OF = {
    _S.REPORTED: Part.OTHER,
    _S.REPLIED: Part.REPORTER,
    _S.RAISED: Part.PLATFORM,
    _S.APPEALED: Part.PLATFORM,
}
# What is said with an outcome.
WITH_OUTCOME = (_A.REPLY, _A.DECIDE, _A.REVIEW)


class Topic(models.TextChoices):
    """What a question or an answer is about."""

    ACCOUNT = "account", _("账号和登录")
    FILING = "filing", _("预留份额填报")
    GOODS = "goods", _("商品和采购")
    ORDER = "order", _("订单和验收")
    MONEY = "money", _("付款和发票")
    INCIDENT = "incident", _("交易异常")
    SUPPLIER = "supplier", _("供应商入驻")
    OTHER = "other", _("其他")


class QuestionState(models.TextChoices):
    ASKED = "asked", _("待答复")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")


class QuestionAction(models.TextChoices):
    ASK = "ask", _("提问")
    ANSWER = "answer", _("答复")
    ASK_AGAIN = "ask_again", _("追问")
    CLOSE = "close", _("确认办结")
    LAPSE = "lapse", _("到期办结")
    WITHDRAW = "withdraw", _("撤回")


_Q, _D = QuestionState, QuestionAction
QUESTION_MACHINE = Machine(
    Transition(_D.ANSWER, (_Q.ASKED,), _Q.ANSWERED, Part.PLATFORM),
    Transition(_D.ASK_AGAIN, (_Q.ANSWERED,), _Q.ASKED, Part.REPORTER),
    Transition(_D.CLOSE, (_Q.ANSWERED,), _Q.CLOSED, Part.REPORTER),
    # Nobody asks further in time.
    Transition(_D.LAPSE, (_Q.ANSWERED,), _Q.CLOSED),
    Transition(_D.WITHDRAW, (_Q.ASKED,), _Q.WITHDRAWN, Part.REPORTER),
)
OPEN_QUESTIONS = (_Q.ASKED, _Q.ANSWERED)
