"""Reading the tree of categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from nongcai.domain.catalogue.models import Category, CategoryAttribute
from nongcai.domain.catalogue.rules.describing import Asked
from nongcai.foundation.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable


def categories() -> list[Category]:
    """Return the whole tree, each before what stands below it, in the order of their positions."""
    rows = list(Category.objects.order_by("position", "pk"))
    below: dict[int | None, list[Category]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    found: list[Category] = []

    def walk(parent: int | None) -> None:
        for row in below.get(parent, []):
            found.append(row)
            walk(row.pk)

    walk(None)
    return found


def category_of(category_id: int) -> Category:
    """Return a category.

    :raises NotFoundError: when there is none.
    """
    found = Category.objects.filter(pk=category_id).first()
    if found is None:
        raise NotFoundError(what=category_id)
    return found


def open_leaves() -> QuerySet[Category]:
    """Select the categories that take products: open, with none below."""
    below = Category.objects.filter(parent=OuterRef("pk"))
    return Category.objects.filter(~Exists(below), is_open=True).select_related("parent").order_by("path")


def attributes_of(category: Category) -> list[CategoryAttribute]:
    """Return what a category asks of its products, with what those above it ask, from the root down."""
    rows = CategoryAttribute.objects.filter(category_id__in=_ids(category.path))
    return sorted(rows, key=lambda row: (_ids(category.path).index(row.category_id), row.position, row.pk))


def attribute(attribute_id: int) -> CategoryAttribute | None:
    """Return what a category asks."""
    return CategoryAttribute.objects.filter(pk=attribute_id).select_related("category").first()


def asked_by(category: Category) -> list[Asked]:
    """Return what a category asks, as the rules take it."""
    return [Asked(row.pk, row.name, row.kind, row.choices, row.is_required) for row in attributes_of(category)]


def needs_of(category: Category) -> list[str]:
    """Return the kinds of papers that a category and those above it want."""
    rows = Category.objects.filter(pk__in=_ids(category.path)).values_list("needs", flat=True)
    return sorted({kind for needs in rows for kind in needs})


def names_above(rows: Iterable[Category]) -> dict[int, str]:
    """Map categories to their names from the root down: 粮油 › 大米."""
    wanted = list(rows)
    ids = {one for row in wanted for one in _ids(row.path)}
    names = dict(Category.objects.filter(pk__in=ids).values_list("pk", "name"))
    return {row.pk: " › ".join(names[one] for one in _ids(row.path)) for row in wanted}


def _ids(path: str) -> list[int]:
    return [int(one) for one in path.split(".") if one]
