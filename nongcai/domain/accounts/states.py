"""The life of an account."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.foundation.states import Machine, Transition


class AccountState(models.TextChoices):
    PENDING = "pending", _("未激活")
    ACTIVE = "active", _("正常")
    IDLE = "idle", _("休眠")
    CLOSED = "closed", _("停用")


class AccountAction(models.TextChoices):
    """What is done to an account; those that the table does not hold leave its state as it is."""

    OPEN = "open", _("开通")
    ISSUE = "issue", _("发放激活码")
    RESET = "reset", _("重设密码")
    SEND_CODE = "send_code", _("短信发送激活码")
    REOPEN = "reopen", _("恢复使用")
    ACTIVATE = "activate", _("激活")
    REST = "rest", _("转为休眠")
    WAKE = "wake", _("休眠后登录")
    CLOSE = "close", _("停用")
    UNLOCK = "unlock", _("解除登录锁定")
    APPOINT = "appoint", _("登记任职")
    DEPUTE = "depute", _("安排代理")
    HAND_OVER = "hand_over", _("移交")
    SET_TERM = "set_term", _("变更合同期限")
    LET_SIGN = "let_sign", _("授予签发权")
    BAR_SIGN = "bar_sign", _("收回签发权")
    END_POST = "end_post", _("结束任职")
    CHANGE_PASSWORD = "password", _("修改密码")
    FACTOR_ON = "factor_on", _("开启两步验证")
    FACTOR_OFF = "factor_off", _("关闭两步验证")
    FACTOR_RESET = "factor_reset", _("重置两步验证")
    NEW_CODES = "new_codes", _("换发恢复码")
    USE_CODE = "use_code", _("用恢复码登录")
    ADD_PASSKEY = "add_passkey", _("添加通行密钥")
    DROP_PASSKEY = "drop_passkey", _("移除通行密钥")
    LINK = "link", _("绑定统一身份")
    UNLINK = "unlink", _("解除统一身份绑定")


_S = AccountState
ACCOUNT_MACHINE = Machine(
    Transition("issue", (_S.PENDING,), _S.PENDING),
    Transition("reset", (_S.ACTIVE, _S.IDLE), _S.PENDING),
    Transition("reopen", (_S.CLOSED,), _S.PENDING),
    Transition("activate", (_S.PENDING,), _S.ACTIVE),
    # Units come once a year: whoever stayed away for long is listed as such, and wakes by signing in.
    Transition("rest", (_S.ACTIVE,), _S.IDLE),
    Transition("wake", (_S.IDLE,), _S.ACTIVE),
    Transition("close", (_S.PENDING, _S.ACTIVE, _S.IDLE), _S.CLOSED),
)
# Whoever has one of these may sign in.
SIGNING_IN = (AccountState.ACTIVE, AccountState.IDLE)
# By one of these an account is given a new activation code; in each state there is one of them.
RENEWALS = (AccountAction.ISSUE, AccountAction.RESET, AccountAction.REOPEN)
