"""Reading balances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.holds.models import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


def resources(keys: Iterable[UUID]) -> dict[UUID, Resource]:
    """Map keys to what is there of each."""
    return Resource.objects.in_bulk(list(keys))
