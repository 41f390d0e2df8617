"""What waits for any who approve for the buying body, as no level asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, QuerySet, TextField, Value, Window
from django.db.models.functions import Cast, Concat

from nongcai.domain.approvals import queries as approvals
from nongcai.domain.orders.models import Order, OrderLine
from nongcai.domain.orders.queries.finding import orders_visible_to
from nongcai.domain.orders.states import OrderState
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor

# As `Order.source`.
_SOURCE = Concat(Value("order:"), Cast("pk", TextField()), output_field=TextField())


@dataclass(frozen=True)
class OrderToApprove:
    """An order that waits for any approver, of what it is, and who placed it."""

    order: Order
    goods: list[str]
    placed_by: str


@dataclass(frozen=True)
class OrdersToApprove:
    """The longest waiting of the orders that wait for any approver, and how many wait in all."""

    rows: list[OrderToApprove]
    count: int

    @property
    def more(self) -> int:
        """How many wait beside them."""
        return self.count - len(self.rows)


def waiting_for_any_approver(actor: Actor) -> QuerySet[Order]:
    """Select the orders to which the actor may agree, as any who approve for its body, the longest waiting first.

    Those for which a level was asked stand among the requests of the approvals; nobody approves the own order.
    """
    if not may(actor, Power.APPROVE_ORDERS):
        return Order.objects.none()
    return _unasked(orders_visible_to(actor)).exclude(user_id=actor.user_id or 0).order_by("since", "pk")


def waiting_without_request() -> QuerySet[Order]:
    """Select the orders of all bodies that wait for any approver, for whoever is to be reminded."""
    return _unasked(Order.objects.order_by("pk"))


def orders_to_approve(actor: Actor, size: int) -> OrdersToApprove:
    """Return the first of what waits for the actor as any approver, and how many there are; in one statement."""
    names = OrderLine.objects.filter(order_id=OuterRef("pk")).order_by("seq").values("product_name")
    found = waiting_for_any_approver(actor).annotate(
        goods=ArraySubquery(names), placed_by=F("user__label"), in_all=Window(Count("pk"))
    )[:size]
    rows = [OrderToApprove(one, one.goods, one.placed_by) for one in found]
    return OrdersToApprove(rows, found[0].in_all if rows else 0)


def _unasked(rows: QuerySet[Order]) -> QuerySet[Order]:
    asked = approvals.requests_waiting().filter(subject=OuterRef("asked_as"))
    return rows.filter(state=OrderState.WAITING).alias(asked_as=_SOURCE).filter(~Exists(asked))
