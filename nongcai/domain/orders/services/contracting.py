"""The supplier signs, or asks for other carriage first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.holds import services as holds
from nongcai.domain.orders.errors import FreightError
from nongcai.domain.orders.services import asking, spending, stepping
from nongcai.domain.orders.states import OrderAction

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor

_CENTS, _LARGEST = -2, 10**8


@transaction.atomic
def sign(*, actor: Actor, order_id: UUID, at: datetime) -> Order:
    """Sign the contract: from now on nothing of it changes, and the goods are sold.

    :raises OrderStepError: when it is not the supplier's turn.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.SIGN)
    sold = stepping.quantities(stepping.lines_by_seq(order).values(), "quantity")
    holds.commit(source=order.source, taken=sold, at=at)
    stepping.step(order, actor, OrderAction.SIGN, at, sum_=order.amount, signed_at=at)
    stepping.tell_buyer(order, "供应商已签约。", at)
    return order


@transaction.atomic
def requote(*, actor: Actor, order_id: UUID, freight: Decimal, words: str, at: datetime) -> Order:
    """Ask for another carriage fee before signing; the buyer agrees or cancels.

    :raises FreightError: when that is no fee, or the one before.
    :raises WordsMissingError: when no reason is told.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.REQUOTE)
    exponent = freight.as_tuple().exponent
    is_fee = isinstance(exponent, int) and exponent >= _CENTS and 0 <= freight < _LARGEST
    if not is_fee or freight == order.freight:
        raise FreightError(fields={"freight": [FreightError.message]})
    amount = order.goods_amount + freight
    told = stepping.require_words(words)
    stepping.step(
        order, actor, OrderAction.REQUOTE, at, words=told, sum_=freight, freight=freight, amount=amount, due=amount
    )
    stepping.tell_buyer(order, f"供应商将运费改为{freight}元，请确认。", at)
    return order


@transaction.atomic
def agree(*, actor: Actor, order_id: UUID, at: datetime) -> Order:
    """Agree to the carriage fee that the supplier asks for; it may sign.

    An order that comes to more than was approved waits for its approval again, as one of that amount would.

    :raises OrderStepError: when none is asked for.
    :raises BudgetShortError: when a budget has less left.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.AGREE)
    lines = stepping.lines_by_seq(order).values()
    spending.refit(order, lines, at)
    if asking.ask_again(order, lines, actor, at):
        stepping.step(order, actor, OrderAction.ASK_AGAIN, at, sum_=order.freight, approved_at=None)
        stepping.tell_seller(order, "采购人已确认运费，正在内部审批。", at)
        return order
    stepping.step(order, actor, OrderAction.AGREE, at, sum_=order.freight)
    stepping.tell_seller(order, "采购人已确认运费，请签约。", at)
    return order
