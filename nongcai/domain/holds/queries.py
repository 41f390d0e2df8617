"""Reading balances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.holds.models import Hold, Resource
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from uuid import UUID

    from django.db.models import QuerySet


_DIFFERING = """
    WITH sums AS (
        SELECT resource_id, COALESCE(sum(quantity) FILTER (WHERE state = 'held'), 0) AS held,
            COALESCE(sum(taken - returned) FILTER (WHERE state = 'committed'), 0) AS committed
        FROM holds_hold GROUP BY resource_id
    )
    SELECT COALESCE(r.id, s.resource_id), COALESCE(r.owner, ''), r.held, r.committed,
        COALESCE(s.held, 0), COALESCE(s.committed, 0)
    FROM holds_resource r FULL JOIN sums s ON s.resource_id = r.id
    WHERE r.id IS NULL OR (r.held, r.committed) <> (COALESCE(s.held, 0), COALESCE(s.committed, 0))
    ORDER BY 1
"""


@dataclass(frozen=True)
class Difference:
    """A resource whose balance is not the sum of its holds; without a balance there is no such resource."""

    resource_id: UUID
    owner: str
    held: Decimal | None
    committed: Decimal | None
    should_be_held: Decimal
    should_be_committed: Decimal


def resources(keys: Iterable[UUID]) -> dict[UUID, Resource]:
    """Map keys to what is there of each."""
    return Resource.objects.in_bulk(list(keys))


def holds_of(source: str, keys: Iterable[UUID]) -> QuerySet[Hold]:
    """Select what a source holds of these resources."""
    return Hold.objects.filter(resource_id__in=list(keys), source=source).order_by("resource_id")


def reconciliation() -> list[Difference]:
    """Return the resources whose balance differs from the sum of their holds: always none."""
    return [Difference(*row) for row in records.rows_of(_DIFFERING)]
