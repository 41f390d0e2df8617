"""Settling what could not be matched: the facts follow at once, and the next import remembers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.imports.errors import OutsideScopeError, UnknownItemError
from nongcai.domain.imports.models import (
    ImportRun,
    ImportSheet,
    ItemKind,
    Outcome,
    ReconciliationItem,
    StagedAccount,
    StagedFiling,
    StagedUnit,
)
from nongcai.domain.imports.rules import buyer_of
from nongcai.domain.imports.services import identifying
from nongcai.domain.imports.services.answering import remember
from nongcai.domain.imports.services.translating import account, listed, told
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.shares import services as shares
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions import services as transaction_services
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def settle(*, actor: Actor, item_id: int, unit_id: int | None, at: datetime) -> ReconciliationItem:
    """Say which unit is meant; without one, that a new unit is meant or that the matter was looked at.

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
    needs_unit = item.kind not in {ItemKind.RENAMED, ItemKind.RECODED, ItemKind.CREDIT_CODE}
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
    runs = list(ImportRun.objects.filter(node_id=item.node_id).values_list("pk", flat=True))
    if item.kind in {ItemKind.RENAMED, ItemKind.RECODED}:
        _list_unit(actor, item, unit_id, runs, at)
    elif unit_id is None:
        raise OutsideScopeError
    elif item.kind == ItemKind.BUYER:
        _attribute(item.key, unit_id, runs, at)
    elif item.kind == ItemKind.FILING_UNIT:
        _file(actor, item.key, unit_id, runs, at)
    else:
        _open_accounts(actor, item.key, unit_id, runs, at)


def _attribute(key: str, unit_id: int, runs: list[int], at: datetime) -> None:
    buyer = buyer_of(key)
    orders = transactions.waiting(runs).filter(
        buyer_kind=buyer.kind,
        buyer_code=buyer.code,
        buyer_name=buyer.name,
        bound_unit_code=buyer.bound_unit_code,
    )
    transaction_services.attribute(orders=orders, unit_id=unit_id, rule="settled", at=at)


def _file(actor: Actor, unit_code: str, unit_id: int, runs: list[int], at: datetime) -> None:
    waiting = StagedFiling.objects.filter(run_id__in=runs, unit_code=unit_code, outcome=Outcome.WAITING)
    for row in waiting.order_by("id"):
        shares.record_filings(actor=actor, year=row.year or 0, rows=[told(row, unit_id, at)], at=at, run_id=row.run_id)
    records.change(waiting, outcome=Outcome.LOADED)


def _open_accounts(actor: Actor, unit_code: str, unit_id: int, runs: list[int], at: datetime) -> None:
    waiting = StagedAccount.objects.filter(run_id__in=runs, unit_code=unit_code, outcome=Outcome.WAITING)
    region = organisations.regions_of({unit_id})[unit_id]
    rows = list(waiting)
    years = [year for year in ImportSheet.objects.filter(run_id__in=runs).values_list("year", flat=True) if year]
    organisation_services.open_buyer_accounts(
        actor=actor,
        accounts=[account(row, unit_id, region) for row in rows],
        since=date(max(years, default=at.year), 1, 1),
        at=at,
    )
    for row in rows:
        if row.credit_code:
            orders = transactions.waiting(runs).filter(
                buyer_kind=row.buyer_kind, buyer_code=row.credit_code, bound_unit_code=""
            )
            transaction_services.attribute(orders=orders, unit_id=unit_id, rule="account_table", at=at)
    records.change(waiting, outcome=Outcome.LOADED)


def _list_unit(actor: Actor, item: ReconciliationItem, unit_id: int | None, runs: list[int], at: datetime) -> None:
    for row in StagedUnit.objects.filter(run_id__in=runs, outcome=Outcome.WAITING, name=item.name):
        if identifying.key_of(row) != item.key:
            continue
        row.organisation_id = unit_id
        year = ImportSheet.objects.values_list("year", flat=True).get(pk=row.sheet_id)
        organisation_services.list_units(actor=actor, year=year or at.year, rows=[listed(row)], at=at)
        row.outcome = Outcome.LOADED
        records.save(row, "outcome")
