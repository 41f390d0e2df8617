"""Opening something scarce, and saying how much there is of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from uuid_utils.compat import uuid7

from nongcai.domain.holds.errors import BelowPromisedError, QuantityError
from nongcai.domain.holds.models import Resource
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

# Three decimals are kept, of fourteen figures.
_PLACES, _BOUND = -3, 10**11


def new_key() -> UUID:
    """Return a key for a resource that is about to be opened."""
    return uuid7()


@transaction.atomic
def open_resource(*, owner: str, quantity: Decimal, at: datetime, key: UUID | None = None) -> Resource:
    """Say that there is something scarce, and how much.

    :raises QuantityError: when that is no quantity.
    """
    require_quantity(quantity)
    resource = Resource(id=key or new_key(), owner=owner, quantity=quantity, changed_at=at)
    records.save(resource)
    return resource


@transaction.atomic
def open_resources(*, told: Sequence[tuple[UUID, str, Decimal]], at: datetime) -> int:
    """Open many at once: key, owner, quantity; return how many."""
    for _key, _owner, quantity in told:
        require_quantity(quantity)
    rows = [Resource(id=key, owner=owner, quantity=quantity, changed_at=at) for key, owner, quantity in told]
    return len(records.insert_many(rows))


@transaction.atomic
def set_quantity(*, resource_id: UUID, quantity: Decimal, at: datetime) -> Resource:
    """Say how much there is in all; never less than what was promised or taken by then.

    :raises QuantityError: when that is no quantity.
    :raises BelowPromisedError: when more was promised or taken.
    :raises NotFoundError: when there is no such thing.
    """
    require_quantity(quantity)
    rows = Resource.objects.filter(pk=resource_id)
    # The condition stands in the statement: a promise that comes meanwhile is waited for, and counted.
    enough = rows.filter(held__lte=quantity - F("committed"))
    changed = records.change(enough, quantity=quantity, changed_at=at)
    resource = rows.first()
    if resource is None:
        raise NotFoundError(what=resource_id)
    if not changed:
        raise BelowPromisedError(promised=f"{(resource.held + resource.committed).normalize():f}")
    return resource


def locked(keys: Iterable[UUID]) -> dict[UUID, Resource]:
    """Map keys to what is there of each, held until the end of the transaction."""
    rows = Resource.objects.select_for_update(no_key=True).filter(pk__in=set(keys)).order_by("pk")
    return {row.pk: row for row in rows}


@transaction.atomic
def set_quantities(*, told: Mapping[UUID, Decimal], at: datetime) -> int:
    """Say of many how much there is in all, in few statements; return of how many it changed. All are set, or none.

    :raises QuantityError: when one of them is no quantity.
    :raises BelowPromisedError: when of one more was promised or taken.
    :raises NotFoundError: when one is no such thing.
    """
    changed = []
    rows = locked(told)
    for key, quantity in told.items():
        require_quantity(quantity)
        if key not in rows:
            raise NotFoundError(what=key)
        resource = rows[key]
        promised = resource.held + resource.committed
        if quantity < promised:
            raise BelowPromisedError(promised=f"{promised.normalize():f}")
        if quantity != resource.quantity:
            resource.quantity, resource.changed_at = quantity, at
            changed.append(resource)
    records.update_many(changed, "quantity", "changed_at")
    return len(changed)


def require_quantity(quantity: Decimal) -> None:
    """Want a quantity that can be kept.

    :raises QuantityError: when that is none.
    """
    exponent = quantity.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < _PLACES or not 0 <= quantity < _BOUND:
        raise QuantityError(fields={"quantity": [QuantityError.message]})
