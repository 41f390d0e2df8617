"""Finding offers in the hall: how many there are of what, a page of them, and what to give up when there are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Value

from nongcai.domain.catalogue.models import ShelfRow
from nongcai.domain.catalogue.queries.asking import Asked, conditions
from nongcai.domain.catalogue.queries.counting import Counts, counts_of
from nongcai.domain.catalogue.queries.rows import OfferRow, rows_of
from nongcai.domain.catalogue.queries.showing import shown
from nongcai.domain.catalogue.queries.wording import Branch, Vocabulary, vocabulary, widened
from nongcai.domain.catalogue.queries.zoning import standing_of_zone
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
    rows: Sequence[OfferRow]
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
    """Return a page of the offers that show on a day and are asked for, with counts; in four or five statements.

    :raises NotFoundError: when the category is not there, or the zone is not open.
    """
    known = vocabulary(asked.query.wanted if is_widened else (), on)
    branch, zone = known.branch(asked.category), known.zone(asked.zone)
    if asked.category is not None and branch is None:
        raise NotFoundError(what=asked.category)
    if asked.zone is not None and zone is None:
        raise NotFoundError(what=asked.zone)
    places = regions.places()
    wider = widened(asked.query, known, places.counties) if is_widened else {}
    listed = known.lists.get(asked.listed, frozenset())
    parts = conditions(asked, branch.path if branch else "", wider, on, zone=zone, listed=listed)
    rows = _narrowed(shown(on), parts.values())
    counts = counts_of(rows, on, most=MOST)
    fitting = _Fitting(rows, on, asked, wider)
    page, after = _page(fitting, size, is_more=counts.is_more) if counts.total else ([], "")
    return Found(
        asked=asked,
        total=counts.total,
        is_more=counts.is_more,
        rows=page,
        after=after,
        options=_options(asked, counts, known, places),
        way=known.way_to(branch) if branch else [],
        relaxed=[] if counts.total else _relaxed(parts, on),
        widened=wider,
        places=places,
    )


def newest(on: date, size: int) -> list[OfferRow]:
    """Return the offers that came last."""
    return rows_of(shown(on).order_by("-listed_at", "-offer").values_list("pk", flat=True)[:size], on)


def _narrowed(rows: QuerySet[ShelfRow], parts: Iterable[Q]) -> QuerySet[ShelfRow]:
    for part in parts:
        rows = rows.filter(part)
    return rows


@dataclass(frozen=True)
class _Fitting:
    """The rows that fit what is asked on a day."""

    rows: QuerySet[ShelfRow]
    on: date
    asked: Asked
    wider: Mapping[str, Widening]


def _page(fitting: _Fitting, size: int, *, is_more: bool) -> tuple[list[OfferRow], str]:
    asked = fitting.asked
    if asked.sort == Sorting.RELEVANCE and asked.query.wanted and not is_more:
        return _ranked(fitting, size)
    order = _ORDERS.get(asked.sort, _ORDERS[Sorting.RELEVANCE])
    rows = fitting.rows
    if asked.zone is not None and order is _ORDERS[Sorting.RELEVANCE]:
        rows, order = standing_of_zone(rows, asked.zone), _IN_ZONE
    picked = order.beyond(rows, asked.after).order_by(*order.by).values_list(order.column, "pk")
    places = list(picked[: size + 1])
    found = rows_of([key for _value, key in places[:size]], fitting.on)
    return found, order.mark(*places[size - 1]) if len(places) > size else ""


def _ranked(fitting: _Fitting, size: int) -> tuple[list[OfferRow], str]:
    asked, wider = fitting.asked, fitting.wider
    named = fitting.rows.order_by().values_list("name", "mixed", "pk")
    keyed = sorted((-fit(name, asked.query, widened=wider), mixed, key) for name, mixed, key in named)
    score, mixed = _pair(asked.after, int, int) or (None, 0)
    if score is not None:
        keyed = [one for one in keyed if one[:2] > (-score, mixed)]
    picked = keyed[:size]
    found = rows_of([key for _score, _mixed, key in picked], fitting.on)
    return found, _mark(-picked[-1][0], picked[-1][1]) if len(keyed) > size else ""


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

    @staticmethod
    def mark(value: object, key: int) -> str:
        """Say where a page ends."""
        return _mark(value.isoformat() if isinstance(value, datetime) else value, key)


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


_IN_ZONE = _Order(("standing", "pk"), "standing", int)


def _mark(value: object, key: int) -> str:
    return f"{value}{_BETWEEN}{key}"


def _pair(text: str, first: Callable[[str], Any], second: Callable[[str], int]) -> tuple[Any, int] | None:
    value, _between, key = text.partition(_BETWEEN)
    try:
        return first(value), second(key)
    except ValueError:
        return None


def _options(asked: Asked, counts: Counts, known: Vocabulary, places: Places) -> dict[str, list[Option]]:
    """Count what each value of each filter would leave; of categories and places those one step down."""
    return {
        "category": _categories(asked, counts, known),
        "province": _provinces(asked, counts, places),
        "prefecture": _prefectures(asked, counts, places),
        "county": _counties(asked, counts, places.counties),
        "listed": [
            Option(name, name, sum(counts.counties[code] for code in codes), name == asked.listed)
            for name, codes in known.lists.items()
        ],
        "certificate": [
            Option(one.value, str(one.label), counts.certificates[one.value], one in asked.certificates)
            for one in Certificate
        ],
        "measured": [
            Option(one.value, str(one.label), counts.measured[one.value], asked.unit == one) for one in Measured
        ],
        "zone": [Option(str(one.id), one.name, counts.in_zone(one), asked.zone == one.id) for one in known.zones],
        "in_stock": [Option("1", "", counts.in_stock, asked.in_stock)],
    }


def _categories(asked: Asked, counts: Counts, known: Vocabulary) -> list[Option]:
    return [
        Option(str(one.id), one.name, sum(count for path, count in counts.paths.items() if path.startswith(one.path)))
        for one in known.below(asked.category)
    ]


def _provinces(asked: Asked, counts: Counts, places: Places) -> list[Option]:
    numbers: Counter[str] = Counter()
    for code, count in counts.counties.items():
        numbers[code[:2]] += count
    return [
        Option(code, places.provinces.get(code, code), numbers[code], asked.province == code) for code in places.lying
    ]


def _prefectures(asked: Asked, counts: Counts, places: Places) -> list[Option]:
    """Count those of the province that was chosen; what stands below a province directly has none."""
    numbers: Counter[str] = Counter()
    for code, count in counts.counties.items():
        numbers[code[:4]] += count
    return [
        Option(code, name, numbers[code], asked.prefecture == code)
        for code, name in places.prefectures.items()
        if asked.province and code.startswith(asked.province) and (numbers[code] or asked.prefecture == code)
    ]


def _counties(asked: Asked, counts: Counts, counties: list[CountyName]) -> list[Option]:
    above = asked.prefecture or asked.province or asked.county[:2]
    near = [one for one in counties if above and one.code.startswith(above)]
    return [
        Option(one.code, one.name, counts.counties[one.code], asked.county == one.code)
        for one in near
        if counts.counties[one.code] or asked.county == one.code
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
        **{one: {one: None} for one in ("category", "supplier", "low", "high", "zone")},
        **{one: {one: ""} for one in ("province", "prefecture", "county", "listed", "to", "measured")},
    }
    return replace(asked, after="", **changes[name])
