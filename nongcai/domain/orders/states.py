"""The lives of an order, a return, a correction, a standing order. What was paid and invoiced are facts beside it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.roles import Power
from nongcai.foundation.states import Machine, Transition


class OrderState(models.TextChoices):
    WAITING = "waiting", _("待审批")
    PLACED = "placed", _("待供应商签约")
    REQUOTED = "requoted", _("运费待确认")
    SIGNED = "signed", _("待发货")
    SHIPPED = "shipped", _("待验收")
    ACCEPTED = "accepted", _("已验收")
    COMPLETED = "completed", _("已完成")
    CANCELLED = "cancelled", _("已取消")
    RETURNED = "returned", _("已退货")


class OrderAction(models.TextChoices):
    """What is done with an order; those without a row in the table change no state."""

    PLACE = "place", _("下单")
    APPROVE = "approve", _("审批同意")
    REFUSE = "refuse", _("审批不同意")
    REQUOTE = "requote", _("变更运费")
    AGREE = "agree", _("确认运费")
    ASK_AGAIN = "ask_again", _("确认运费，重新报批")
    SIGN = "sign", _("签约")
    DECLINE = "decline", _("不接单")
    CANCEL = "cancel", _("取消订单")
    CALL_OFF = "call_off", _("签约后取消")
    LAPSE = "lapse", _("逾期自动取消")
    SHIP = "ship", _("发货")
    ACCEPT_PART = "accept_part", _("部分验收")
    ACCEPT = "accept", _("验收")
    ACCEPT_NONE = "accept_none", _("全部未收")
    ACCEPT_ITSELF = "accept_itself", _("到期自动验收")
    SHOW_INVOICE = "show_invoice", _("开具发票")
    STRIKE_INVOICE = "strike_invoice", _("作废发票")
    ACCEPT_INVOICE = "accept_invoice", _("验票")
    PAY = "pay", _("付款")
    UNPAY = "unpay", _("退款")
    EVALUATE = "evaluate", _("评价")
    COMPLETE = "complete", _("完成")
    ASK_RETURN = "ask_return", _("申请退货")
    ANSWER_RETURN = "answer_return", _("答复退货")
    TAKE_RETURN = "take_return", _("收到部分退货")
    TAKE_ALL_BACK = "take_all_back", _("收到全部退货")
    STOP_CLOCK = "stop_clock", _("暂停计时")
    RESUME_CLOCK = "resume_clock", _("恢复计时")
    ASK_CORRECTION = "ask_correction", _("申请更正所属预算单位")
    ANSWER_CORRECTION = "answer_correction", _("答复更正")


_S, _A = OrderState, OrderAction
# Who takes a step has a power; where none is told, it comes of itself.
ORDER_MACHINE = Machine(
    Transition(_A.APPROVE, (_S.WAITING,), _S.PLACED, Power.APPROVE_ORDERS),
    Transition(_A.REFUSE, (_S.WAITING,), _S.CANCELLED, Power.APPROVE_ORDERS),
    Transition(_A.SIGN, (_S.PLACED,), _S.SIGNED, Power.SELL),
    Transition(_A.REQUOTE, (_S.PLACED, _S.REQUOTED), _S.REQUOTED, Power.SELL),
    Transition(_A.AGREE, (_S.REQUOTED,), _S.PLACED, Power.BUY),
    # What comes of agreeing to more than was approved.
    Transition(_A.ASK_AGAIN, (_S.REQUOTED,), _S.WAITING),
    Transition(_A.DECLINE, (_S.PLACED, _S.REQUOTED), _S.CANCELLED, Power.SELL),
    Transition(_A.CANCEL, (_S.WAITING, _S.PLACED, _S.REQUOTED), _S.CANCELLED, Power.BUY),
    # After the contract was signed only who is to deliver gives it up; the buyer asks for it.
    Transition(_A.CALL_OFF, (_S.SIGNED,), _S.CANCELLED, Power.SELL),
    Transition(_A.LAPSE, (_S.WAITING, _S.PLACED, _S.REQUOTED, _S.SIGNED), _S.CANCELLED),
    Transition(_A.SHIP, (_S.SIGNED, _S.SHIPPED), _S.SHIPPED, Power.SELL),
    Transition(_A.ACCEPT_PART, (_S.SHIPPED,), _S.SHIPPED, Power.ACCEPT),
    Transition(_A.ACCEPT, (_S.SHIPPED,), _S.ACCEPTED, Power.ACCEPT),
    # Of what is left nothing is kept: there is nothing to pay, nor to bill.
    Transition(_A.ACCEPT_NONE, (_S.SHIPPED,), _S.RETURNED, Power.ACCEPT),
    Transition(_A.ACCEPT_ITSELF, (_S.SHIPPED,), _S.ACCEPTED),
    Transition(_A.COMPLETE, (_S.ACCEPTED,), _S.COMPLETED),
    Transition(_A.TAKE_ALL_BACK, (_S.SHIPPED, _S.ACCEPTED, _S.COMPLETED), _S.RETURNED, Power.SELL),
)
# What is done without changing the state: in which ones, and by whom.
BESIDE: dict[str, tuple[tuple[str, ...], str]] = {
    _A.ACCEPT_INVOICE: ((_S.SHIPPED, _S.ACCEPTED), Power.ACCEPT),
    _A.EVALUATE: ((_S.ACCEPTED, _S.COMPLETED), Power.BUY),
    _A.ASK_RETURN: ((_S.SHIPPED, _S.ACCEPTED, _S.COMPLETED), Power.BUY),
    _A.ASK_CORRECTION: ((_S.SIGNED, _S.SHIPPED, _S.ACCEPTED, _S.COMPLETED), Power.BUY),
    _A.ANSWER_RETURN: ((_S.SHIPPED, _S.ACCEPTED, _S.COMPLETED), Power.SELL),
}
# Where nobody acts in time, an order comes to nothing.
LAPSING = (_S.WAITING, _S.PLACED, _S.REQUOTED)
# From here on there is a contract; what is scarce was taken for good.
CONTRACTED = (_S.SIGNED, _S.SHIPPED, _S.ACCEPTED, _S.COMPLETED)
PAYABLE = (_S.SIGNED, _S.SHIPPED, _S.ACCEPTED, _S.COMPLETED)
# Somebody still has something to do with them.
IN_HAND = (*LAPSING, _S.SIGNED, _S.SHIPPED, _S.ACCEPTED, _S.RETURNED)


# What the rule of counting asks for, by the moment at which it is there; in the order in which they mostly come.
FACTS = {
    "goods": "goods_accepted_at",
    "invoice": "invoice_accepted_at",
    "paid": "paid_at",
    "evaluated": "evaluated_at",
}


class CorrectionState(models.TextChoices):
    ASKED = "asked", _("待各方同意")
    DONE = "done", _("已更正")
    REFUSED = "refused", _("未获同意")


class CorrectionAction(models.TextChoices):
    DO = "do", _("更正")
    REFUSE = "refuse", _("不同意")


CORRECTION_MACHINE = Machine(
    Transition(CorrectionAction.DO, (CorrectionState.ASKED,), CorrectionState.DONE),
    Transition(CorrectionAction.REFUSE, (CorrectionState.ASKED,), CorrectionState.REFUSED),
)


class ReturnState(models.TextChoices):
    ASKED = "asked", _("待供应商答复")
    AGREED = "agreed", _("待寄回")
    REFUSED = "refused", _("供应商不同意")
    TAKEN = "taken", _("已收到退货")


class ReturnAction(models.TextChoices):
    AGREE = "agree", _("同意退货")
    REFUSE = "refuse", _("不同意退货")
    TAKE = "take", _("收到退货")


RETURN_MACHINE = Machine(
    Transition(ReturnAction.AGREE, (ReturnState.ASKED,), ReturnState.AGREED, Power.SELL),
    Transition(ReturnAction.REFUSE, (ReturnState.ASKED,), ReturnState.REFUSED, Power.SELL),
    Transition(ReturnAction.TAKE, (ReturnState.AGREED,), ReturnState.TAKEN, Power.SELL),
)


class StandingState(models.TextChoices):
    RUNNING = "running", _("运行中")
    PAUSED = "paused", _("已暂停")
    ENDED = "ended", _("已结束")


class StandingAction(models.TextChoices):
    """What is done with a standing order; those without a row in the table change no state."""

    BEGIN = "begin", _("建立")
    CHANGE = "change", _("修改")
    AGREE_PRICES = "agree_prices", _("同意新价格")
    ADD_BREAK = "add_break", _("增加停供时段")
    REMOVE_BREAK = "remove_break", _("取消停供时段")
    PLACE_AGAIN = "place_again", _("重新下单")
    PAUSE = "pause", _("暂停")
    RESUME = "resume", _("恢复")
    END = "end", _("结束")
    RUN_OUT = "run_out", _("到期结束")


_T = StandingState
STANDING_MACHINE = Machine(
    Transition(StandingAction.PAUSE, (_T.RUNNING,), _T.PAUSED, Power.BUY),
    Transition(StandingAction.RESUME, (_T.PAUSED,), _T.RUNNING, Power.BUY),
    Transition(StandingAction.END, (_T.RUNNING, _T.PAUSED), _T.ENDED, Power.BUY),
    Transition(StandingAction.RUN_OUT, (_T.RUNNING, _T.PAUSED), _T.ENDED),
)
# What is done with it without changing its state, and in which ones.
STANDING_BESIDE: dict[str, tuple[str, ...]] = {
    StandingAction.CHANGE: (_T.RUNNING, _T.PAUSED),
    StandingAction.AGREE_PRICES: (_T.RUNNING, _T.PAUSED),
    StandingAction.ADD_BREAK: (_T.RUNNING, _T.PAUSED),
    StandingAction.REMOVE_BREAK: (_T.RUNNING, _T.PAUSED),
    StandingAction.PLACE_AGAIN: (_T.RUNNING,),
}


class Holder(models.TextChoices):
    """Whom an order waits for."""

    APPROVER = "approver", _("审批人")
    BUYER = "buyer", _("采购人")
    SELLER = "seller", _("供应商")
    NOBODY = "nobody", _("无")


class Purpose(models.TextChoices):
    CANTEEN = "canteen", _("食堂")
    UNION = "union", _("工会福利")
    OTHER = "other", _("其他")


class PaymentMode(models.TextChoices):
    PAY_FIRST = "pay_first", _("先款后货")
    GOODS_FIRST = "goods_first", _("先货后款")


class PayerKind(models.TextChoices):
    TREASURY = "treasury", _("国库集中支付")
    CARD = "card", _("公务卡")
    CANTEEN = "canteen", _("食堂专户")
    UNION = "union", _("工会账户")
    CONTRACTOR = "contractor", _("承包方")
    PERSON = "person", _("个人")


class Shortfall(models.TextChoices):
    """Why a part of what was ordered is not accepted."""

    SHORT = "short", _("少货")
    DAMAGED = "damaged", _("破损")
    QUALITY = "quality", _("质量不符")
    WRONG = "wrong", _("错发")
    EXPIRED = "expired", _("临期或过期")
    OTHER = "other", _("其他")


HOLDERS = {
    OrderState.WAITING: Holder.APPROVER,
    OrderState.PLACED: Holder.SELLER,
    OrderState.REQUOTED: Holder.BUYER,
    OrderState.SIGNED: Holder.SELLER,
    OrderState.SHIPPED: Holder.BUYER,
    OrderState.ACCEPTED: Holder.BUYER,
    OrderState.COMPLETED: Holder.NOBODY,
    OrderState.CANCELLED: Holder.NOBODY,
    OrderState.RETURNED: Holder.NOBODY,
}
