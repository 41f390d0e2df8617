"""Goods enter zones: a supplier applies, a curator admits or sends back, one or many at once, and orders them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import (
    EntryNotListedError,
    EntryReasonError,
    EntryRulesError,
    EntryStepError,
    NoEntriesError,
    ZoneClosedError,
    ZoneFullError,
    ZoneOrderError,
)
from nongcai.domain.catalogue.models import ZoneEntry, ZoneEntryStep
from nongcai.domain.catalogue.rules import describing
from nongcai.domain.catalogue.services.shelving import put_up
from nongcai.domain.catalogue.services.stepping import admitted
from nongcai.domain.catalogue.services.zoning import lock_zone
from nongcai.domain.catalogue.states import (
    ADMITTED_ENTRIES,
    REASONED,
    SHOWN,
    ZONE_ENTRY_MACHINE,
    EntryAction,
    EntryState,
    Move,
)
from nongcai.domain.suppliers.services import tell_suppliers
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.catalogue.models import Product, Zone
    from nongcai.domain.organisations.actors import Actor

_SAID = {
    EntryAction.ADMIT: N_("商品“{name}”已入选“{zone}”。"),
    EntryAction.SEND_BACK: N_("商品“{name}”报名“{zone}”未入选：{words}"),
    EntryAction.REMOVE: N_("商品“{name}”已移出“{zone}”：{words}"),
}
_SAID_OF_MANY = {
    EntryAction.ADMIT: N_("商品“{name}”等{count}种已入选“{zone}”。"),
    EntryAction.SEND_BACK: N_("商品“{name}”等{count}种报名“{zone}”未入选：{words}"),
    EntryAction.REMOVE: N_("商品“{name}”等{count}种已移出“{zone}”：{words}"),
}


@transaction.atomic
def enter_zone(*, actor: Actor, zone_id: int, product_id: int, at: datetime) -> ZoneEntry:
    """Apply to a zone with an own product that shows, for the first time or again.

    :raises ZoneClosedError: when the zone takes none.
    :raises EntryNotListedError: when the product has nothing on the shelf.
    :raises EntryRulesError: naming the rules of the zone that it fails.
    :raises EntryStepError: when it has applied already, or stands in the zone.
    """
    admitted(actor)
    product = queries.products_visible_to(actor).filter(pk=product_id).first()
    if product is None:
        raise NotFoundError(what=product_id)
    zone = queries.zone_of(actor, zone_id)
    if not zone.takes_entries(day_of(at)):
        raise ZoneClosedError(zone=zone.name)
    _require_kept([product], zone, at)
    rows = ZoneEntry.objects.select_for_update(of=("self",), no_key=True).filter(zone=zone, product=product)
    entry = rows.select_related("zone", "product").first()
    if entry is None:
        entry = ZoneEntry(zone=zone, product=product, state=EntryState.APPLIED, changed_at=at)
        records.save(entry)
        records.save(_step(entry, EntryAction.APPLY, actor, "", at))
        return entry
    _take([entry], EntryAction.APPLY, actor=actor, at=at)
    return entry


@transaction.atomic
def withdraw_entry(*, actor: Actor, entry_id: int, at: datetime) -> ZoneEntry:
    """Take an own product out of a zone, or its application back."""
    admitted(actor)
    # Who orders a zone reads what stands in it.
    lock_zone(_zone_of(actor, entry_id))
    [entry] = _locked(actor, [entry_id])
    _take([entry], EntryAction.WITHDRAW, actor=actor, at=at)
    return entry


@transaction.atomic
def admit_entries(*, actor: Actor, zone_id: int, entry_ids: Sequence[int], at: datetime) -> int:
    """Admit one or many applications to a zone; either all, or none. Return how many.

    :raises ZoneFullError: when it does not hold so many.
    :raises EntryRulesError: when one fails the rules by now.
    """
    zone, entries = _of_zone(actor, zone_id, entry_ids)
    _require_kept([entry.product for entry in entries], zone, at)
    _require_room(zone, len(entries))
    _take(entries, EntryAction.ADMIT, actor=actor, at=at)
    return len(entries)


@transaction.atomic
def return_entries(*, actor: Actor, zone_id: int, entry_ids: Sequence[int], words: str, at: datetime) -> int:
    """Send one or many applications back with a reason; return how many.

    :raises EntryReasonError: without one.
    """
    _zone, entries = _of_zone(actor, zone_id, entry_ids)
    _take(entries, EntryAction.SEND_BACK, actor=actor, at=at, words=words)
    return len(entries)


@transaction.atomic
def remove_entry(*, actor: Actor, entry_id: int, words: str, at: datetime) -> ZoneEntry:
    """Take a product out of a zone with a reason; it may apply again.

    :raises EntryReasonError: without one.
    """
    [entry] = _of_zone(actor, _zone_of(actor, entry_id), [entry_id])[1]
    _take([entry], EntryAction.REMOVE, actor=actor, at=at, words=words)
    return entry


@transaction.atomic
def order_entry(*, actor: Actor, entry_id: int, move: Move, version: int) -> Zone:
    """Move a product in the order in which its zone shows goods.

    What no curator has placed stands behind, in the neutral order: moved up it becomes the last of those that are
    placed, and the last of them moved down is placed no more.

    :raises ZoneOrderError: when another curator changed the order since it was seen.
    """
    zone, [entry] = _of_zone(actor, _zone_of(actor, entry_id), [entry_id])
    if zone.order_version != version:
        raise ZoneOrderError(zone=zone.name)
    if entry.state not in ADMITTED_ENTRIES:
        raise _not_from_here(entry, str(Move(move).label))
    rows = ZoneEntry.objects.filter(zone=zone, position__isnull=False).order_by("position", "pk")
    placed = _moved(list(rows.values_list("pk", flat=True)), entry.pk, Move(move))
    records.change(ZoneEntry.objects.filter(zone=zone, position__isnull=False).exclude(pk__in=placed), position=None)
    kept = [ZoneEntry(pk=key, position=place) for place, key in enumerate(placed, start=1)]
    records.update_many(kept, "position")
    zone.order_version += 1
    records.save(zone, "order_version")
    return zone


def _moved(placed: list[int], key: int, move: Move) -> list[int]:
    place = placed.index(key) if key in placed else None
    rest = [one for one in placed if one != key]
    targets = {
        Move.FIRST: 0,
        Move.UP: len(rest) if place is None else max(place - 1, 0),
        Move.DOWN: None if place is None or place == len(rest) else place + 1,
        Move.FREE: None,
    }
    target = targets[move]
    return rest if target is None else [*rest[:target], key, *rest[target:]]


def _of_zone(actor: Actor, zone_id: int, entry_ids: Sequence[int]) -> tuple[Zone, list[ZoneEntry]]:
    """Return a zone that the actor curates and entries of it, all of them locked."""
    queries.zone_of(actor, zone_id)
    zone = lock_zone(zone_id)
    if not permissions.may_curate(zone, actor):
        raise NotAllowedError
    if not entry_ids:
        raise NoEntriesError
    entries = _locked(actor, entry_ids)
    if any(entry.zone_id != zone.pk for entry in entries):
        raise NotFoundError(what="入选申请")
    return zone, entries


def _zone_of(actor: Actor, entry_id: int) -> int:
    found = queries.entries_visible_to(actor).filter(pk=entry_id).values_list("zone_id", flat=True).first()
    if found is None:
        raise NotFoundError(what=entry_id)
    return found


def _locked(actor: Actor, entry_ids: Sequence[int]) -> list[ZoneEntry]:
    rows = queries.entries_visible_to(actor).filter(pk__in=entry_ids).order_by("pk")
    found = list(rows.select_for_update(of=("self",), no_key=True))
    if len(found) != len(set(entry_ids)):
        raise NotFoundError(what="入选申请")
    return found


def _require_kept(products: Sequence[Product], zone: Zone, at: datetime) -> None:
    kept = queries.judged([product.pk for product in products], zone, day_of(at))
    for product in products:
        found = kept[product.pk]
        if product.state not in SHOWN or not found.is_up:
            raise EntryNotListedError(name=product.name)
        if found.failed:
            raise EntryRulesError(name=product.name, zone=zone.name, rules="；".join(found.failed))


def _require_room(zone: Zone, more: int) -> None:
    if zone.capacity is None:
        return
    left = max(zone.capacity - ZoneEntry.objects.filter(zone=zone, state__in=ADMITTED_ENTRIES).count(), 0)
    if more > left:
        raise ZoneFullError(zone=zone.name, capacity=zone.capacity, left=left, chosen=more)


def _take(entries: Sequence[ZoneEntry], action: EntryAction, *, actor: Actor, at: datetime, words: str = "") -> None:
    """Take the same step with entries that are locked, write it down, put their goods on the shelf anew, and tell."""
    describing.require_plain({"words": words})
    if action in REASONED and not words.strip():
        raise EntryReasonError(fields={"words": [EntryReasonError.message]})
    for entry in entries:
        step = ZONE_ENTRY_MACHINE.step(action, entry.state)
        if step is None:
            raise _not_from_here(entry, str(action.label))
        entry.state, entry.changed_at, entry.position = EntryState(step.target), at, None
    records.update_many(entries, "state", "changed_at", "position")
    records.insert_many([_step(entry, action, actor, words.strip(), at) for entry in entries])
    put_up([entry.product_id for entry in entries], at=at)
    if action in _SAID:
        _tell(entries, action, words.strip(), at)


def _tell(entries: Sequence[ZoneEntry], action: EntryAction, words: str, at: datetime) -> None:
    """Tell each supplier once, whatever the number of its goods."""
    goods: dict[int, list[str]] = {}
    for entry in entries:
        goods.setdefault(entry.product.supplier.organisation_id, []).append(entry.product.name)
    zone = entries[0].zone
    told = [
        (
            office,
            (_SAID if len(names) == 1 else _SAID_OF_MANY)[action].format(
                name=names[0], count=len(names), zone=zone.name, words=words
            ),
            f"/zones/{zone.pk}/",
        )
        for office, names in goods.items()
    ]
    tell_suppliers(told, at=at)


def _not_from_here(entry: ZoneEntry, action: str) -> EntryStepError:
    names = {"name": entry.product.name, "zone": entry.zone.name}
    return EntryStepError(fields=None, state=entry.get_state_display(), action=action, **names)


def _step(entry: ZoneEntry, action: EntryAction, actor: Actor, words: str, at: datetime) -> ZoneEntryStep:
    return ZoneEntryStep(
        entry=entry,
        action=action,
        state=entry.state,
        user_id=actor.user_id,
        by_label=actor.label,
        by_office=actor.organisation_name,
        words=words,
        at=at,
    )
