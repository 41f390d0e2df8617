"""Approval inside the buying body: whoever decides there, the order goes on or comes to nothing in the same act."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from nongcai.domain.approvals import queries as approved
from nongcai.domain.approvals import services as approvals
from nongcai.domain.orders import permissions
from nongcai.domain.orders.errors import UnknownOrderError
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.services import ending, stepping
from nongcai.domain.orders.states import OrderAction, OrderState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from nongcai.domain.approvals.services import Outcome
    from nongcai.domain.organisations.actors import Actor

KIND = "order"


@transaction.atomic
def approve(*, actor: Actor, order_id: UUID, at: datetime, words: str = "") -> Order:
    """Agree to what somebody else ordered; after the last level it waits for the supplier.

    Where no level asks for it, any who approve for the body do.

    :raises OwnOrderError: when the actor placed it.
    :raises OrderStepError: when it waits for no approval.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.APPROVE)
    level = _level_of(order)
    if level is None or _agreed(actor, order, level, words, at):
        _go_on([order], actor, at, words)
    return order


@transaction.atomic
def refuse(*, actor: Actor, order_id: UUID, words: str, at: datetime) -> Order:
    """Say no to what somebody else ordered, and why; what was held is free again.

    :raises OwnOrderError: when the actor placed it.
    :raises WordsMissingError: when no reason is told.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.REFUSE)
    told, level = stepping.require_words(words), _level_of(order)
    if level is not None:
        approvals.refuse(actor=actor, subject=order.source, level=level, reason=told, at=at)
    return _come_to_nothing(order, actor, told, at)


@transaction.atomic
def agree_to(*, actor: Actor, subject: str, level: int, at: datetime, reason: str = "") -> bool:
    """Agree at the level that was seen, as `approvals.agree`; the order goes on after the last.

    Whose turn it is, the approvals say: also who stands in, or keeps the unit.
    """
    order = _locked(subject)
    is_last = approvals.agree(actor=actor, subject=subject, level=level, at=at, reason=reason)
    if is_last:
        _go_on([order], actor, at, reason)
    return is_last


@transaction.atomic
def say_no(*, actor: Actor, subject: str, level: int, reason: str, at: datetime) -> Order:
    """Refuse at the level that was seen, as `approvals.refuse`; the order is cancelled."""
    order = _locked(subject)
    approvals.refuse(actor=actor, subject=subject, level=level, reason=reason, at=at)
    return _come_to_nothing(order, actor, reason.strip(), at)


@transaction.atomic
def agree_to_many(*, actor: Actor, seen: Sequence[tuple[str, int]], at: datetime) -> list[Outcome]:
    """Agree to many at the levels that were seen, as `approvals.agree_many`; those at their last level go on."""
    orders = {order.source: order for order in _those_of([subject for subject, _level in seen])}
    outcomes = approvals.agree_many(actor=actor, seen=seen, at=at)
    _go_on([orders[one.subject] for one in outcomes if one.is_last], actor, at, "")
    return outcomes


@transaction.atomic
def give_up(*, actor: Actor, subject: str, at: datetime) -> Order:
    """Take back what was asked for an order: it is cancelled, as by `cancel`."""
    order = _locked(subject)
    permissions.require_action(actor, order, OrderAction.CANCEL)
    return ending.end(order, actor, OrderAction.CANCEL, "撤回审批申请", at)


def _level_of(order: Order) -> int | None:
    """At which level an order waits, where any does; what was decided about less is not asked about now."""
    decision = approved.decision_of(order.source)
    return decision.number if decision and decision.waits else None


def _agreed(actor: Actor, order: Order, level: int, words: str, at: datetime) -> bool:
    return approvals.agree(actor=actor, subject=order.source, level=level, at=at, reason=words)


def _locked(subject: str) -> Order:
    found = _those_of([subject])
    if not found:
        raise UnknownOrderError(what=subject)
    return found[0]


def _those_of(subjects: Collection[str]) -> list[Order]:
    keys = [key for key in map(_key_of, subjects) if key]
    return list(Order.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def _key_of(subject: str) -> UUID | None:
    try:
        return UUID(subject.partition(":")[2])
    except ValueError:
        return None


def _go_on(orders: Collection[Order], actor: Actor, at: datetime, words: str) -> None:
    for order in orders:
        if order.state != OrderState.WAITING:
            continue
        amount, told = order.amount, words.strip()[:500]
        stepping.step(order, actor, OrderAction.APPROVE, at, words=told, sum_=amount, approved_at=at)
        stepping.tell_seller(order, "采购人审批已同意，请签约。", at)


def _come_to_nothing(order: Order, actor: Actor, words: str, at: datetime) -> Order:
    stepping.step(order, actor, OrderAction.REFUSE, at, words=words[:500])
    ending.let_go(order, at)
    stepping.tell_buyer(order, "审批不同意，订单已取消。", at)
    return order
