"""Long lists come page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from ninja import Query, Schema

LONGEST = 200

Item = TypeVar("Item")
PageNumber = Annotated[int, Query(ge=1, description="which page, from 1")]
PageSize = Annotated[int, Query(ge=1, le=LONGEST, description="how many on a page")]


class Page(Schema, Generic[Item]):
    """Some rows of many; `count` is how many there are in all."""

    count: int
    page: int
    pages: int
    items: list[Item]


def paged(
    rows: QuerySet[Any] | Sequence[Any], page: int, page_size: int, shaped: Callable[[Any], Item]
) -> dict[str, Any]:
    """Return a page of rows, each shaped; a page past the last is the last."""
    found = Paginator(rows, page_size).get_page(page)
    return {
        "count": found.paginator.count,
        "page": found.number,
        "pages": found.paginator.num_pages,
        "items": [shaped(row) for row in found],
    }
