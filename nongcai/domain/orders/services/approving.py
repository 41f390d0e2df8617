"""Approval inside the buying body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.orders.services import ending, stepping
from nongcai.domain.orders.states import OrderAction
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor


def wants(order: Order, actor: Actor, on: date) -> bool:
    """Say whether somebody else has to approve an order: where the body has somebody who does."""
    place, post = order.buyer_id, Role.ORDER_APPROVER
    return organisations.has_post(place, actor.buys_for_id or order.unit_id, post, on, but=actor.user_id)


@transaction.atomic
def approve(*, actor: Actor, order_id: UUID, at: datetime, words: str = "") -> Order:
    """Agree to what somebody else ordered; it waits for the supplier.

    :raises OwnOrderError: when the actor placed it.
    :raises OrderStepError: when it waits for no approval.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.APPROVE)
    stepping.step(order, actor, OrderAction.APPROVE, at, words=words.strip()[:500], approved_at=at)
    stepping.tell_seller(order, "有新订单，请签约。", at)
    return order


@transaction.atomic
def refuse(*, actor: Actor, order_id: UUID, words: str, at: datetime) -> Order:
    """Say no to what somebody else ordered, and why; what was held is free again.

    :raises OwnOrderError: when the actor placed it.
    :raises WordsMissingError: when no reason is told.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.REFUSE)
    stepping.step(order, actor, OrderAction.REFUSE, at, words=stepping.require_words(words))
    ending.let_go(order, at)
    stepping.tell_buyer(order, "审批不同意，订单已取消。", at)
    return order
