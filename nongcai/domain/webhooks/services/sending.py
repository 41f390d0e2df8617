"""What was confirmed is told to those who listen, and sent until it is taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from nongcai.domain.shares import queries as shares
from nongcai.domain.webhooks import queries, rules
from nongcai.domain.webhooks.models import Delivery
from nongcai.domain.webhooks.states import DELIVERY_MACHINE, DeliveryState
from nongcai.foundation import records
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, timedelta
    from decimal import Decimal

    from nongcai.domain.shares.queries import ConfirmedFiling
    from nongcai.domain.webhooks.models import Subscription
    from nongcai.foundation.posting import Post

TOPIC = "filing.confirmed"
# Few, so that a secret that was made anew or a subscription that was ended soon holds, however slow the receiver.
AT_ONCE = 10
NOT_LISTED = N_("接收地址所在的主机未登记，没有发送")
_SETTLED = ("state", "attempts", "due_at", "status", "told", "settled_at")


@transaction.atomic
def relay(*, filings: Sequence[tuple[int, int]], at: datetime) -> int:
    """Note for everybody who listens above these units that (filing, version) were confirmed; return how many.

    Noted again after an interruption, nothing is noted twice.
    """
    confirmed = shares.confirmed_filings(filings)
    above = {int(part) for one in confirmed for part in one.path.rstrip(".").split(".")}
    return sum(
        bodies(one, [filing for filing in confirmed if str(one.node_id) in filing.path.split(".")], at)
        for one in queries.listening(above)
    )


def bodies(subscription: Subscription, confirmed: Sequence[ConfirmedFiling], at: datetime) -> int:
    """Note what a subscription is to be told, but for what it was told before; return how many."""
    return records.run(
        """
        INSERT INTO webhooks_delivery (subscription_id, filing_id, version, unit_name, body, due_at, made_at)
        SELECT %(subscription)s, one.filing, one.version, one.name, one.body, %(at)s, %(at)s
        FROM unnest(%(filings)s::bigint[], %(versions)s::int[], %(names)s::text[], %(bodies)s::text[])
            AS one (filing, version, name, body)
        ON CONFLICT (subscription_id, filing_id, version) DO NOTHING
        """,
        subscription=subscription.pk,
        filings=[one.filing_id for one in confirmed],
        versions=[one.version for one in confirmed],
        names=[one.unit_name for one in confirmed],
        bodies=[_body(one) for one in confirmed],
        at=at,
    )


def deliver(*, post: Post, clock: Callable[[], datetime], lease: timedelta) -> int:
    """Send what is due, to each receiver until it fails once; return how many were taken.

    Each message bears the moment at which it is sent: receivers refuse old ones.

    Nothing is lost when a worker dies while it sends: after the `lease` it is sent again, so that a receiver may get
    the same message twice and knows it by its id.
    """
    return sum(_deliver_to(one, post, clock, lease) for one in queries.active_with_something_due(clock()))


def _deliver_to(subscription_id: int, post: Post, clock: Callable[[], datetime], lease: timedelta) -> int:
    at = clock()
    with transaction.atomic():
        taken = queries.lock_due(subscription_id, at, AT_ONCE)
        for one in taken:
            _step(one, "take")
            one.due_at = at + lease
        records.update_many(taken, "state", "due_at")
    sent = 0
    while sent < len(taken) and _send(taken[sent], post, clock()):
        sent += 1
    # A receiver that is out of order is not asked for each of the others.
    for one in taken[sent + 1 :]:
        _step(one, "put_off")
        one.due_at = clock()
    with transaction.atomic():
        records.update_many(taken, *_SETTLED)
    return sent


def _send(one: Delivery, post: Post, at: datetime) -> bool:
    one.attempts += 1
    one.status, one.told = _posted(one, post, at)
    if 200 <= one.status < 300:
        _step(one, "accept")
        one.settled_at = at
        return True
    pause = rules.pause_after(one.attempts)
    _step(one, "give_up" if pause is None else "put_off")
    one.due_at = at + pause if pause else at
    one.settled_at = None if pause else at
    return False


def _posted(one: Delivery, post: Post, at: datetime) -> tuple[int, str]:
    subscription = one.subscription
    if not rules.is_listed(subscription.address, settings.NONGCAI_WEBHOOK_ORIGINS):
        return 0, NOT_LISTED
    body, timestamp = one.body.encode(), int(at.timestamp())
    secret = rules.secret_of(settings.SECRET_KEY, subscription.salt)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": one.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": rules.signature(secret, one.message_id, timestamp, body),
    }
    answer = post(subscription.address, body, headers)
    return answer.status, answer.text[:200]


def _step(one: Delivery, action: str) -> None:
    found = DELIVERY_MACHINE.step(action, one.state)
    assert found is not None
    one.state = DeliveryState(found.target)


def _body(one: ConfirmedFiling) -> str:
    data = {
        "filing_id": one.filing_id,
        "version": one.version,
        "year": one.year,
        "unit_id": one.unit_id,
        "unit_code": one.unit_code,
        "unit_name": one.unit_name,
        "region_code": one.region_code,
        "canteen": one.canteen,
        "canteen_total": _written(one.canteen_total),
        "reserved": _written(one.reserved),
    }
    return json.dumps({"type": TOPIC, "timestamp": one.confirmed_at.isoformat(), "data": data}, ensure_ascii=False)


def _written(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
