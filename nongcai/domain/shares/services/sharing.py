"""A managing unit names who shares its canteen; each member acknowledges or objects (共用食堂)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares import permissions, queries
from nongcai.domain.shares.errors import (
    HostEatsElsewhereError,
    MemberElsewhereError,
    MemberHasMembersError,
    MemberIsSelfError,
    NotListedError,
    NotNamedError,
    ObjectionWithoutWordsError,
    ReconciledModeError,
)
from nongcai.domain.shares.models import FilingVersion, SharedMember
from nongcai.domain.shares.queries import SaidFiling
from nongcai.domain.shares.services import telling_people
from nongcai.domain.shares.services.filing import file_share, require_window
from nongcai.domain.shares.services.settling import SETTLED, take_step
from nongcai.domain.shares.states import SHARED_MEMBER_MACHINE, STANDING, SharedMemberAction, SharedMemberState
from nongcai.foundation import records
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.models import ShareFiling

_NAMED = ("state", "named_at", "named_by", "named_label", *SETTLED[1:])


@dataclass(frozen=True)
class Acknowledgement:
    """What a member says beside that it shares a canteen."""

    contact_name: str = ""
    contact_phone: str = ""
    note: str = ""


@transaction.atomic
def name_members(
    *, actor: Actor, unit_id: int, year: int, members: Sequence[str], at: datetime
) -> list[SharedMember]:  # fmt: skip
    """Name the units that share a unit's canteen, by code or full name, all or none; who was named already stays so.

    :raises NotAllowedError: when the actor does not file for the managing unit.
    :raises NotListedError: when a unit owes no filing this year.
    :raises ReconciledModeError: when the region files elsewhere.
    :raises WindowClosedError: after the last day, without an extension.
    :raises UnknownMemberError: when a code or name means no unit, or several.
    :raises MemberIsSelfError: when the managing unit names itself.
    :raises HostEatsElsewhereError: when the managing unit has no canteen of its own.
    :raises MemberElsewhereError: when a member eats, or is asked whether it eats, elsewhere.
    :raises MemberHasMembersError: when a member is a managing unit itself.
    """
    permissions.require_filer(actor, unit_id)
    chain = queries.chain_of(unit_id, year)
    found = queries.members_named(chain, members)
    if unit_id in found:
        raise MemberIsSelfError(fields={"members": [str(MemberIsSelfError.message)]})
    names = organisations.names_of([unit_id, *found])
    organisations.lock_listings([unit_id, *found], year)
    _require_listed(found, names, year)
    _require_season(unit_id, names[unit_id], year, at)
    _require_straight(unit_id, found, names, year)
    return _name(actor, unit_id, found, year, at)


@transaction.atomic
def strike_member(*, actor: Actor, unit_id: int, year: int, member_id: int, at: datetime) -> SharedMember:
    """Take a unit off the list of those that share the canteen, before it acknowledged.

    :raises NotAllowedError: when the actor does not file for the managing unit.
    :raises NotNamedError: when it was not named.
    :raises MemberStepNotPermittedError: when it acknowledged.
    """
    permissions.require_filer(actor, unit_id)
    row = _locked(unit_id, member_id, year)
    take_step(actor, row, SharedMemberAction.STRIKE, at=at)
    records.save(row, *SETTLED)
    return row


@transaction.atomic
def object_to_host(
    *, actor: Actor, unit_id: int, year: int, host_id: int, words: str, at: datetime
) -> SharedMember:  # fmt: skip
    """Say that a unit does not share the canteen of the unit that named it; it files for itself.

    :raises NotAllowedError: when the actor does not file for this unit.
    :raises NotNamedError: when it was not named.
    :raises ObjectionWithoutWordsError: without words.
    :raises MemberStepNotPermittedError: when it answered already.
    """
    permissions.require_filer(actor, unit_id)
    if not words.strip():
        raise ObjectionWithoutWordsError(fields={"words": [str(ObjectionWithoutWordsError.message)]})
    row = _locked(host_id, unit_id, year)
    take_step(actor, row, SharedMemberAction.OBJECT, at=at, words=words.strip())
    records.save(row, *SETTLED)
    telling_people.tell_host(row, at=at)
    return row


@transaction.atomic
def acknowledge(
    *, actor: Actor, unit_id: int, year: int, host_id: int, said: Acknowledgement, at: datetime, seen_version: int = 0
) -> ShareFiling:
    """Acknowledge that a unit shares the canteen of the unit that named it: that files “共用食堂，由××填报”.

    What it said before of its union stays; canteens of its own it files with the form.

    :raises NotNamedError: when it was not named, or answered already.
    :raises DomainError: whatever stands in the way of filing.
    """
    permissions.require_filer(actor, unit_id)
    organisations.lock_listings([unit_id, host_id], year)
    row = _locked(host_id, unit_id, year)
    if row.state != SharedMemberState.NAMED:
        raise NotNamedError
    told = replace(
        _said_before(unit_id, year),
        canteens=(),
        reserved=ZERO,
        ratio=None,
        host_id=host_id,
        host_name="",
        contact_name=said.contact_name,
        contact_phone=said.contact_phone,
        note=said.note,
    )
    return file_share(actor=actor, unit_id=unit_id, year=year, said=told, at=at, seen_version=seen_version)


def _said_before(unit_id: int, year: int) -> SaidFiling:
    rows = FilingVersion.objects.filter(filing__organisation_id=unit_id, filing__year=year)
    version = rows.order_by("-number").first()
    return queries.said_of(version) if version else SaidFiling()


def _locked(host_id: int, member_id: int, year: int) -> SharedMember:
    organisations.lock_listings([member_id], year)
    row = SharedMember.objects.filter(host_id=host_id, member_id=member_id, year=year).first()
    if row is None:
        raise NotNamedError
    return row


def _require_listed(units: Sequence[int], names: dict[int, str], year: int) -> None:
    for unit in units:
        if organisations.listing_of(unit, year) is None:
            raise NotListedError(name=names[unit], year=year)


def _require_season(unit_id: int, name: str, year: int, at: datetime) -> None:
    listing = organisations.listing_of(unit_id, year)
    if listing is None:
        raise NotListedError(name=name, year=year)
    programme = programmes.programme_for(listing.region_id, year)
    if not programmes.is_self_filed(programme):
        raise ReconciledModeError(year=year)
    require_window(programme, unit_id, at)


def _require_straight(unit_id: int, found: Sequence[int], names: dict[int, str], year: int) -> None:
    filing = queries.filing_of(unit_id, year)
    sharing = queries.sharing([unit_id, *found], found, year)
    if unit_id in sharing.asked or (filing is not None and filing.canteen in {"shared", "none"}):
        raise HostEatsElsewhereError
    eating = SharedMember.objects.filter(member_id__in=found, year=year, state__in=STANDING).exclude(host_id=unit_id)
    filed = queries.filings(found, year)
    elsewhere = {row.member_id for row in eating}
    elsewhere |= {unit for unit in sharing.members if filed[unit].host_id != unit_id}
    for unit in found:
        if unit in elsewhere:
            raise MemberElsewhereError(name=names[unit])
        if unit in sharing.hosts:
            raise MemberHasMembersError(name=names[unit])


def _name(actor: Actor, unit_id: int, found: Sequence[int], year: int, at: datetime) -> list[SharedMember]:
    known = {row.member_id: row for row in SharedMember.objects.filter(host_id=unit_id, member_id__in=found, year=year)}
    rows = [known.get(unit) or SharedMember(host_id=unit_id, member_id=unit, year=year) for unit in found]
    wanted = [row for row in rows if not row.is_standing]
    for row in wanted:
        if row.state:
            step = SHARED_MEMBER_MACHINE.step(SharedMemberAction.NAME, row.state)
            assert step is not None
        row.state, row.words = SharedMemberState.NAMED, ""
        row.named_at, row.named_by_id, row.named_label = at, actor.user_id, actor.label
        row.settled_at, row.settled_by_id, row.settled_label = None, None, ""
    records.update_many([row for row in wanted if row.pk], *_NAMED)
    records.insert_many([row for row in wanted if not row.pk])
    telling_people.tell_members(wanted, at=at)
    return wanted
