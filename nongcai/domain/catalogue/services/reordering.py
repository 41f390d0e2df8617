"""A unit keeps lists of what it buys again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import ReorderFullError, ReorderNothingError, ReorderQuantityError
from nongcai.domain.catalogue.models import ReorderLine, ReorderList
from nongcai.domain.catalogue.rules import describing
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

LISTS, LINES, LARGEST = 50, 200, 99_999


@transaction.atomic
def add_list(*, actor: Actor, name: str, at: datetime) -> ReorderList:
    """Begin a list of the own unit.

    :raises NotAllowedError: when the actor acts for no unit.
    :raises ReorderFullError: when the unit has as many as it may.
    :raises InvalidError: when it has one of this name.
    """
    unit = permissions.buys_for(actor)
    if unit is None:
        raise NotAllowedError
    if queries.lists_visible_to(actor).count() >= LISTS:
        raise ReorderFullError(lists=LISTS, lines=LINES)
    describing.require_plain({"name": name})
    made = ReorderList(unit_id=unit, name=name.strip(), created_at=at)
    records.save(made)
    return made


@transaction.atomic
def rename_list(*, actor: Actor, list_id: int, name: str) -> ReorderList:
    """Give a list another name.

    :raises InvalidError: when the unit has one of this name.
    """
    listed = _locked(actor, list_id)
    describing.require_plain({"name": name})
    listed.name = name.strip()
    records.save(listed, "name")
    return listed


@transaction.atomic
def copy_list(*, actor: Actor, list_id: int, name: str, at: datetime) -> ReorderList:
    """Begin a list with the lines of another, which keep the day and the price of when they were put there."""
    listed = _locked(actor, list_id)
    made = add_list(actor=actor, name=name, at=at)
    records.insert_many(
        [
            ReorderLine(list=made, offer_id=row.offer_id, quantity=row.quantity, price=row.price, added_at=row.added_at)
            for row in ReorderLine.objects.filter(list=listed).order_by("pk")
        ]
    )
    return made


@transaction.atomic
def remove_list(*, actor: Actor, list_id: int) -> None:
    """Remove a list with its lines."""
    listed = _locked(actor, list_id)
    records.remove(ReorderList.objects.filter(pk=listed.pk))


@transaction.atomic
def put_on_list(
    *, actor: Actor, list_id: int | None, quantities: Mapping[int, int], at: datetime, name: str = ""
) -> ReorderList:
    """Put offers that show on a list, or on a new one of a name, each with its usual quantity, or put them there anew.

    :raises ReorderNothingError: when none of them shows.
    :raises ReorderQuantityError: when a quantity is none.
    :raises ReorderFullError: when the list would have more lines than it may.
    """
    listed = add_list(actor=actor, name=name, at=at) if list_id is None else _locked(actor, list_id)
    rows = queries.offers_to_list(quantities, day_of(at))
    if not rows:
        raise ReorderNothingError
    for quantity in quantities.values():
        _require_quantity(quantity)
    records.remove(ReorderLine.objects.filter(list=listed, offer_id__in=[row.pk for row in rows]))
    if ReorderLine.objects.filter(list=listed).count() + len(rows) > LINES:
        raise ReorderFullError(lists=LISTS, lines=LINES)
    records.insert_many(
        [
            ReorderLine(list=listed, offer_id=row.pk, quantity=quantities[row.pk], price=row.price, added_at=at)
            for row in rows
        ]
    )
    return listed


@transaction.atomic
def change_line(*, actor: Actor, line_id: int, quantity: int) -> ReorderLine:
    """Say how much of an offer is usual.

    :raises ReorderQuantityError: when that is no quantity.
    """
    _require_quantity(quantity)
    line = _line(actor, line_id)
    line.quantity = quantity
    records.save(line, "quantity")
    return line


@transaction.atomic
def remove_line(*, actor: Actor, line_id: int) -> ReorderList:
    """Take an offer off a list."""
    line = _line(actor, line_id)
    records.remove(ReorderLine.objects.filter(pk=line.pk))
    return line.list


def _require_quantity(quantity: int) -> None:
    if not 0 < quantity <= LARGEST:
        raise ReorderQuantityError(fields={"quantity": [ReorderQuantityError.message]})


def _locked(actor: Actor, list_id: int) -> ReorderList:
    seen = queries.lists_visible_to(actor).order_by().values("pk")
    found = ReorderList.objects.select_for_update(no_key=True).filter(pk=list_id, pk__in=seen).first()
    if found is None:
        raise NotFoundError(what=list_id)
    return found


def _line(actor: Actor, line_id: int) -> ReorderLine:
    rows = queries.lines_visible_to(actor).select_related("list").select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=line_id).first()
    if found is None:
        raise NotFoundError(what=line_id)
    return found
