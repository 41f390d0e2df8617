"""A finance department has its units' confirmed filings sent to another system, and sent again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from nongcai.domain.organisations.permissions import require_finance
from nongcai.domain.shares import queries as shares
from nongcai.domain.webhooks import queries, rules
from nongcai.domain.webhooks.errors import (
    OriginNotListedError,
    ReplayTimeError,
    SubscriptionStepError,
    UnknownDeliveryError,
    UnknownSubscriptionError,
)
from nongcai.domain.webhooks.models import Delivery, Subscription
from nongcai.domain.webhooks.services.sending import bodies
from nongcai.domain.webhooks.states import DELIVERY_MACHINE, SUBSCRIPTION_MACHINE, DeliveryState, SubscriptionAction
from nongcai.foundation import records
from nongcai.foundation.years import CHINA, after, day_of

if TYPE_CHECKING:
    from datetime import date

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class Told:
    """A subscription with its secret, which is told once."""

    subscription: Subscription
    secret: str


@transaction.atomic
def subscribe(*, actor: Actor, name: str, address: str, at: datetime) -> Told:
    """Have confirmed filings of all units below a finance department sent to an address from now on.

    :raises NotAllowedError: when the actor is not finance.
    :raises OriginNotListedError: when the operator has not listed the address's origin.
    :raises InvalidError: when the office sends there already.
    """
    require_finance(actor)
    _require_listed(address)
    row = Subscription(
        node_id=actor.organisation_id,
        name=name,
        address=address,
        salt=secrets.token_urlsafe(32),
        made_at=at,
        made_by_label=actor.label,
    )
    records.save(row)
    return Told(row, rules.secret_of(settings.SECRET_KEY, row.salt))


@transaction.atomic
def tell_new_secret(*, actor: Actor, subscription_id: int) -> Told:
    """Change the secret: the former signs nothing from now on.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownSubscriptionError: when the office has no such subscription.
    """
    row = _locked(actor, subscription_id)
    row.salt = secrets.token_urlsafe(32)
    records.save(row, "salt")
    return Told(row, rules.secret_of(settings.SECRET_KEY, row.salt))


@transaction.atomic
def step(*, actor: Actor, subscription_id: int, action: str) -> Subscription:
    """Pause a subscription, resume or end it; what is confirmed while it is paused waits.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownSubscriptionError: when the office has no such subscription.
    :raises SubscriptionStepError: when the step does not begin here.
    :raises OriginNotListedError: when it would be resumed, but its origin is not listed any more.
    """
    row = _locked(actor, subscription_id)
    found = SUBSCRIPTION_MACHINE.step(action, row.state)
    if found is None:
        label = SubscriptionAction(action).label
        raise SubscriptionStepError(name=row.name, state=row.get_state_display(), action=label)
    if action == SubscriptionAction.RESUME:
        _require_listed(row.address)
    row.state = found.target
    records.save(row, "state")
    return row


@transaction.atomic
def replay(*, actor: Actor, subscription_id: int, since: date, until: date, at: datetime) -> int:
    """Send again what counts of the filings confirmed on these days, both included, told before or not.

    Returns how many are to be sent.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownSubscriptionError: when the office has no such subscription.
    :raises ReplayTimeError: when the days are out of order, or lie in the future.
    """
    row = _locked(actor, subscription_id)
    if not since <= until <= day_of(at):
        raise ReplayTimeError
    counted = shares.confirmed_between(actor.path, datetime.combine(since, time(), CHINA), after(until))
    told = Delivery.objects.filter(subscription=row, filing_id__in=[one.filing_id for one in counted])
    known = set(told.values_list("filing_id", "version"))
    again = {(one.filing_id, one.version) for one in counted} & known
    ids = [key for key, filing, version in told.values_list("pk", "filing_id", "version") if (filing, version) in again]
    repeated = _again(ids, at)
    return repeated + bodies(row, [one for one in counted if (one.filing_id, one.version) not in known], at)


@transaction.atomic
def replay_one(*, actor: Actor, subscription_id: int, delivery_id: int, at: datetime) -> int:
    """Send one thing again; return how many are to be sent: none while it is being sent.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownSubscriptionError: when the office has no such subscription.
    :raises UnknownDeliveryError: when the subscription was told no such thing.
    """
    row = _locked(actor, subscription_id)
    if not Delivery.objects.filter(subscription=row, pk=delivery_id).exists():
        raise UnknownDeliveryError
    return _again([delivery_id], at)


def _again(ids: list[int], at: datetime) -> int:
    found = DELIVERY_MACHINE.step("replay", DeliveryState.DELIVERED)
    assert found is not None
    rows = Delivery.objects.filter(pk__in=ids, state__in=found.sources)
    return records.change(rows, state=found.target, attempts=0, due_at=at, settled_at=None)


def _locked(actor: Actor, subscription_id: int) -> Subscription:
    row = queries.lock(actor, subscription_id)
    require_finance(actor)
    if row is None:
        raise UnknownSubscriptionError
    return row


def _require_listed(address: str) -> None:
    if not rules.is_listed(address, settings.NONGCAI_WEBHOOK_ORIGINS):
        raise OriginNotListedError(address=address)
