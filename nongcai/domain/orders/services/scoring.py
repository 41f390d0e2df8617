"""Suppliers' scores are reckoned from orders that were evaluated, each buyer weighing the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nongcai.domain.orders import rules
from nongcai.domain.suppliers import services as suppliers
from nongcai.domain.suppliers.services import ToldScore
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime

# First the mean of each buyer's orders, then the mean of buyers: many small orders of one weigh no more than one.
_MEANS = """
    SELECT supplier_id, avg(goods), avg(delivery), avg(service), sum(orders)::int, count(*)::int
    FROM (
        SELECT o.supplier_id, o.buyer_id, avg(e.goods) AS goods, avg(e.delivery) AS delivery,
               avg(e.service) AS service, count(*) AS orders
        FROM orders_evaluation e JOIN orders_order o ON o.id = e.order_id
        WHERE e.at >= %(since)s AND e.at <= %(at)s
        GROUP BY o.supplier_id, o.buyer_id
    ) by_buyer
    GROUP BY supplier_id ORDER BY supplier_id
"""


def score_suppliers(*, at: datetime) -> int:
    """Reckon the score of every supplier from what was evaluated in the last year; return how many have one."""
    since = at - timedelta(days=rules.SCORED_DAYS)
    told = [
        ToldScore(
            supplier_id,
            rules.mark(rules.score(goods, delivery, service)),
            rules.mark(goods),
            rules.mark(delivery),
            rules.mark(service),
            orders,
            buyers,
        )
        for supplier_id, goods, delivery, service, orders, buyers in records.rows_of(_MEANS, since=since, at=at)
    ]
    return suppliers.note_scores(told=told, since=day_of(since), at=at)
