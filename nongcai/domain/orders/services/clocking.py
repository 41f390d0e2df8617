"""What happens when nobody does anything: an order lapses, counts, is accepted by itself; clocks stop and go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.orders import queries
from nongcai.domain.orders.errors import ClockError, UnknownOrderError
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.services import accepting, counting, ending, settling, stepping
from nongcai.domain.orders.states import OrderAction, OrderState
from nongcai.domain.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor

_MOST = 500


@transaction.atomic
def stop_clock(*, actor: Actor, order_id: UUID, words: str, at: datetime) -> Order:
    """Let an order's clock stand still while something is looked into; whose act it is, support decides.

    :raises ClockError: when it stands still.
    :raises WordsMissingError: when no reason is told.
    """
    order = _locked(order_id)
    if order.stopped_at:
        raise ClockError
    return stepping.step(order, actor, OrderAction.STOP_CLOCK, at, words=stepping.require_words(words), stopped_at=at)


@transaction.atomic
def resume_clock(*, actor: Actor, order_id: UUID, words: str = "", at: datetime) -> Order:
    """Let it go on, with as much time as was left.

    :raises ClockError: when it does not stand still.
    """
    order = _locked(order_id)
    if order.stopped_at is None:
        raise ClockError
    until = order.waits_until + (at - order.stopped_at) if order.waits_until else None
    told = words.strip()[:500]
    return stepping.step(order, actor, OrderAction.RESUME_CLOCK, at, words=told, stopped_at=None, waits_until=until)


def run_clocks(*, at: datetime) -> int:
    """Do what is due of all orders whose time is up, each in a transaction of its own; return with how many."""
    due = (
        Order.objects.filter(waits_until__lte=at, stopped_at=None).order_by("waits_until").values_list("pk", flat=True)
    )
    return sum(run_clock(order_id=order_id, at=at) for order_id in list(due[:_MOST]))


@transaction.atomic
def run_clock(*, order_id: UUID, at: datetime) -> bool:
    """Do what is due of one order, if its time is still up; say whether it was."""
    order = _locked(order_id)
    if order.stopped_at or order.waits_until is None or order.waits_until > at:
        return False
    actor = organisations.operator_of_machine()
    if order.state == OrderState.SHIPPED:
        lines = stepping.lines_by_seq(order)
        rows = accepting.look_at(order, lines, None, at)
        accepting.take(order, actor, OrderAction.ACCEPT_ITSELF, at, lines=lines, rows=rows)
        stepping.tell_buyer(order, "超过期限未验收，已自动验收。", at)
        settling.settle(order, actor, at)
        return True
    ending.end(order, actor, OrderAction.LAPSE, "", at)
    stepping.tell_buyer(order, "超过期限未办理，订单已自动取消。", at)
    return True


def count_fulfilled(*, at: datetime) -> int:
    """Count what lacks nothing by a rule that was put in force after its last step; return how many do now.

    Each in a transaction of its own, and judged anew in it.
    """
    return sum(_count(order_id, at) for order_id in queries.fulfilled_uncounted(at))


@transaction.atomic
def _count(order_id: UUID, at: datetime) -> bool:
    order = _locked(order_id)
    counting.recount(order, at)
    return order.counted_at == at


def _locked(order_id: UUID) -> Order:
    order = Order.objects.select_for_update(no_key=True).filter(pk=order_id).first()
    if order is None:
        raise UnknownOrderError(what=order_id)
    return order
