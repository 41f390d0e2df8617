"""Keeping the contact list (通讯录): entered, ended, marked as dead; looking at a whole number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import permissions, queries, rules
from nongcai.domain.organisations.errors import (
    DeadAlreadyError,
    LiaisonDaysError,
    LiaisonOverError,
    LiaisonPhoneError,
)
from nongcai.domain.organisations.models import Liaison, NumberLook
from nongcai.domain.organisations.roles import ROLES_OF_UNITS, Role
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import chinese_day, day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor

_TOLD = ROLES_OF_UNITS | {Role.FINANCE}


@dataclass(frozen=True)
class ToldLiaison:
    """Whom to call: a post, its number, principal or deputy, from when to when."""

    post: str
    phone: str
    since: date
    until: date | None = None
    is_deputy: bool = False


@transaction.atomic
def enter_liaison(*, actor: Actor, organisation_id: int, told: ToldLiaison, at: datetime) -> Liaison:
    """Enter whom to call; whoever was called before in the same duty stands until the day before.

    :raises NotAllowedError: when the actor does not keep the list of this organisation.
    :raises LiaisonPhoneError: when the number has no area code.
    :raises LiaisonDaysError: when it ends before it begins.
    """
    queries.lock(organisation_id)
    permissions.require_keeper_of_liaisons(actor, [queries.node(organisation_id).path])
    if rules.lacks_area_code(told.phone):
        raise LiaisonPhoneError(fields={"phone": [str(LiaisonPhoneError.message)]})
    if told.until and told.until < told.since:
        raise LiaisonDaysError(since=chinese_day(told.since))
    if not told.is_deputy:
        _end_those_before(organisation_id, told.since)
    entry = Liaison(
        organisation_id=organisation_id,
        post=told.post,
        phone=told.phone,
        is_deputy=told.is_deputy,
        period=_period(told.since, told.until),
        entered_by=_by(actor),
        entered_at=at,
    )
    records.save(entry)
    return entry


@transaction.atomic
def end_liaison(*, actor: Actor, liaison_id: int, until: date, at: datetime) -> Liaison:
    """Let an entry stand until a day; it is never deleted.

    :raises LiaisonOverError: when it has ended before today.
    :raises LiaisonDaysError: when the day lies before its first.
    """
    entry = _locked(actor, liaison_id, at)
    if until < entry.period.lower:
        raise LiaisonDaysError(since=chinese_day(entry.period.lower))
    entry.period = _period(entry.period.lower, until)
    records.save(entry, "period")
    return entry


@transaction.atomic
def mark_dead(*, actor: Actor, liaison_id: int, at: datetime) -> Liaison:
    """Put on record that a number is dead (号码失效), and ask the organisation's people for another.

    :raises LiaisonOverError: when the entry has ended before today.
    :raises DeadAlreadyError: when it is on record.
    """
    entry = _locked(actor, liaison_id, at)
    if entry.dead_at:
        raise DeadAlreadyError(post=entry.post)
    entry.dead_at, entry.dead_by = at, _by(actor)
    records.save(entry, "dead_at", "dead_by")
    _ask_for_another(actor, entry, at)
    return entry


@transaction.atomic
def strike_number(*, actor: Actor, organisation_id: int, phone: str, at: datetime) -> Liaison:
    """Put a number on record as dead that somebody called, also one that stood elsewhere than on the list.

    :raises NotAllowedError: when the actor does not keep the list of this organisation.
    """
    queries.lock(organisation_id)
    permissions.require_keeper_of_liaisons(actor, [queries.node(organisation_id).path])
    reach = queries.reach_of([organisation_id], day_of(at)).get(organisation_id, queries.Reach())
    listed = next((one for one in reach.standing if one.phone == phone), None)
    if listed:
        return mark_dead(actor=actor, liaison_id=listed.pk, at=at)
    entry = Liaison(
        organisation_id=organisation_id,
        post=_("填报联系人"),
        phone=phone,
        is_deputy=bool(reach.standing),
        period=_period(day_of(at), None),
        entered_by=_by(actor),
        entered_at=at,
        dead_at=at,
        dead_by=_by(actor),
    )
    # A number that was filed may be written as no entry of the list is.
    [kept] = records.insert_many([entry])
    _ask_for_another(actor, kept, at)
    return kept


@transaction.atomic
def look_at_number(*, actor: Actor, liaison_id: int, purpose: str, at: datetime) -> Liaison:
    """Return an entry with its whole number; who looked and what for is kept.

    :raises NotAllowedError: when the actor is no office above.
    """
    entry = Liaison.objects.get(pk=liaison_id)
    if not permissions.looks_at_numbers(actor, [queries.node(entry.organisation_id).path]):
        raise NotAllowedError
    records.save(NumberLook(liaison=entry, user_id=actor.user_id, by_label=_by(actor), purpose=purpose, at=at))
    return entry


@transaction.atomic
def record_look(*, actor: Actor, organisation_id: int, about: str, purpose: str, at: datetime) -> NumberLook:
    """Keep who looked, and what for, at a number that an organisation gave for something."""
    look = NumberLook(
        organisation_id=organisation_id,
        about=about[:100],
        user_id=actor.user_id,
        by_label=_by(actor),
        purpose=purpose,
        at=at,
    )
    records.save(look)
    return look


def _locked(actor: Actor, liaison_id: int, at: datetime) -> Liaison:
    entry = Liaison.objects.select_for_update(of=("self",), no_key=True).get(pk=liaison_id)
    permissions.require_keeper_of_liaisons(actor, [queries.node(entry.organisation_id).path])
    if entry.last_day and entry.last_day < day_of(at):
        raise LiaisonOverError(post=entry.post, day=chinese_day(entry.last_day))
    return entry


def _end_those_before(organisation_id: int, since: date) -> None:
    standing = Liaison.objects.filter(organisation_id=organisation_id, is_deputy=False, period__contains=since)
    for entry in standing.filter(period__startswith__lt=since):
        entry.period = DateRange(entry.period.lower, since)
        records.save(entry, "period")


def _period(since: date, until: date | None) -> DateRange:
    return DateRange(since, until + timedelta(days=1) if until else None)


def _by(actor: Actor) -> str:
    return f"{actor.organisation_name} {actor.label}".strip()


def _ask_for_another(actor: Actor, entry: Liaison, at: datetime) -> None:
    text = _("贵单位通讯录中“{post}”（{duty}）的联系电话已登记失效，请登记新的号码。")
    said = text.format(post=entry.post, duty=entry.duty)
    members = queries.members_of([entry.organisation_id], _TOLD, day_of(at))
    told = [(user_id, said) for _unit, user_id in members if user_id != actor.user_id]
    notifications.tell_many(told=told, at=at, path=f"/contacts/{entry.organisation_id}/")
