"""Settling what could not be matched: the facts follow at once, and the next import remembers."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.imports.errors import (
    NotRevisableError,
    OutsideReasonMissingError,
    OutsideScopeError,
    ReasonMissingError,
    SameUnitError,
    UnitBeforeOutsideScopeError,
    UnknownItemError,
)
from nongcai.domain.imports.models import ItemAction, ItemKind, ReconciliationItem, ReconciliationStep
from nongcai.domain.imports.rules import SETTLED, buyer_of
from nongcai.domain.imports.services import following, identifying
from nongcai.domain.imports.services.answering import forget, remember
from nongcai.domain.imports.services.running import loaded_runs
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions import services as transaction_services
from nongcai.domain.transactions.rules import OUTSIDE
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor


# A code that is used again for another unit is put right in the directory, not here.
_WITHOUT_UNIT = {ItemKind.BUYER, ItemKind.RECODED, ItemKind.CREDIT_CODE}


@transaction.atomic
def settle(*, actor: Actor, item_id: int, unit_id: int | None, at: datetime, reason: str = "") -> ReconciliationItem:
    """Say which unit is meant; without one, that a unit is new, a code was looked at, or a buyer is of another region.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownItemError: when nothing of that number waits in the actor's bureau.
    :raises OutsideScopeError: when the unit lies outside the actor's subtree.
    :raises ReasonMissingError: when nobody says why a buyer counts to no unit here.
    """
    item = _lock(actor, item_id, is_settled=False)
    if item.kind == ItemKind.BUYER and unit_id is None and not reason.strip():
        raise OutsideReasonMissingError(name=item)
    if item.kind not in _WITHOUT_UNIT or unit_id is not None:
        _require_in_scope(actor, unit_id)
    _carry_out(actor, item, unit_id, at)
    _keep(actor, item, ItemAction.SETTLE, unit_id, reason=reason, at=at)
    return item


@transaction.atomic
def settle_many(*, actor: Actor, choices: Mapping[int, int | None], at: datetime, reason: str = "") -> int:
    """Settle several items at once, all or none; return how many."""
    for item_id in sorted(choices):
        settle(actor=actor, item_id=item_id, unit_id=choices[item_id], at=at, reason=reason)
    return len(choices)


@transaction.atomic
def revise(*, actor: Actor, item_id: int, unit_id: int, reason: str, at: datetime) -> ReconciliationItem:
    """Settle a buyer on another unit (改判): what counted by the first decision counts there, in the orders' years.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownItemError: when nothing of that number was settled in the actor's bureau.
    :raises NotRevisableError: when it is no buyer.
    :raises ReasonMissingError: when nobody says why.
    :raises OutsideScopeError: when the unit lies outside the actor's subtree.
    :raises SameUnitError: when it stands on that unit.
    :raises UnitBeforeOutsideScopeError: when the unit on which it stands lies outside the actor's subtree.
    """
    item = _lock_settled(actor, item_id, reason)
    _require_in_scope(actor, unit_id)
    if item.kind != ItemKind.BUYER:
        raise NotRevisableError(what=item.get_kind_display())
    if item.unit_id == unit_id:
        raise SameUnitError
    _move(actor, item, unit_id, at)
    remember(actor=actor, node_id=item.node_id, kind=item.kind, key=item.key, text=str(unit_id), at=at)
    _keep(actor, item, ItemAction.REVISE, unit_id, reason=reason, at=at)
    return item


@transaction.atomic
def reopen(*, actor: Actor, item_id: int, reason: str, at: datetime) -> ReconciliationItem:
    """Let a settled matter wait again: its orders count to nobody, and the next import does not remember it.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownItemError: when nothing of that number was settled in the actor's bureau.
    :raises NotRevisableError: when it stands in the directory, the filings or the accounts.
    :raises ReasonMissingError: when nobody says why.
    :raises UnitBeforeOutsideScopeError: when the unit on which it stands lies outside the actor's subtree.
    """
    item = _lock_settled(actor, item_id, reason)
    _move(actor, item, None, at)
    forget(actor=actor, node_id=item.node_id, kind=item.kind, key=item.key, at=at)
    _keep(actor, item, ItemAction.REOPEN, None, reason=reason, at=at)
    if item.kind == ItemKind.BUYER:
        # Later imports may have counted more to the unit than waited at first.
        waiting = transactions.waiting(loaded_runs(item.node_id)) & transactions.bought_by(*astuple(buyer_of(item.key)))
        item.orders, item.amount = transactions.sum_of(waiting)
        records.save(item, "orders", "amount")
    return item


def _lock(actor: Actor, item_id: int, *, is_settled: bool) -> ReconciliationItem:
    permissions.require_finance(actor)
    # Before the item, as a load does, which writes the items last.
    transaction_services.lock_orders()
    item = (
        ReconciliationItem.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=item_id, node_id=actor.organisation_id, settled_at__isnull=not is_settled)
        .first()
    )
    if item is None:
        raise UnknownItemError(what=item_id)
    return item


def _lock_settled(actor: Actor, item_id: int, reason: str) -> ReconciliationItem:
    item = _lock(actor, item_id, is_settled=True)
    if not item.is_revisable:
        raise NotRevisableError(what=item.get_kind_display())
    if not reason.strip():
        raise ReasonMissingError
    return item


def _require_in_scope(actor: Actor, unit_id: int | None) -> None:
    if unit_id is None or not _is_in_scope(actor, unit_id):
        raise OutsideScopeError


def _is_in_scope(actor: Actor, unit_id: int) -> bool:
    return organisations.visible_to(actor).filter(pk=unit_id, kind="unit").exists()


def _move(actor: Actor, item: ReconciliationItem, unit_id: int | None, at: datetime) -> None:
    if item.kind == ItemKind.BUYER and (item.unit_id or item.is_outside):
        if item.unit_id and not _is_in_scope(actor, item.unit_id):
            raise UnitBeforeOutsideScopeError
        following.move(buyer_of(item.key), item.unit_id, unit_id, loaded_runs(item.node_id), at)


def _keep(
    actor: Actor, item: ReconciliationItem, action: str, unit_id: int | None, *, reason: str, at: datetime
) -> None:
    is_open = action == ItemAction.REOPEN
    item.unit_id, item.is_outside = unit_id, item.kind == ItemKind.BUYER and unit_id is None and not is_open
    item.settled_at, item.settled_by_id = (None, None) if is_open else (at, actor.user_id)
    records.save(item, "unit", "is_outside", "settled_at", "settled_by")
    step = ReconciliationStep(
        item=item, action=action, unit_id=unit_id, reason=reason.strip(), at=at, by_id=actor.user_id
    )
    records.save(step)


def _carry_out(actor: Actor, item: ReconciliationItem, unit_id: int | None, at: datetime) -> None:
    if item.kind == ItemKind.CREDIT_CODE:
        return
    without_unit = OUTSIDE if item.kind == ItemKind.BUYER else identifying.NEW_UNIT
    text = str(unit_id) if unit_id else without_unit
    remember(actor=actor, node_id=item.node_id, kind=item.kind, key=item.key, text=text, at=at)
    runs = loaded_runs(item.node_id)
    if item.kind in {ItemKind.RENAMED, ItemKind.RECODED}:
        following.list_unit(actor, item, unit_id, runs, at)
    elif unit_id is None:
        following.set_aside(buyer_of(item.key), runs, at)
    elif item.kind == ItemKind.BUYER:
        following.attribute(buyer_of(item.key), unit_id, runs, at, rule=SETTLED)
    elif item.kind == ItemKind.FILING_UNIT:
        following.file(actor, item.key, unit_id, runs, at)
    else:
        following.open_accounts(actor, item.key, unit_id, runs, at)
        following.count_bought(item.run, actor, runs, at)
