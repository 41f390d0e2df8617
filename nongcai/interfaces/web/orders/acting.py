"""What may be done with an order: each act's form, what does it, and what is said when it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders import services
from nongcai.domain.orders.states import OrderAction, OrderState
from nongcai.interfaces.web.orders.forms import (
    AcceptForm,
    AgreeForm,
    ApproveForm,
    CallOffForm,
    CancelForm,
    DeclineForm,
    EvaluateForm,
    LineForm,
    RefuseForm,
    RequoteForm,
    ReturnForm,
    ShipForm,
    SignForm,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django import forms
    from django_stubs_ext import StrOrPromise

    from nongcai.domain.orders.models import Order, OrderLine


@dataclass(frozen=True)
class Act:
    """An act: its name, its form, what does it. One that is chosen in another's stead stands in that one's card."""

    action: str
    form: type[forms.Form]
    service: Any
    title: StrOrPromise
    done: StrOrPromise
    note: StrOrPromise = ""
    is_ending: bool = False
    # What is said instead where the order came to another state than mostly.
    elsewhere: Mapping[str, StrOrPromise] = field(default_factory=dict)
    other_than: str = ""

    @property
    def name(self) -> str:
        """The name of its address."""
        return f"orders:order_{self.action}"

    @property
    def has_lines(self) -> bool:
        """Its form asks about each line."""
        return issubclass(self.form, LineForm)

    @property
    def has_files(self) -> bool:
        """Its form takes files."""
        return self.form in {AcceptForm, ReturnForm}

    def chosen(self, lines: Sequence[OrderLine]) -> list[OrderLine]:
        """Return the lines with which something may be done."""
        return [line for line in lines if _LEFT[self.action](line) > 0]

    def blank(self, order: Order, lines: Sequence[OrderLine]) -> forms.Form:
        """Make its form, not filled in."""
        return self.filled(order, lines)

    def filled(self, order: Order, lines: Sequence[OrderLine], *sent: Any) -> forms.Form:
        """Make its form with what was sent."""
        if self.has_lines:
            return self.form(self.chosen(lines), *sent)  # type: ignore[arg-type]  # a form of lines takes them first
        if self.form is RequoteForm and not sent:
            return self.form(initial={"freight": order.freight})
        return self.form(*sent)


# How much of a line is left to be sent, to be accepted or refused, to go back.
_LEFT: dict[str, Callable[[OrderLine], int]] = {
    OrderAction.SHIP: lambda line: line.unsent,
    OrderAction.ACCEPT: lambda line: line.open,
    OrderAction.ASK_RETURN: lambda line: line.accepted - line.returned,
}
_A = OrderAction
ACTS = (
    Act(_A.APPROVE, ApproveForm, services.approve, _("审批同意"), _("已同意，订单交供应商签约。")),
    Act(
        _A.REFUSE,
        RefuseForm,
        services.refuse,
        _("审批不同意"),
        _("已不同意，订单取消。"),
        is_ending=True,
        other_than=_A.APPROVE,
    ),
    Act(
        _A.SIGN,
        SignForm,
        services.sign,
        _("签约"),
        _("已签约，请按约定发货。"),
        _("签约后合同成立，商品、价格和运费不再变更"),
    ),
    Act(_A.REQUOTE, RequoteForm, services.requote, _("变更运费"), _("已变更运费，等待采购人确认。")),
    Act(_A.DECLINE, DeclineForm, services.decline, _("不接单"), _("已答复不接单，订单取消。"), is_ending=True),
    Act(
        _A.AGREE,
        AgreeForm,
        services.agree,
        _("确认运费"),
        _("已确认运费，等待供应商签约。"),
        _("订单金额高于已审批金额的，确认后重新报批；不同意的，请与供应商协商或者取消订单"),
        elsewhere={OrderState.WAITING: _("已确认运费。订单金额高于已审批的金额，已重新报批。")},
    ),
    Act(_A.SHIP, ShipForm, services.ship, _("发货"), _("已登记发货。"), _("可以分几个包裹发货，每个包裹登记一次")),
    Act(
        _A.ACCEPT,
        AcceptForm,
        services.accept_goods,
        _("验货"),
        _("已登记验货。"),
        _("按实际收到的数量填写；少收、破损的填未收数量和原因"),
    ),
    Act(_A.EVALUATE, EvaluateForm, services.evaluate, _("评价"), _("评价已提交。")),
    Act(
        _A.ASK_RETURN,
        ReturnForm,
        services.ask_return,
        _("申请退货"),
        _("已申请退货，等待供应商答复。"),
        is_ending=True,
    ),
    Act(_A.CANCEL, CancelForm, services.cancel, _("取消订单"), _("订单已取消。"), is_ending=True),
    Act(_A.CALL_OFF, CallOffForm, services.call_off, _("签约后取消"), _("订单已取消。"), is_ending=True),
)
BY_ACTION = {act.action: act for act in ACTS}
