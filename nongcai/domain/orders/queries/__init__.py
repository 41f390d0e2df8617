"""Finding orders, and what each waits for."""

from nongcai.domain.orders.queries.counting import (
    Counting,
    MissingStep,
    counting_of,
    is_fulfilled,
    lacking,
    missing_step,
    uncounted_orders,
)
from nongcai.domain.orders.queries.finding import (
    acceptances_of,
    evaluation_of,
    lines_of,
    order_by_number,
    orders_visible_to,
    parcels_of,
    steps_of,
    waiting_for,
)
from nongcai.domain.orders.queries.paying import contracted

__all__ = [
    "Counting",
    "MissingStep",
    "acceptances_of",
    "contracted",
    "counting_of",
    "evaluation_of",
    "is_fulfilled",
    "lacking",
    "lines_of",
    "missing_step",
    "order_by_number",
    "orders_visible_to",
    "parcels_of",
    "steps_of",
    "uncounted_orders",
    "waiting_for",
]
