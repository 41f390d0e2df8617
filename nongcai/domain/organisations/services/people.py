"""Who acts for an organisation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.organisations.models import Membership
from nongcai.foundation import records

if TYPE_CHECKING:
    from nongcai.domain.organisations.roles import Role


@transaction.atomic
def appoint(*, user_id: int, organisation_id: int, role: Role, since: date) -> Membership:
    """Let a person act for an organisation from a day on."""
    membership = Membership(user_id=user_id, organisation_id=organisation_id, role=role, period=DateRange(since, None))
    records.save(membership)
    return membership
