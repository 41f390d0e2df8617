"""Finding offers in the hall: how many there are of what, a page of them, and what to give up when there are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Value

from nongcai.domain.catalogue.models import ShelfRow
from nongcai.domain.catalogue.queries.asking import Asked, conditions
from nongcai.domain.catalogue.queries.showing import shown, with_held
from nongcai.domain.catalogue.queries.wording import Branch, Vocabulary, vocabulary, widened
from nongcai.domain.catalogue.rules import Widening, fit, marked
from nongcai.domain.catalogue.states import Certificate, Measured, Sorting
from nongcai.domain.regions import queries as regions
from nongcai.domain.regions.queries import CountyName, Places
from nongcai.foundation.errors import NotFoundError

# Counting ends here: what is more is said to be more.
MOST = 1000
ROWS = 20
_BETWEEN = "~"
_PRICE = re.compile(r"[0-9]{1,10}(\.[0-9]{1,4})?")


class _Counted(NamedTuple):
    offer_id: int
    name: str
    category_path: str
    province_code: str
    county_code: str
    withheld: list[str]
    in_stock: bool
    measured: str
    mixed: int
    held: list[str]


@dataclass(frozen=True)
class Option:
    """A value that a filter may take, how many offers it leaves, and whether it is taken."""

    value: str
    label: str
    count: int
    is_taken: bool = False


@dataclass(frozen=True)
class Relaxed:
    """A filter, or a word, that could be given up, and how many offers there would be."""

    name: str
    value: str
    count: int


@dataclass(frozen=True)
class Found:
    """A page of the hall. Counts beyond `MOST` are that and more; where `is_more`, those of options are at least so."""

    asked: Asked
    total: int
    is_more: bool
    rows: Sequence[ShelfRow]
    after: str
    options: Mapping[str, list[Option]]
    way: Sequence[Branch]
    relaxed: Sequence[Relaxed]
    widened: Mapping[str, Widening]
    places: Places

    def parts(self, name: str) -> list[tuple[str, bool]]:
        """Cut a name into parts, each with whether it was looked for."""
        return marked(name, self.asked.query, widened=self.widened)

    def place(self, code: str) -> str:
        """Say where a county lies."""
        county = self.places.county(code)
        return county.place if county else ""


def find(asked: Asked, on: date, *, size: int = ROWS, is_widened: bool = True) -> Found:
    """Return a page of the offers that show on a day and are asked for, with counts; in four statements.

    :raises NotFoundError: when the category is not there.
    """
    known = vocabulary(asked.query.wanted if is_widened else (), on)
    branch = known.branch(asked.category)
    if asked.category is not None and branch is None:
        raise NotFoundError(what=asked.category)
    places = regions.places()
    wider = widened(asked.query, known, places.counties) if is_widened else {}
    parts = conditions(asked, branch.path if branch else "", wider, on, known.lists.get(asked.listed, frozenset()))
    rows = _narrowed(shown(on), parts.values())
    counted = _counted(rows, on)
    total, is_more = min(len(counted), MOST), len(counted) > MOST
    whole = with_held(rows, on).select_related("offer__product", "supplier")
    page, after = _page(whole, counted, asked, wider, size) if counted else ([], "")
    return Found(
        asked=asked,
        total=total,
        is_more=is_more,
        rows=page,
        after=after,
        options=_options(asked, counted[:MOST], known, places),
        way=known.way_to(branch) if branch else [],
        relaxed=_relaxed(parts, on) if not counted else [],
        widened=wider,
        places=places,
    )


def newest(on: date, size: int) -> list[ShelfRow]:
    """Return the offers that came last."""
    rows = with_held(shown(on), on).select_related("offer__product", "supplier")
    return list(rows.order_by("-listed_at", "-offer")[:size])


def _narrowed(rows: QuerySet[ShelfRow], parts: Iterable[Q]) -> QuerySet[ShelfRow]:
    for part in parts:
        rows = rows.filter(part)
    return rows


def _counted(rows: QuerySet[ShelfRow], on: date) -> list[_Counted]:
    picked = with_held(rows, on).values_list(*_Counted._fields)[: MOST + 1]
    return [_Counted(*row) for row in picked]


def _page(
    whole: QuerySet[ShelfRow], counted: list[_Counted], asked: Asked, wider: Mapping[str, Widening], size: int
) -> tuple[list[ShelfRow], str]:
    if asked.sort == Sorting.RELEVANCE and asked.query.wanted and len(counted) <= MOST:
        return _ranked(whole, counted, asked, wider, size)
    order = _ORDERS.get(asked.sort, _ORDERS[Sorting.RELEVANCE])
    found = list(order.beyond(whole, asked.after).order_by(*order.by)[: size + 1])
    more = len(found) > size
    return found[:size], order.mark(found[size - 1]) if more else ""


def _ranked(
    whole: QuerySet[ShelfRow], counted: list[_Counted], asked: Asked, wider: Mapping[str, Widening], size: int
) -> tuple[list[ShelfRow], str]:
    keyed = sorted((-fit(one.name, asked.query, widened=wider), one.mixed, one.offer_id) for one in counted)
    score, mixed = _pair(asked.after, int, int) or (None, 0)
    if score is not None:
        keyed = [one for one in keyed if one[:2] > (-score, mixed)]
    picked = keyed[:size]
    places = {offer_id: place for place, (_score, _mixed, offer_id) in enumerate(picked)}
    found = sorted(whole.filter(pk__in=places), key=lambda row: places[row.pk])
    more = len(keyed) > size
    return found, _mark(-picked[-1][0], picked[-1][1]) if more else ""


@dataclass(frozen=True)
class _Order:
    """A way to sort, where a page goes on, and how its end is marked."""

    by: tuple[str, str]
    column: str
    read: Callable[[str], Any]
    is_down: bool = False

    def beyond(self, rows: QuerySet[ShelfRow], after: str) -> QuerySet[ShelfRow]:
        """Select what comes after a mark; a mark that says nothing is the beginning."""
        pair = _pair(after, self.read, int)
        if pair is None:
            return rows
        value, key = pair
        step = "lt" if self.is_down else "gt"
        here = Q(**{f"{self.column}__{step}e": value})
        return rows.filter(here, Q(**{f"{self.column}__{step}": value}) | Q(**{f"pk__{step}": key}))

    def mark(self, row: ShelfRow) -> str:
        """Say where a page ends."""
        value = getattr(row, self.column)
        return _mark(value.isoformat() if isinstance(value, datetime) else value, row.pk)


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
    Sorting.RELEVANCE.value: _Order(("mixed", "pk"), "mixed", int),
    Sorting.PRICE.value: _Order(("unit_price", "pk"), "unit_price", _price),
    Sorting.NEWEST.value: _Order(("-listed_at", "-pk"), "listed_at", _moment, is_down=True),
}


def _mark(value: object, key: int) -> str:
    return f"{value}{_BETWEEN}{key}"


def _pair(text: str, first: Callable[[str], Any], second: Callable[[str], int]) -> tuple[Any, int] | None:
    value, _between, key = text.partition(_BETWEEN)
    try:
        return first(value), second(key)
    except ValueError:
        return None


def _options(asked: Asked, counted: list[_Counted], known: Vocabulary, places: Places) -> dict[str, list[Option]]:
    """Count what each value of each filter would leave; of categories and places those one step down."""
    return {
        "category": _categories(asked, counted, known),
        "province": _provinces(asked, counted, places),
        "county": _counties(asked, counted, places.counties),
        "listed": [
            Option(name, name, sum(row.county_code in codes for row in counted), name == asked.listed)
            for name, codes in known.lists.items()
        ],
        "certificate": [
            Option(one.value, str(one.label), sum(one.value in row.held for row in counted), one in asked.certificates)
            for one in Certificate
        ],
        "measured": [
            Option(one.value, str(one.label), sum(row.measured == one for row in counted), asked.unit == one)
            for one in Measured
        ],
        "in_stock": [Option("1", "", sum(row.in_stock for row in counted), asked.in_stock)],
    }


def _categories(asked: Asked, counted: list[_Counted], known: Vocabulary) -> list[Option]:
    below = known.below(asked.category)
    paths = Counter(row.category_path for row in counted)
    return [
        Option(str(one.id), one.name, sum(count for path, count in paths.items() if path.startswith(one.path)))
        for one in below
    ]


def _provinces(asked: Asked, counted: list[_Counted], places: Places) -> list[Option]:
    lying = dict.fromkeys(one.code[:2] for one in places.counties)
    numbers = Counter(row.province_code for row in counted)
    return [Option(code, places.provinces.get(code, code), numbers[code], asked.province == code) for code in lying]


def _counties(asked: Asked, counted: list[_Counted], counties: list[CountyName]) -> list[Option]:
    numbers = Counter(row.county_code for row in counted)
    province = asked.province or asked.county[:2]
    near = [one for one in counties if province and one.code.startswith(province)]
    return [
        Option(one.code, one.name, numbers[one.code], asked.county == one.code)
        for one in near
        if numbers[one.code] or asked.county == one.code
    ]


def _relaxed(parts: Mapping[tuple[str, str], Q], on: date) -> list[Relaxed]:
    """Count what there would be without each filter, in one statement."""
    if len(parts) < 2:
        return []
    keys = list(parts)
    each = [
        _narrowed(shown(on), [part for other, part in parts.items() if other != key])
        .order_by()
        .annotate(part=Value(number))
        .values_list("part", flat=True)[: MOST + 1]
        for number, key in enumerate(keys)
    ]
    numbers = Counter(each[0].union(*each[1:], all=True))
    return [Relaxed(*key, numbers[number]) for number, key in enumerate(keys) if numbers[number]]


def without(asked: Asked, name: str, value: str) -> Asked:
    """Return what is asked with one filter, or one word, given up."""
    query = asked.query
    changes: dict[str, dict[str, Any]] = {
        "word": {"query": replace(query, wanted=tuple(one for one in query.wanted if one != value))},
        "without": {"query": replace(query, unwanted=tuple(one for one in query.unwanted if one != value))},
        "certificate": {"certificates": tuple(one for one in asked.certificates if one != value)},
        "in_stock": {"in_stock": False},
        **{one: {one: None} for one in ("category", "supplier", "low", "high")},
        **{one: {one: ""} for one in ("province", "county", "listed", "to", "measured")},
    }
    return replace(asked, after="", **changes[name])
