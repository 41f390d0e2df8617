"""How long each has at incidents of a level: published by the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.support import permissions, rules
from nongcai.domain.support.errors import IncidentKindError, TermsError, TermsTakenError
from nongcai.domain.support.models import IncidentTerm
from nongcai.domain.support.states import Level
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.support.rules import Terms


@transaction.atomic
def publish_terms(*, actor: Actor, level: str, from_on: date, terms: Terms, at: datetime) -> IncidentTerm:
    """Publish how long each has from a day on; what runs keeps its day.

    :raises NotAllowedError: when the actor is not the platform's.
    :raises IncidentKindError: when there is no such level.
    :raises TermsError: when they are no days, or begin before today.
    :raises TermsTakenError: when some begin on that day.
    """
    permissions.require_watcher(actor)
    if level not in Level.values:
        raise IncidentKindError
    if not terms.is_sound or from_on < day_of(at):
        raise TermsError(most=rules.LONGEST_DAYS)
    records.lock_keys([f"incident-terms:{level}"])
    if IncidentTerm.objects.filter(level=level, from_on=from_on).exists():
        raise TermsTakenError
    row = IncidentTerm(
        level=level,
        from_on=from_on,
        reply_days=terms.reply_days,
        decide_days=terms.decide_days,
        appeal_days=terms.appeal_days,
        by_label=actor.label[:64],
        at=at,
    )
    records.save(row)
    return row
