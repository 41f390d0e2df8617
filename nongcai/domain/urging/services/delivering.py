"""What the clock sends: messages inside the site, and short messages, within the cap, outside quiet hours."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Concat, Left, Right

from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import ACTING
from nongcai.domain.urging import queries, rules, statements
from nongcai.domain.urging.models import Contact
from nongcai.domain.urging.states import CONTACT_MACHINE, Channel, ContactState, Kind
from nongcai.foundation import records
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from nongcai.foundation.sms import Gateway

logger = logging.getLogger(__name__)

AT_ONCE, SMS_AT_ONCE = 5000, 200
# Nobody needs the whole number of a message that does not go out.
MASKED = Case(When(number="", then=Value("")), default=Concat(Left("number", 3), Value("****"), Right("number", 4)))
UNHEARD = N_("该单位没有在用账号，消息无人收到，请电话联系")


@transaction.atomic
def deliver(*, at: datetime) -> int:
    """Leave what is due in the mailboxes of the units' people; return how many messages went out."""
    passed = _passed(Channel.SITE, at, AT_ONCE)
    _step(passed, "deliver", at)
    members = _members(passed, at)
    by_page: dict[str, list[tuple[int, str]]] = {}
    for one in passed:
        by_page.setdefault(one.path, []).extend((user, one.text) for user in members[one.unit_id])
    for path, told in by_page.items():
        notifications.tell_many(told=told, path=path, at=at)
    # Whoever nobody acts for is to be called: the rung stands, and the record says why nobody answered.
    unheard = [one.pk for one in passed if not members[one.unit_id]]
    records.change(Contact.objects.filter(pk__in=unheard), receipt=UNHEARD)
    return len(passed)


def _members(contacts: list[Contact], at: datetime) -> dict[int, list[int]]:
    units = {one.unit_id for one in contacts}
    heard_by = {unit: unit for unit in units} | queries.heard_by(units)
    members: dict[int, list[int]] = {}
    for unit_id, user_id in organisations.members_of(heard_by.values(), ACTING, day_of(at)):
        members.setdefault(unit_id, []).append(user_id)
    return {unit: members.get(place, []) for unit, place in heard_by.items()}


def send(*, gateway: Gateway, at: datetime) -> int:
    """Hand what is due to the gateway, some hundred at once; return how many it took.

    A message is taken before it is handed over, so that a worker that dies in between sends none twice.
    """
    with transaction.atomic():
        taken = _passed(Channel.SMS, at, SMS_AT_ONCE)
        _step(taken, "take", at)
    told = [_handed(gateway, one) for one in taken]
    with transaction.atomic():
        records.run(
            statements.PASSED_ON,
            ids=[one.pk for one in taken],
            states=[state for state, _receipt in told],
            receipts=[receipt for _state, receipt in told],
        )
    return sum(state == ContactState.SENT for state, _receipt in told)


def _passed(channel: str, at: datetime, most: int) -> list[Contact]:
    """Lock what may go out, put on record what the cap or a dead number holds back, and return the rest."""
    due = queries.lock_due(channel, at, most)
    manners = queries.manners({one.node_id for one in due}, day_of(at)) if due else {}
    asleep = {node for node, manner in manners.items() if manner.is_quiet(at)}
    for node in asleep:
        late = [one.pk for one in due if one.node_id == node]
        records.change(Contact.objects.filter(pk__in=late), due_at=manners[node].next_open(at))
    awake = [one for one in due if one.node_id not in asleep]
    awake = _without_dead(awake, at) if channel == Channel.SMS else awake
    sent = queries.gone_before({one.unit_id for one in awake}, channel, at) if awake else {}
    passed, capped = [one for one in awake if one.kind == Kind.DIGEST], []
    by_cap: dict[tuple[int, int], list[Contact]] = {}
    for one in awake:
        if one.kind != Kind.DIGEST:
            policy = manners[one.node_id].policy
            a_week = policy.sms_a_week if channel == Channel.SMS else 7 * policy.site_a_day
            a_day = policy.sms_a_day if channel == Channel.SMS else policy.site_a_day
            by_cap.setdefault((a_day, a_week), []).append(one)
    for (a_day, a_week), group in by_cap.items():
        held = rules.beyond_cap([one.unit_id for one in group], sent, a_day, a_week)
        passed += [one for one, is_held in zip(group, held, strict=True) if not is_held]
        capped += [one for one, is_held in zip(group, held, strict=True) if is_held]
    _step(capped, "cap", None, number=MASKED)
    return passed


def _without_dead(contacts: list[Contact], at: datetime) -> list[Contact]:
    """Strike messages to numbers that proved dead since they were planned."""
    reach = organisations.reach_of({one.unit_id for one in contacts}, day_of(at))
    struck = {one.pk for one in contacts if one.unit_id in reach and one.number in reach[one.unit_id].dead}
    _step([one for one in contacts if one.pk in struck], "strike", None, number=MASKED)
    return [one for one in contacts if one.pk not in struck]


def _step(contacts: Iterable[Contact], action: str, at: datetime | None, **more: Any) -> None:
    step = CONTACT_MACHINE.step(action, ContactState.WAITING)
    assert step is not None
    rows = Contact.objects.filter(pk__in=[one.pk for one in contacts], state__in=step.sources)
    records.change(rows, state=step.target, sent_at=at, **more)


def _handed(gateway: Gateway, one: Contact) -> tuple[str, str]:
    try:
        return ContactState.SENT, gateway.send(number=one.number, text=one.text)[:100]
    except Exception:  # whatever a gateway raises, the others are to be sent
        logger.exception("the gateway refused message %s", one.pk)
        return ContactState.FAILED, ""
