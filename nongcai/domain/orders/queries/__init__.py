"""Finding orders, and what each waits for."""

from nongcai.domain.orders.queries.carting import CHANGES, CartPart, ShownCartLine, cart_lines, cart_of
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
from nongcai.domain.orders.queries.returning import quantities_going_back, return_lines_of, returns_of

__all__ = [
    "CHANGES",
    "CartPart",
    "Counting",
    "MissingStep",
    "ShownCartLine",
    "acceptances_of",
    "cart_lines",
    "cart_of",
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
    "quantities_going_back",
    "return_lines_of",
    "returns_of",
    "steps_of",
    "uncounted_orders",
    "waiting_for",
]
