"""What is owed follows orders: opened with the contract, changed with weights and returns, ended with the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.orders import queries as orders
from nongcai.domain.payments import permissions, queries
from nongcai.domain.payments.errors import ExtensionError
from nongcai.domain.payments.models import Due
from nongcai.domain.payments.queries import Reckoner
from nongcai.domain.payments.services.allocating import lock_dues
from nongcai.domain.payments.services.noting import tell_supplier
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.texts import N_
from nongcai.foundation.years import chinese_day, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor

PUT_OFF = N_("采购人已办理延迟付款，订单{number}的应付日期延至{day}。")
# So many orders are reckoned in one transaction.
CHUNK = 500
_FACTS = ("amount", "starts_on", "days", "due_on", "cancelled_at", "settled_at", "settled_on", "order_steps")


@transaction.atomic
def reckon(*, rows: Iterable[Order], at: datetime) -> list[Due]:
    """Bring what is owed for orders up to date; return it."""
    found = {order.pk: order for order in rows}
    # Whoever opens what is owed for the same orders at once comes one after the other.
    records.lock_keys(f"due:{key}" for key in found)
    known = lock_dues(found)
    reckoner = Reckoner()
    fresh = [reckoner.opened(order, at) for key, order in found.items() if key not in known]
    for key, due in known.items():
        reckoner.follow(due, found[key], at)
    records.update_many(list(known.values()), *_FACTS)
    records.insert_many(fresh)
    return [*known.values(), *fresh]


def reckon_all(*, at: datetime) -> int:
    """Bring up to date what is owed for all orders that have changed; return how many."""
    count = 0
    while keys := list(queries.orders_to_reckon()[:CHUNK]):
        reckon(rows=orders.contracted(keys), at=at)
        count += len(keys)
    return count


@transaction.atomic
def put_off(*, actor: Actor, order_id: UUID, at: datetime) -> Due:
    """Put the payment of a pay-first order off (延迟付款), once.

    :raises ExtensionError: when it is goods first, paid, late, or was put off before.
    """
    permissions.require_settler(actor)
    order = orders.orders_visible_to(actor).filter(pk=order_id).first()
    if order is None:
        raise NotFoundError(what=order_id)
    reckon(rows=orders.contracted([order_id]), at=at)
    due = lock_dues([order_id]).get(order_id)
    if due is None or not due.may_be_put_off(day_of(at)):
        raise ExtensionError
    due.extended_at = at
    Reckoner().follow(due, order, at)
    records.save(due, "extended_at", "days", "due_on")
    if due.due_on:
        text = PUT_OFF.format(number=due.number, day=chinese_day(due.due_on))
        tell_supplier(due.supplier_id, text, at=at, page="/payments/")
    return due
