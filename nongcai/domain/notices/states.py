"""The life of a notice, as offices issue one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.roles import Role
from nongcai.foundation.states import Machine, Transition


class NoticeState(models.TextChoices):
    DRAFTING = "drafting", _("拟稿中")
    PROOFREAD = "proofread", _("已核稿")
    COUNTERSIGNED = "countersigned", _("已会签")
    SIGNED = "signed", _("已签发")
    FINALISED = "finalised", _("已定稿")
    PUBLISHED = "published", _("已公开")
    WITHDRAWN = "withdrawn", _("已撤销")


class NoticeAction(models.TextChoices):
    PROOFREAD = "proofread", _("核稿")
    COUNTERSIGN = "countersign", _("会签")
    SIGN = "sign", _("签发")
    SEND_BACK = "send_back", _("退回")
    FINALISE = "finalise", _("定稿")
    PUBLISH = "publish", _("公开")
    WITHDRAW = "withdraw", _("撤销拟稿")


DRAFT, TAKE_OVER, CHECK_SECRECY = "draft", "take_over", "check_secrecy"
# What is recorded beside the steps of the table.
DEEDS = {
    DRAFT: _("拟稿"),
    TAKE_OVER: _("接手拟稿"),
    "edit": _("修改文稿"),
    "refresh": _("更新数据"),
    "set_openness": _("确定公开属性"),
    CHECK_SECRECY: _("保密审查"),
    "enter_number": _("登记发文字号"),
    **dict(NoticeAction.choices),
}

# Whose words or figures a text bears.
WRITING = (DRAFT, TAKE_OVER, "edit", "refresh")

NOTICE_MACHINE = Machine(
    Transition("proofread", ("drafting",), "proofread", Role.FINANCE),
    Transition("countersign", ("proofread",), "countersigned", Role.FINANCE),
    Transition("sign", ("countersigned",), "signed", Role.FINANCE),
    Transition("send_back", ("proofread", "countersigned", "signed"), "drafting", Role.FINANCE),
    Transition("finalise", ("signed",), "finalised", Role.FINANCE),
    Transition("publish", ("finalised",), "published", Role.FINANCE),
    Transition("withdraw", ("drafting",), "withdrawn", Role.FINANCE),
)
# What may still be typed: the text while drafting, what stands around it until the final is frozen.
EDITABLE = (NoticeState.DRAFTING,)
# A print of these says 送审稿; what is signed is printed clean, to be sealed.
UNSIGNED = (NoticeState.DRAFTING, NoticeState.PROOFREAD, NoticeState.COUNTERSIGNED)
PRINTED_AS_DRAFT = (*UNSIGNED, NoticeState.WITHDRAWN)
NUMBERED_IN = (NoticeState.SIGNED,)
SECRECY_CHECKED_IN = (*UNSIGNED, NoticeState.SIGNED, NoticeState.FINALISED)
ENDED = (NoticeState.WITHDRAWN,)
FROZEN = (NoticeState.FINALISED, NoticeState.PUBLISHED)
# What waits to be done next; a draft that did not pass the check yet waits for its drafter.
NEXT = {
    NoticeState.DRAFTING: NoticeAction.PROOFREAD,
    NoticeState.PROOFREAD: NoticeAction.COUNTERSIGN,
    NoticeState.COUNTERSIGNED: NoticeAction.SIGN,
    NoticeState.SIGNED: NoticeAction.FINALISE,
}
WITH_A_REASON = (NoticeAction.SEND_BACK, NoticeAction.WITHDRAW)
# Who drafted a text neither proofreads, countersigns nor signs it, nor checks it for secrets (经办与复核分离).
NOT_BY_DRAFTERS = (NoticeAction.PROOFREAD, NoticeAction.COUNTERSIGN, NoticeAction.SIGN, CHECK_SECRECY)
# Nor does who proofread it sign it.
NOT_BY_PROOFREADERS = (NoticeAction.SIGN,)
# These want a right of their own (签发权).
BY_SIGNERS = (NoticeAction.SIGN,)
# These want somebody to answer for the text.
AFTER_A_DRAFTER = (NoticeAction.PROOFREAD,)
