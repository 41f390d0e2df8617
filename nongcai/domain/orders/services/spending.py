"""What an order takes of the buying body's budgets: held when it is placed, spent when all of it was looked at.

Held is as much as it may come to: goods that are paid by weight may weigh more within their band.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.approvals import queries as approvals
from nongcai.domain.holds import queries as held
from nongcai.domain.holds import services as holds
from nongcai.domain.holds.errors import NotEnoughError
from nongcai.domain.orders import rules
from nongcai.domain.orders.errors import BudgetShortError
from nongcai.foundation import money

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.orders.models import Order, OrderLine
    from nongcai.foundation.records import Part


def hold(order: Order, lines: Collection[OrderLine], stock: Mapping[UUID, Decimal], at: datetime, *along: Part) -> None:
    """Hold stock, and of the budgets behind it what an order may come to; write along what is written with it.

    :raises BudgetShortError: when a budget has less left.
    :raises NotEnoughError: when of something less is in stock.
    """
    budgets = _each(order, most_of(order, lines))
    try:
        holds.hold(source=order.source, told=stock, last=budgets, along=along, at=at)
    except NotEnoughError as refusal:
        if refusal.facts["resource_id"] in budgets:
            raise _short(refusal) from refusal
        raise


def refit(order: Order, lines: Collection[OrderLine], at: datetime) -> None:
    """Hold what an order may come to by now, as its carriage was changed.

    :raises BudgetShortError: when a budget has less left.
    """
    try:
        holds.adjust(source=order.source, told=_each(order, most_of(order, lines)), at=at)
    except NotEnoughError as refusal:
        raise _short(refusal) from refusal


def spend(order: Order, at: datetime) -> None:
    """Take what is to be paid for what was accepted; what was held beyond it is free."""
    waiting = held.holds_of(order.source, order.budgets).filter(state="held").values_list("resource_id", flat=True)
    holds.commit(source=order.source, taken=dict.fromkeys(waiting, order.due), at=at)


def give_back(order: Order, before: Decimal, at: datetime) -> None:
    """Give back by how much less is to be paid than before, of what was spent."""
    less = before - order.due
    if less > 0:
        spent = held.holds_of(order.source, order.budgets).filter(state="committed")
        holds.take_back(
            source=order.source, told=dict.fromkeys(spent.values_list("resource_id", flat=True), less), at=at
        )


def free(order: Order, at: datetime) -> None:
    """Let go what is held."""
    holds.release(source=order.source, keys=order.budgets, at=at)


def most_of(order: Order, lines: Collection[OrderLine]) -> Decimal:
    """Return what an order may come to."""
    bands = [rules.amount_of(one.price, one.quantity) * one.band_percent / 100 for one in lines if one.band_percent]
    return order.amount + money.rounded(sum(bands, Decimal(0)) + (Decimal("0.01") * len(bands)))


def _each(order: Order, amount: Decimal) -> Mapping[UUID, Decimal]:
    return dict.fromkeys(order.budgets, amount)


def _short(refusal: NotEnoughError) -> BudgetShortError:
    [standing] = approvals.budgets_behind([refusal.facts["resource_id"]])
    return BudgetShortError(name=standing.name, left=money.shown(Decimal(refusal.facts["left"])))
