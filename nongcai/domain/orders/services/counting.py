"""An order counts in the transaction of the step that fulfils its region's rule, and anew when that changes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.orders import queries, rules
from nongcai.domain.orders.services import stepping
from nongcai.domain.transactions import services as transactions
from nongcai.domain.transactions.services import OwnOrder
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from nongcai.domain.orders.models import Order, OrderLine
    from nongcai.domain.orders.queries import Counting

_RULE = "named_by_order"
# As what a body outside the tree counts; whatever is none of these buys as the unit does.
_KINDS = {"union": "union", "contractor": "contractor", "enterprise": "enterprise"}


def recount(order: Order, at: datetime, *, undone: str = "order_changed") -> None:
    """Count an order, or what changed of it, or take back that it counted.

    What has counted is judged by the rule by which it did, whatever was put in force since.
    """
    first = order.counted_at or at
    counting = queries.counting_of(order.region_code, first, known_at=first)
    counts = queries.is_fulfilled(order, counting)
    if not counts and order.counted_at is None:
        return
    lines = list(stepping.lines_by_seq(order).values())
    told = _told(order, lines, first if counts else None)
    told = replace(told, year_by=_year_by(order, first, counting))
    transactions.count_own(told=told, at=at, undone=undone)
    if counts != (order.counted_at is not None):
        order.counted_at = at if counts else None
        records.save(order, "counted_at")


def _year_by(order: Order, first: datetime, counting: Counting) -> str:
    # The rule of the year of ordering says; whoever is quick is asked about once.
    if day_of(order.placed_at).year == day_of(first).year:
        return counting.year_by
    return queries.counting_of(order.region_code, order.placed_at, known_at=first).year_by


def _told(order: Order, lines: Collection[OrderLine], completed_at: datetime | None) -> OwnOrder:
    refund = rules.total(rules.given_back(one.weighed, one.weight, one.accepted, one.returned) for one in lines)
    counties, categories = {one.county_code for one in lines}, {one.category for one in lines}
    names = [one.product_name for one in lines]
    one = next(iter(lines)) if len(lines) == 1 else None
    return OwnOrder(
        order_no=order.number,
        ordered_at=order.placed_at,
        completed_at=completed_at,
        buyer_kind=_KINDS.get(order.buyer_kind, "unit"),
        buyer_name=order.buyer_name,
        buyer_code=order.buyer_code,
        supplier=order.supplier_name,
        origin_code=counties.pop() if len(counties) == 1 else "",
        product=(names[0] if one else f"{names[0]}等{len(names)}种")[:200],
        category=categories.pop() if len(categories) == 1 else "",
        quantity=Decimal(one.accepted) if one else None,
        measure=one.sale_unit if one else "",
        amount=order.due + refund,
        refund=refund,
        state=_state(completed_at, refund),
        unit_id=order.unit_id,
        rule=_RULE,
    )


def _state(completed_at: datetime | None, refund: Decimal) -> str:
    if completed_at is None:
        return "shipped"
    return "partly_refunded" if refund else "completed"
