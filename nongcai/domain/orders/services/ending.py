"""An order comes to nothing: it is cancelled, declined, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.holds import services as holds
from nongcai.domain.orders.services import asking, spending, stepping
from nongcai.domain.orders.states import OrderAction, OrderState

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def cancel(*, actor: Actor, order_id: UUID, words: str, at: datetime) -> Order:
    """Let the buyer give up what the supplier has not signed yet.

    :raises OrderStepError: when it is signed: then it is the supplier's to call off.
    :raises WordsMissingError: when no reason is told.
    """
    order = _end(actor, order_id, OrderAction.CANCEL, words, at)
    stepping.tell_seller(order, "采购人已取消订单。", at)
    return order


@transaction.atomic
def decline(*, actor: Actor, order_id: UUID, words: str, at: datetime) -> Order:
    """Let the supplier decline to sign.

    :raises WordsMissingError: when no reason is told.
    """
    order = _end(actor, order_id, OrderAction.DECLINE, words, at)
    stepping.tell_buyer(order, "供应商不接单，订单已取消。", at)
    return order


@transaction.atomic
def call_off(*, actor: Actor, order_id: UUID, words: str, at: datetime) -> Order:
    """Let the supplier call off what was signed and not sent, as both agreed.

    :raises OrderStepError: when it was sent.
    :raises WordsMissingError: when no reason is told.
    """
    order = _end(actor, order_id, OrderAction.CALL_OFF, words, at)
    stepping.tell_buyer(order, "供应商已取消订单，已付的款项请办理退款。", at)
    return order


def let_go(order: Order, at: datetime) -> None:
    """Free what is held for an order, and give back what was taken: stock before budgets, as when it was placed."""
    lines = stepping.lines_by_seq(order).values()
    if order.signed_at is None:
        holds.release(source=order.source, keys={line.resource_id for line in lines}, at=at)
    else:
        holds.take_back(source=order.source, told=stepping.quantities(lines, "quantity"), at=at)
    spending.free(order, at)


def end(order: Order, actor: Actor, action: OrderAction, words: str, at: datetime) -> Order:
    """Let a locked order come to nothing; what waits for an approval is taken back."""
    if order.state == OrderState.WAITING:
        asking.take_back(order, actor, at)
    stepping.step(order, actor, action, at, words=words)
    let_go(order, at)
    return order


def _end(actor: Actor, order_id: UUID, action: OrderAction, words: str, at: datetime) -> Order:
    order = stepping.locked_for(actor, order_id, action)
    return end(order, actor, action, stepping.require_words(words), at)
