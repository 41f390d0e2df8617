"""Orders with a contract, for whoever looks after their money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.orders.models import Order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet


def contracted(keys: Iterable[UUID] | None = None, *, seller_id: int | None = None) -> QuerySet[Order]:
    """Select orders that were ever signed, whoever asks: of these keys, or of an organisation that sells."""
    rows = Order.objects.filter(signed_at__isnull=False).order_by("pk")
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    return rows if seller_id is None else rows.filter(seller_id=seller_id)
