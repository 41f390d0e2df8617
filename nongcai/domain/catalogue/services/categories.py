"""The platform keeps the tree of categories, and what each asks of its products."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import (
    CategoryBelowItselfError,
    CategoryInUseError,
    CategoryTooDeepError,
    UnknownPapersError,
)
from nongcai.domain.catalogue.models import Category, CategoryAttribute, Product
from nongcai.domain.catalogue.rules import describing
from nongcai.domain.catalogue.services.shelving import put_up
from nongcai.domain.suppliers.states import PaperKind
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

LEVELS = 4
SEED = Path(__file__).resolve().parents[1] / "data" / "categories.csv"
_TREE = "catalogue:categories"


@dataclass(frozen=True)
class ToldCategory:
    """A category: below which, its name, the kinds of papers that it wants, and where it stands among its like."""

    name: str
    parent_id: int | None = None
    needs: Sequence[str] = ()
    position: int = 0


@dataclass(frozen=True)
class ToldAttribute:
    """What a category asks of its products."""

    name: str
    kind: str
    choices: Sequence[str] = ()
    is_required: bool = True
    position: int = 0
    is_priced: bool = False


def lock_tree() -> None:
    """Let nobody else change the tree until the end of the transaction: two moves could make a circle."""
    records.lock_keys([_TREE])


@transaction.atomic
def add_category(*, actor: Actor, told: ToldCategory, at: datetime) -> Category:
    """Add a category.

    :raises CategoryTooDeepError: below the last level.
    :raises CategoryInUseError: below one in which products stand.
    :raises InvalidError: when its parent has one of this name.
    """
    permissions.require_keeper(actor)
    lock_tree()
    return _added(told, at)


@transaction.atomic
def change_category(
    *, actor: Actor, category_id: int, name: str, needs: Sequence[str], position: int, at: datetime
) -> Category:
    """Rename a category, say which papers it wants and where it stands among its like.

    :raises InvalidError: when its parent has another of this name.
    :raises UnknownPapersError: when it wants papers that there are not.
    """
    permissions.require_keeper(actor)
    lock_tree()
    category = _locked(category_id)
    describing.require_plain({"name": name})
    _require_kinds(needs)
    category.name, category.needs, category.position = name.strip(), sorted(set(needs)), position
    records.save(category, "name", "needs", "position")
    _shelve(category, at)
    return category


@transaction.atomic
def move_category(*, actor: Actor, category_id: int, parent_id: int | None, at: datetime) -> Category:
    """Put a category, with all below it, under another, or at the root.

    :raises CategoryBelowItselfError: under itself or what stands below it.
    :raises CategoryTooDeepError: when something would stand below the last level.
    :raises CategoryInUseError: under one in which products stand.
    """
    permissions.require_keeper(actor)
    lock_tree()
    category = _locked(category_id)
    parent = _parent(parent_id)
    old = category.path
    if parent is not None and describing.is_below(parent.path, old):
        raise CategoryBelowItselfError(name=category.name)
    new = f"{parent.path if parent else ''}{category.pk}."
    below = Category.objects.filter(path__startswith=old)
    deepest = max(describing.depth_of(path) for path in below.values_list("path", flat=True))
    if deepest - describing.depth_of(old) + describing.depth_of(new) > LEVELS:
        raise CategoryTooDeepError(levels=LEVELS)
    category.parent = parent
    records.save(category, "parent")
    _repath(old, new)
    category.path = new
    _shelve(category, at)
    return category


@transaction.atomic
def open_category(*, actor: Actor, category_id: int, is_open: bool, at: datetime) -> Category:
    """Let a category take products, or no more; those that stand in it stay."""
    permissions.require_keeper(actor)
    category = _locked(category_id)
    category.is_open = is_open
    records.save(category, "is_open")
    _shelve(category, at)
    return category


@transaction.atomic
def ask_attribute(*, actor: Actor, category_id: int, told: ToldAttribute) -> CategoryAttribute:
    """Let a category ask something of its products; those that are listed answer when they change.

    :raises InvalidError: when it asks this already, or offers no choices.
    """
    permissions.require_keeper(actor)
    return _asked(_locked(category_id), told)


@transaction.atomic
def change_attribute(*, actor: Actor, attribute_id: int, told: ToldAttribute) -> CategoryAttribute:
    """Change what a category asks; its kind stays, for answers were given to it.

    :raises NotFoundError: when there is no such attribute.
    """
    permissions.require_keeper(actor)
    row = CategoryAttribute.objects.select_for_update(no_key=True).filter(pk=attribute_id).first()
    if row is None:
        raise NotFoundError(what=attribute_id)
    describing.require_plain({"name": told.name, "choices": " ".join(told.choices)})
    row.name, row.choices = told.name.strip(), list(dict.fromkeys(told.choices))
    row.is_required, row.position, row.is_priced = told.is_required, told.position, told.is_priced
    records.save(row, "name", "choices", "is_required", "position", "is_priced")
    return row


@transaction.atomic
def plant_categories(*, actor: Actor, at: datetime) -> int:
    """Add what is missing of the tree that comes with the system; return how many categories. What is there stays."""
    permissions.require_keeper(actor)
    lock_tree()
    there = {(row.parent_id, row.name): row for row in Category.objects.all()}
    count = 0
    for position, (above, told, attributes) in enumerate(_seed()):
        parent = there[(None, above)] if above else None
        key = (parent.pk if parent else None, told.name)
        if key in there:
            continue
        placed = ToldCategory(told.name, key[0], told.needs, position)
        there[key] = _added(placed, at)
        for attribute in attributes:
            _asked(there[key], attribute)
        count += 1
    return count


def _seed() -> list[tuple[str, ToldCategory, list[ToldAttribute]]]:
    """Read above, name, needs, attributes: 等级*=一级/二级;产季? is a choice that sets prices and an optional text."""
    with SEED.open(encoding="utf-8", newline="") as file:
        return [
            (row["above"], ToldCategory(row["name"], needs=row["needs"].split()), _attributes(row["attributes"]))
            for row in csv.DictReader(file)
        ]


def _attributes(text: str) -> list[ToldAttribute]:
    found = []
    for position, part in enumerate(one for one in text.split(";") if one):
        named, _, choices = part.partition("=")
        name = named.removesuffix("?")
        kind = "choice" if choices else "text"
        listed = choices.split("/") if choices else ()
        told = ToldAttribute(name.removesuffix("*"), kind, listed, name == named, position)
        found.append(replace(told, is_priced=name.endswith("*")))
    return found


def _added(told: ToldCategory, _at: datetime) -> Category:
    parent = _parent(told.parent_id)
    if parent is not None and describing.depth_of(parent.path) >= LEVELS:
        raise CategoryTooDeepError(levels=LEVELS)
    describing.require_plain({"name": told.name})
    _require_kinds(told.needs)
    row = Category(parent=parent, name=told.name.strip(), position=told.position, needs=sorted(set(told.needs)))
    records.save(row)
    row.path = f"{parent.path if parent else ''}{row.pk}."
    records.save(row, "path")
    return row


def _asked(category: Category, told: ToldAttribute) -> CategoryAttribute:
    describing.require_plain({"name": told.name, "choices": " ".join(told.choices)})
    row = CategoryAttribute(
        category=category,
        name=told.name.strip(),
        kind=told.kind,
        choices=list(dict.fromkeys(told.choices)) if told.kind == describing.CHOICE else [],
        is_required=told.is_required,
        position=told.position,
        is_priced=told.is_priced,
    )
    records.save(row)
    return row


def _parent(parent_id: int | None) -> Category | None:
    if parent_id is None:
        return None
    parent = queries.category_of(parent_id)
    if Product.objects.filter(category=parent).exists():
        raise CategoryInUseError(name=parent.name)
    return parent


def _locked(category_id: int) -> Category:
    found = Category.objects.select_for_update(of=("self",), no_key=True).filter(pk=category_id).first()
    if found is None:
        raise NotFoundError(what=category_id)
    return found


def _repath(old: str, new: str) -> None:
    below = Category.objects.filter(path__startswith=old)
    records.change(below, path=Concat(Value(new), Substr(F("path"), len(old) + 1)))


def _shelve(category: Category, at: datetime) -> None:
    """Products that were listed stand on the shelf with their category's path and needs."""
    rows = Product.objects.filter(category__path__startswith=category.path, listed_at__isnull=False)
    put_up(list(rows.values_list("pk", flat=True)), at=at)


def _require_kinds(needs: Sequence[str]) -> None:
    if set(needs) - set(PaperKind.values):
        raise UnknownPapersError(fields={"needs": [UnknownPapersError.message]})
