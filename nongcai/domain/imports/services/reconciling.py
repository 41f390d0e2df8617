"""Settling what could not be matched: the facts follow at once, and the next import remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.imports.errors import OutsideScopeError, UnknownItemError
from nongcai.domain.imports.models import ItemKind, ReconciliationItem
from nongcai.domain.imports.rules import buyer_of
from nongcai.domain.imports.services import following, identifying
from nongcai.domain.imports.services.answering import remember
from nongcai.domain.imports.services.running import loaded_runs
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor


# A code that is used again for another unit is put right in the directory, not here.
_WITHOUT_UNIT = {ItemKind.RECODED, ItemKind.CREDIT_CODE}


@transaction.atomic
def settle(*, actor: Actor, item_id: int, unit_id: int | None, at: datetime) -> ReconciliationItem:
    """Say which unit is meant; without one, that a unit is new or that a code was looked at.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownItemError: when nothing of that number waits in the actor's bureau.
    :raises OutsideScopeError: when the unit lies outside the actor's subtree.
    """
    permissions.require_finance(actor)
    item = (
        ReconciliationItem.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=item_id, node_id=actor.organisation_id, settled_at=None)
        .first()
    )
    if item is None:
        raise UnknownItemError(what=item_id)
    needs_unit = item.kind not in _WITHOUT_UNIT
    in_scope = unit_id is not None and organisations.visible_to(actor).filter(pk=unit_id, kind="unit").exists()
    if (needs_unit or unit_id is not None) and not in_scope:
        raise OutsideScopeError
    _carry_out(actor, item, unit_id, at)
    item.unit_id, item.settled_at, item.settled_by_id = unit_id, at, actor.user_id
    records.save(item, "unit", "settled_at", "settled_by")
    return item


@transaction.atomic
def settle_many(*, actor: Actor, choices: Mapping[int, int | None], at: datetime) -> int:
    """Settle several items at once, all or none; return how many."""
    for item_id in sorted(choices):
        settle(actor=actor, item_id=item_id, unit_id=choices[item_id], at=at)
    return len(choices)


def _carry_out(actor: Actor, item: ReconciliationItem, unit_id: int | None, at: datetime) -> None:
    if item.kind == ItemKind.CREDIT_CODE:
        return
    text = str(unit_id) if unit_id else identifying.NEW_UNIT
    remember(actor=actor, node_id=item.node_id, kind=item.kind, key=item.key, text=text, at=at)
    runs = loaded_runs(item.node_id)
    if item.kind in {ItemKind.RENAMED, ItemKind.RECODED}:
        following.list_unit(actor, item, unit_id, runs, at)
    elif unit_id is None:
        raise OutsideScopeError
    elif item.kind == ItemKind.BUYER:
        following.attribute(buyer_of(item.key), unit_id, runs, at, rule="settled")
    elif item.kind == ItemKind.FILING_UNIT:
        following.file(actor, item.key, unit_id, runs, at)
    else:
        following.open_accounts(actor, item.key, unit_id, runs, at)
        following.count_bought(item.run, actor, runs, at)
