"""The life of a request for approval, and what of levels and budgets can be said in codes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.foundation.states import Machine, Transition


class Purpose(models.TextChoices):
    """What is bought for."""

    CANTEEN = "canteen", _("食堂")
    UNION = "union", _("工会福利")
    OTHER = "other", _("其他")


class RequestState(models.TextChoices):
    WAITING = "waiting", _("待审批")
    AGREED = "agreed", _("已同意")
    REFUSED = "refused", _("不同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class RequestAction(models.TextChoices):
    ASK = "ask", _("提交审批")
    PASS_ON = "pass_on", _("同意并转下一级")
    AGREE = "agree", _("同意")
    REFUSE = "refuse", _("不同意")
    WITHDRAW = "withdraw", _("撤回")


class Acting(models.TextChoices):
    """As what somebody decided."""

    POST = "post", _("本岗")
    DELEGATE = "delegate", _("受托")
    KEEPER = "keeper", _("无人可办，由管理人员办理")


class Span(models.TextChoices):
    """How long a budget lasts."""

    YEAR = "year", _("年度")
    QUARTER = "quarter", _("季度")
    MONTH = "month", _("月度")


_S, _A = RequestState, RequestAction
# Who decides is no role but whoever a level names: the services ask.
REQUEST_MACHINE = Machine(
    Transition(_A.PASS_ON, (_S.WAITING,), _S.WAITING),
    Transition(_A.AGREE, (_S.WAITING,), _S.AGREED),
    Transition(_A.REFUSE, (_S.WAITING,), _S.REFUSED),
    Transition(_A.WITHDRAW, (_S.WAITING,), _S.WITHDRAWN),
)
OPEN = (_S.WAITING,)
# What ends a request in favour of it.
DECISIONS = (_A.PASS_ON, _A.AGREE, _A.REFUSE)
