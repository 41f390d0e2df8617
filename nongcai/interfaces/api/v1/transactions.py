"""Single orders."""

from __future__ import annotations

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from nongcai.domain.transactions import queries as transactions
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS
from nongcai.interfaces.api.v1.shapes import Yuan, yuan

router = Router(tags=["transactions"])


class TransactionOut(Schema):
    """An order, by which rule it belongs to a unit, and in which year it counts once it is completed."""

    order_no: str
    state: str
    ordered_at: datetime | None
    completed_at: datetime | None
    counts_in: int | None
    buyer_kind: str
    buyer_name: str
    buyer_code: str
    supplier: str
    origin_code: str
    product: str
    category: str
    quantity: str | None
    measure: str
    amount: Yuan
    refund: Yuan
    net: Yuan
    unit_id: int
    rule: str
    as_of: datetime


@router.get(
    "/transactions/{order_no}",
    response={200: TransactionOut, **REFUSALS},
    operation_id="transaction",
    summary="An order of a unit within sight; those of individuals are never shown",
)
def transaction(request: ApiRequest, order_no: str) -> dict[str, object]:
    order = get_object_or_404(transactions.visible_to(request.actor), pk=order_no)
    values = {name: getattr(order, name) for name in TransactionOut.model_fields}
    quantity = None if order.quantity is None else str(order.quantity)
    return values | {name: yuan(values[name]) for name in ("amount", "refund", "net")} | {"quantity": quantity}
