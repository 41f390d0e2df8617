"""How an office wants to remind."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import require_finance
from nongcai.domain.urging import queries
from nongcai.domain.urging.models import ReminderPolicy
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import time

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ToldPolicy:
    """From when on one reminds, when nobody is disturbed, and how much is too much."""

    days_before: int
    quiet_from: time
    quiet_to: time
    rests_on_days_off: bool
    sms_a_day: int
    sms_a_week: int
    site_a_day: int


@transaction.atomic
def set_policy(*, actor: Actor, told: ToldPolicy) -> ReminderPolicy:
    """Keep how a finance department reminds; those below without settings of their own follow.

    :raises NotAllowedError: when the actor is not finance.
    :raises InvalidError: when a number is out of bounds.
    """
    organisations.lock(actor.organisation_id)
    require_finance(actor)
    policy = queries.own_policy(actor.organisation_id) or ReminderPolicy(node_id=actor.organisation_id)
    values = asdict(told)
    for name, value in values.items():
        setattr(policy, name, value)
    records.save(policy, *values)
    return policy
