"""Which offers stand on a page of the hall: in the order asked for, from where the page before ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from nongcai.domain.catalogue.queries.zoning import standing_of_zone
from nongcai.domain.catalogue.rules import Widening, fit_by
from nongcai.domain.catalogue.states import Sorting
from nongcai.foundation import records

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import ShelfRow
    from nongcai.domain.catalogue.queries.asking import Asked
    from nongcai.foundation.records import Compiled

# So many rows of the shelf are looked at in their order: of 400 000 they have a page where more fit than are counted.
WALK = 10_000
# Further out the shelf's name stands for fewer rows; the offset keeps the database from putting all into one.
_WALKED = """
    WITH catalogue_shelfrow AS (WITH catalogue_shelfrow AS ({walk}) {named} OFFSET 0) {picked}
"""
_BETWEEN = "~"
_PRICE = re.compile(r"[0-9]{1,10}(\.[0-9]{1,4})?")


@dataclass(frozen=True)
class Fitting:
    """The rows that fit what is asked on a day, the conditions of its words, and how many of them stand on a page."""

    rows: QuerySet[ShelfRow]
    words: Sequence[Q]
    asked: Asked
    wider: Mapping[str, Widening]
    size: int


@dataclass(frozen=True)
class Page:
    """The keys of a page, and the mark where the next one begins; no mark on the last."""

    keys: Sequence[int] = ()
    after: str = ""


def page_counted(asked: Asked, *, size: int, most: int) -> Compiled:
    """Select what `page_told` wants from what is counted, while that is all that fits."""
    if _is_ranked(asked):
        text = f"SELECT mixed || '{_BETWEEN}' || offer_id || '{_BETWEEN}' || name FROM counted"
        return f"{text} WHERE (SELECT count(*) FROM counted) <= %s", (most,)
    return ("SELECT '' WHERE false", ()) if is_curated(asked) else _order(asked).counted(asked.after, size, most)


def page_told(fitting: Fitting, told: Sequence[str]) -> Page:
    """Return the page that was selected along with the counts; an empty one where it was not."""
    if _is_ranked(fitting.asked):
        return _ranked(fitting, told)
    return _cut([(mark, int(mark.rpartition(_BETWEEN)[2])) for mark in told], fitting.size)


def page_of(fitting: Fitting) -> Page:
    """Return a page, in one or two statements; there are too many to compare their names, or a zone has its order."""
    asked, size = fitting.asked, fitting.size
    order, rows = _order(asked), fitting.rows
    has_own_order = is_curated(asked)
    if has_own_order:
        rows, order = standing_of_zone(rows, asked.zone or 0), _IN_ZONE
    picked = order.beyond(rows, asked.after).order_by(*order.by).values_list(order.column, "pk")[: size + 1]
    walked = _walked(fitting, order, picked) if fitting.words and not has_own_order else []
    told = walked if len(walked) > size else picked
    return _cut([(_mark(_plain(value), key), key) for value, key in told], size)


def _walked(fitting: Fitting, order: _Order, picked: QuerySet[ShelfRow]) -> list[tuple[Any, ...]]:
    """Select from the next `WALK` rows in their order, one after the other, until there are enough.

    Which words a name has together the database cannot foretell: of a word that is in every tenth name it would fetch
    and sort all.
    """
    shelf = picked.model.objects.all()
    walk = order.beyond(shelf.filter(is_up=True), fitting.asked.after).order_by(*order.by)[:WALK]
    named = shelf.filter(*fitting.words).order_by(*order.by)
    return records.rows_over(_WALKED, walk=walk, named=named, picked=picked)


def _cut(places: Sequence[tuple[str, int]], size: int) -> Page:
    return Page([key for _mark, key in places[:size]], places[size - 1][0] if len(places) > size else "")


def _is_ranked(asked: Asked) -> bool:
    return asked.sort == Sorting.RELEVANCE and bool(asked.query.wanted)


def is_curated(asked: Asked) -> bool:
    """Say whether goods stand as those who keep a zone placed them."""
    return asked.zone is not None and _order(asked) is _ORDERS[Sorting.RELEVANCE]


def _ranked(fitting: Fitting, told: Sequence[str]) -> Page:
    asked, wider, size = fitting.asked, fitting.wider, fitting.size
    named = (one.split(_BETWEEN, 2) for one in told)
    fit = fit_by(asked.query, widened=wider)
    keyed = sorted((-fit(name), int(mixed), int(key)) for mixed, key, name in named)
    score, mixed = _pair(asked.after, int, int) or (None, 0)
    if score is not None:
        keyed = [one for one in keyed if one[:2] > (-score, mixed)]
    picked = keyed[:size]
    keys = [key for _score, _mixed, key in picked]
    return Page(keys, _mark(-picked[-1][0], picked[-1][1]) if len(keyed) > size else "")


@dataclass(frozen=True)
class _Order:
    """A way to sort, and where a page goes on."""

    column: str
    read: Callable[[str], Any]
    is_down: bool = False

    @property
    def by(self) -> tuple[str, str]:
        """The order as Django writes it."""
        return (f"-{self.column}", "-pk") if self.is_down else (self.column, "pk")

    def beyond(self, rows: QuerySet[ShelfRow], after: str) -> QuerySet[ShelfRow]:
        """Select what comes after a mark; a mark that says nothing is the beginning."""
        pair = _pair(after, self.read, int)
        if pair is None:
            return rows
        value, key = pair
        step = "lt" if self.is_down else "gt"
        here = Q(**{f"{self.column}__{step}e": value})
        return rows.filter(here, Q(**{f"{self.column}__{step}": value}) | Q(**{f"pk__{step}": key}))

    def counted(self, after: str, size: int, most: int) -> Compiled:
        """Write the same over what is counted, which is all that fits only up to `most`."""
        pair, (way, step) = _pair(after, self.read, int), ("DESC", "<") if self.is_down else ("ASC", ">")
        beyond = f"AND ({self.column}, offer_id) {step} (%s, %s)" if pair else ""
        text = f"""
            SELECT to_json({self.column}) #>> '{{}}' || '{_BETWEEN}' || offer_id FROM counted
            WHERE (SELECT count(*) FROM counted) <= %s {beyond}
            ORDER BY {self.column} {way}, offer_id {way} LIMIT %s
        """
        return text, (most, *(pair or ()), size + 1)


def _price(text: str) -> Decimal:
    if not _PRICE.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


_ORDERS = {
    Sorting.RELEVANCE.value: _Order("mixed", int),
    Sorting.PRICE.value: _Order("unit_price", _price),
    Sorting.NEWEST.value: _Order("listed_at", _moment, is_down=True),
}
_IN_ZONE = _Order("standing", int)


def _order(asked: Asked) -> _Order:
    return _ORDERS.get(asked.sort, _ORDERS[Sorting.RELEVANCE])


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _mark(value: object, key: int) -> str:
    return f"{value}{_BETWEEN}{key}"


def _pair(text: str, first: Callable[[str], Any], second: Callable[[str], int]) -> tuple[Any, int] | None:
    value, _between, key = text.partition(_BETWEEN)
    try:
        return first(value), second(key)
    except ValueError:
        return None
