"""What goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet, Sum

from nongcai.domain.orders.models import OrderReturn, ReturnLine
from nongcai.domain.orders.states import ReturnState

if TYPE_CHECKING:
    from nongcai.domain.orders.models import Order


def returns_of(order: Order) -> QuerySet[OrderReturn]:
    """Select what of an order was asked to go back."""
    return OrderReturn.objects.filter(order_id=order.pk).order_by("seq")


def return_lines_of(row: OrderReturn) -> QuerySet[ReturnLine]:
    """Select what goes back at once."""
    return ReturnLine.objects.filter(order_id=row.order_id, seq=row.seq).order_by("line")


def quantities_going_back(order: Order) -> dict[int, int]:
    """Map lines to how much of them is asked for or agreed to go back, and is not taken yet."""
    open_ = returns_of(order).filter(state__in=(ReturnState.ASKED, ReturnState.AGREED)).order_by().values("seq")
    rows = ReturnLine.objects.filter(order_id=order.pk, seq__in=open_).order_by().values_list("line")
    return dict(rows.annotate(quantity=Sum("quantity")))
