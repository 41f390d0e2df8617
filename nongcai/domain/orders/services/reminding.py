"""Whoever lets purchases wait for approval is reminded: of requests of levels, and of orders that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.approvals import services as approvals
from nongcai.domain.approvals.services import Waiting
from nongcai.domain.orders import queries
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import date, datetime


@transaction.atomic
def remind_late(*, at: datetime, after_days: int) -> int:
    """Remind those who approve of what has waited for more than so many workdays, as `approvals.remind_late`."""
    return approvals.remind_late(at=at, after_days=after_days, beside=_waiting(day_of(at)))


def _waiting(on: date) -> list[Waiting]:
    orders = list(queries.waiting_without_request())
    bodies = {one.buyer_id for one in orders}
    approvers, buyers = _people(bodies, Role.ORDER_APPROVER, on), _people(bodies, Role.BUYER, on)
    # Where nobody is appointed to approve any more, another buyer does.
    who = {body: approvers.get(body) or buyers.get(body, set()) for body in bodies}
    return [Waiting(one.since, frozenset(who[one.buyer_id] - {one.user_id})) for one in orders]


def _people(bodies: set[int], role: Role, on: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for body, user in organisations.members_of(bodies, [role], on):
        found.setdefault(body, set()).add(user)
    return found
