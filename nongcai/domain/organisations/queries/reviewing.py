"""Who decides about others' figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.roles import MAY, OFFICERS, Power

if TYPE_CHECKING:
    from datetime import date

# Whoever acts in one of these confirms, counts or publishes what others file, or keeps their accounts.
REVIEWING = OFFICERS | {role for role, powers in MAY.items() if Power.REVIEW in powers}


def reviews_anywhere(user_id: int, on: date) -> bool:
    """Say whether a person reviews, or works in finance, for some organisation on a day or later."""
    rows = Membership.objects.filter(user_id=user_id, role__in=REVIEWING)
    return rows.filter(Q(period__upper_inf=True) | Q(period__endswith__gt=on)).exists()
