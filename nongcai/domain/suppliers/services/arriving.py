"""A supplier comes by the public page: as register, but not too often from one address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.suppliers.errors import TooManyArrivalsError
from nongcai.domain.suppliers.models import Arrival
from nongcai.domain.suppliers.services.applying import register
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.suppliers.models import Supplier
    from nongcai.domain.suppliers.services.applying import Registration

_WHILE, _KEPT = timedelta(hours=1), timedelta(days=1)


def arrive(*, told: Registration, password: str, asker: str, asker_limit: int, at: datetime) -> Supplier:
    """Open an account for a supplier that comes from an address, which may try so often in an hour.

    :raises TooManyArrivalsError: when it tried more often.
    :raises DomainError: as `register` does.
    """
    # The try stays although the act is refused, so it has a transaction of its own.
    _count(asker, asker_limit, at)
    return register(told=told, password=password, at=at)


@transaction.atomic
def _count(asker: str, limit: int, at: datetime) -> None:
    asker_hash = accounts.keyed_hash("arrival", asker)
    # Two that come at once are counted one after the other.
    records.lock_keys([f"arrival:{asker_hash}"])
    records.remove(Arrival.objects.filter(at__lte=at - _KEPT))
    if Arrival.objects.filter(asker_hash=asker_hash, at__gt=at - _WHILE).count() >= limit:
        raise TooManyArrivalsError
    records.save(Arrival(asker_hash=asker_hash, at=at))
