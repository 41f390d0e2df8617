"""The lives of a settlement account and of an exception, and the words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.roles import Role
from nongcai.foundation.states import Machine, Transition


class AccountState(models.TextChoices):
    PROPOSED = "proposed", _("待平台核对")
    CONFIRMED = "confirmed", _("使用中")
    REFUSED = "refused", _("核对未通过")
    REPLACED = "replaced", _("已更换")


class AccountAction(models.TextChoices):
    CONFIRM = "confirm", _("核对通过")
    REFUSE = "refuse", _("核对不通过")
    REPLACE = "replace", _("更换")


_A, _B = AccountState, AccountAction
ACCOUNT_MACHINE = Machine(
    Transition(_B.CONFIRM, (_A.PROPOSED,), _A.CONFIRMED, Role.PLATFORM),
    Transition(_B.REFUSE, (_A.PROPOSED,), _A.REFUSED, Role.PLATFORM),
    Transition(_B.REPLACE, (_A.CONFIRMED, _A.PROPOSED), _A.REPLACED),
)


class PayMode(models.TextChoices):
    PAY_FIRST = "pay_first", _("先款后货")
    GOODS_FIRST = "goods_first", _("先货后款")


class IssueKind(models.TextChoices):
    PAYER_DIFFERS = "payer_differs", _("付款户名不符")
    WRONG_ACCOUNT = "wrong_account", _("非结算账户收款")
    OVER_PAID = "over_paid", _("多付")
    PARTIAL = "partial", _("部分付款")
    FITS_TWO = "fits_two", _("对应多笔订单")
    NO_ORDER = "no_order", _("未找到订单")
    ORDER_ENDED = "order_ended", _("订单已结束")
    AMOUNT_DIFFERS = "amount_differs", _("金额与支付单不符")


class Channel(models.TextChoices):
    """By which way money came to be known."""

    BANK = "bank", _("银行对账单")
    WECHAT = "wechat", _("微信支付")
    CLAIM = "claim", _("付款凭证")


class Holder(models.TextChoices):
    SUPPLIER = "supplier", _("供应商")
    BUYER = "buyer", _("采购人")
    PLATFORM = "platform", _("平台")
    NOBODY = "nobody", _("已办结")


class IssueState(models.TextChoices):
    OPEN = "open", _("待供应商核对")
    ASKED = "asked", _("待采购人说明")
    RAISED = "raised", _("待平台核查")
    RETURNING = "returning", _("退款办理中")
    SETTLED = "settled", _("已核对入账")
    RETURNED = "returned", _("已退款")


class IssueAction(models.TextChoices):
    ASK = "ask", _("请采购人说明")
    ANSWER = "answer", _("说明")
    RAISE = "raise", _("提请平台核查")
    HAND_BACK = "hand_back", _("退回供应商")
    ASSIGN = "assign", _("记到订单")
    KEEP = "keep", _("按分次付款接受")
    START_RETURN = "start_return", _("办理退款")
    RETURN = "return", _("登记已退款")


_I, _D = IssueState, IssueAction
_WITH_SOMEBODY = (_I.OPEN, _I.ASKED, _I.RAISED)
ISSUE_MACHINE = Machine(
    Transition(_D.ASK, (_I.OPEN,), _I.ASKED, Role.SUPPLIER),
    Transition(_D.ANSWER, (_I.ASKED,), _I.OPEN, Role.BUYER),
    Transition(_D.RAISE, (_I.OPEN,), _I.RAISED, Role.SUPPLIER),
    Transition(_D.HAND_BACK, (_I.RAISED,), _I.OPEN, Role.PLATFORM),
    *(Transition(_D.ASSIGN, _WITH_SOMEBODY, _I.SETTLED, role) for role in (Role.SUPPLIER, Role.PLATFORM)),
    *(Transition(_D.KEEP, _WITH_SOMEBODY, _I.SETTLED, role) for role in (Role.SUPPLIER, Role.PLATFORM)),
    *(Transition(_D.START_RETURN, _WITH_SOMEBODY, _I.RETURNING, role) for role in (Role.SUPPLIER, Role.PLATFORM)),
    Transition(_D.RETURN, (_I.RETURNING,), _I.RETURNED, Role.SUPPLIER),
)
HOLDER_OF = {
    _I.OPEN: Holder.SUPPLIER,
    _I.ASKED: Holder.BUYER,
    _I.RAISED: Holder.PLATFORM,
    _I.RETURNING: Holder.SUPPLIER,
    _I.SETTLED: Holder.NOBODY,
    _I.RETURNED: Holder.NOBODY,
}
ISSUE_ENDED = (_I.SETTLED, _I.RETURNED)


class ClaimState(models.TextChoices):
    STATED = "stated", _("待供应商确认")
    DENIED = "denied", _("未收到，待平台核查")
    ARRIVED = "arrived", _("已确认到账")
    UNFOUND = "unfound", _("核查未到账")
    WITHDRAWN = "withdrawn", _("已撤回")


class ClaimAction(models.TextChoices):
    STATE = "state", _("提交付款凭证")
    ARRIVE = "arrive", _("确认到账")
    DENY = "deny", _("未收到款项")
    ASK_AGAIN = "ask_again", _("退回供应商再核")
    FIND_NONE = "find_none", _("核查未到账")
    WITHDRAW = "withdraw", _("撤回")
    MATCH = "match", _("对账单核对到账")


_C, _V = ClaimState, ClaimAction
_UNDECIDED = (_C.STATED, _C.DENIED)
# Whether money came, says who has the account, or the bank's statement; nobody else.
CLAIM_MACHINE = Machine(
    Transition(_V.ARRIVE, _UNDECIDED, _C.ARRIVED, Role.SUPPLIER),
    Transition(_V.DENY, (_C.STATED,), _C.DENIED, Role.SUPPLIER),
    Transition(_V.ASK_AGAIN, (_C.DENIED,), _C.STATED, Role.PLATFORM),
    Transition(_V.FIND_NONE, (_C.DENIED,), _C.UNFOUND, Role.PLATFORM),
    Transition(_V.WITHDRAW, _UNDECIDED, _C.WITHDRAWN, Role.BUYER),
    Transition(_V.MATCH, _UNDECIDED, _C.ARRIVED),
)
CLAIM_HOLDER_OF = {
    _C.STATED: Holder.SUPPLIER,
    _C.DENIED: Holder.PLATFORM,
    _C.ARRIVED: Holder.NOBODY,
    _C.UNFOUND: Holder.NOBODY,
    _C.WITHDRAWN: Holder.NOBODY,
}
CLAIM_ENDED = (_C.ARRIVED, _C.UNFOUND, _C.WITHDRAWN)


class RowOutcome(models.TextChoices):
    """What becomes of a row of a statement."""

    NEW = "new", _("可登记")
    SAME = "same", _("已登记过")
    OUT = "out", _("支出，不登记")
    WRONG = "wrong", _("有误")


class StepKind(models.TextChoices):
    RECORDED = "recorded", _("登记到账")
    MATCHED = "matched", _("自动核对")
    ASSIGNED = "assigned", _("记到订单")
    TAKEN_BACK = "taken_back", _("撤回入账")
    ASKED = "asked", _("请采购人说明")
    ANSWERED = "answered", _("采购人说明")
    RAISED = "raised", _("提请平台核查")
    HANDED_BACK = "handed_back", _("平台退回")
    KEPT = "kept", _("按分次付款接受")
    RETURN_STARTED = "return_started", _("开始退款")
    RETURNED = "returned", _("登记退款")


class InvoiceForm(models.TextChoices):
    XML = "xml", _("XML")
    OFD = "ofd", _("OFD")
    PDF = "pdf", _("PDF")


class InvoiceState(models.TextChoices):
    SHOWN = "shown", _("待验票")
    AGREED = "agreed", _("已验票")
    STRUCK = "struck", _("已作废")


class InvoiceAction(models.TextChoices):
    AGREE = "agree", _("验票通过")
    STRIKE = "strike", _("作废")


_S, _E = InvoiceState, InvoiceAction
INVOICE_MACHINE = Machine(
    Transition(_E.AGREE, (_S.SHOWN,), _S.AGREED, Role.BUYER),
    Transition(_E.STRIKE, (_S.SHOWN,), _S.STRUCK, Role.SUPPLIER),
)


class OnlineState(models.TextChoices):
    OPENED = "opened", _("待支付")
    PAID = "paid", _("已支付")
    CLOSED = "closed", _("已关闭")
    GIVEN_BACK = "given_back", _("已全部退款")


class OnlineAction(models.TextChoices):
    PAY = "pay", _("支付")
    CLOSE = "close", _("关闭")
    GIVE_BACK = "give_back", _("全部退款")


_O, _N = OnlineState, OnlineAction
# What was paid at the last moment is paid, also where we took it for closed.
ONLINE_MACHINE = Machine(
    Transition(_N.PAY, (_O.OPENED, _O.CLOSED), _O.PAID),
    Transition(_N.CLOSE, (_O.OPENED,), _O.CLOSED),
    Transition(_N.GIVE_BACK, (_O.PAID,), _O.GIVEN_BACK),
)


class RefundState(models.TextChoices):
    REQUESTED = "requested", _("原路退款中")
    DONE = "done", _("已原路退款")
    FAILED = "failed", _("原路退款未成功")


class RefundAction(models.TextChoices):
    FINISH = "finish", _("退款成功")
    FAIL = "fail", _("退款未成功")


_R, _F = RefundState, RefundAction
# What failed may still be put right at the institution.
REFUND_MACHINE = Machine(
    Transition(_F.FINISH, (_R.REQUESTED, _R.FAILED), _R.DONE),
    Transition(_F.FAIL, (_R.REQUESTED,), _R.FAILED),
)


class NoticeOutcome(models.TextChoices):
    TAKEN = "taken", _("已处理")
    UNKNOWN = "unknown", _("没有对应的支付单")
