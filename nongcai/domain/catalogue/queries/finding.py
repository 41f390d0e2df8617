"""Finding offers in the hall: how many there are of what, a page of them, and what to give up when there are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Value

from nongcai.domain.catalogue.models import ShelfRow
from nongcai.domain.catalogue.queries.asking import Asked, conditions
from nongcai.domain.catalogue.queries.counting import Counts, counts_of
from nongcai.domain.catalogue.queries.paging import Fitting, is_curated, page_counted, page_of, page_told
from nongcai.domain.catalogue.queries.rows import OfferRow, rows_of, shown_of
from nongcai.domain.catalogue.queries.showing import shown
from nongcai.domain.catalogue.queries.wording import Branch, Vocabulary, vocabulary, widened
from nongcai.domain.catalogue.rules import Widening, marked
from nongcai.domain.catalogue.states import Certificate, Measured
from nongcai.domain.regions import queries as regions
from nongcai.domain.regions.queries import CountyName, Places
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.keeping import Kept

# Counting ends here: what is more is said to be more.
MOST = 1000
# So many there are without a filter is enough to say so.
ENOUGH = 100
ROWS = 20
# How old a page may be of which more is there than is counted.
AGE = timedelta(minutes=5)


@dataclass(frozen=True)
class Option:
    """A value that a filter may take, how many offers it leaves, and whether it is taken."""

    value: str
    label: str
    count: int
    is_taken: bool = False


@dataclass(frozen=True)
class Relaxed:
    """A filter, or a word, that could be given up, and how many offers there would be; up to one more than `ENOUGH`."""

    name: str
    value: str
    count: int


@dataclass(frozen=True)
class Found:
    """A page of the hall. Counts beyond `MOST` are that and more; where `is_more`, those of options are at least so."""

    asked: Asked
    total: int
    is_more: bool
    keys: Sequence[int]
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


def find(asked: Asked, on: date, *, size: int = ROWS, is_widened: bool = True, at: datetime | None = None) -> Found:
    """Return a page of the offers that show on a day and are asked for, with counts; in three or four statements.

    To whoever says when it is, counts and order of a page may be `AGE` old where there are more than are counted. What
    stands on it shows now, and is said as it is now: where any of it shows no more, all is looked for anew.

    :raises NotFoundError: when the category is not there, or the zone is not open.
    """
    sought = (asked, on, size, is_widened)
    kept = _KEPT.get(sought, at) if at else None
    if kept is not None:
        rows = shown_of(kept.keys, on)
        if len(rows) == len(kept.keys):
            return replace(kept, rows=rows)
    found = _find(asked, on, size, is_widened=is_widened)
    if at and found.is_more:
        _KEPT.put(sought, found, at)
    return replace(found, rows=shown_of(found.keys, on))


def _find(asked: Asked, on: date, size: int, *, is_widened: bool) -> Found:
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
    counts = counts_of(rows, on, most=MOST, page=page_counted(asked, size=size, most=MOST))
    words = [part for (name, _value), part in parts.items() if name in {"word", "without"}]
    fitting = Fitting(rows, words, asked, wider, size)
    is_apart = counts.is_more or (counts.total and is_curated(asked))
    page = page_of(fitting) if is_apart else page_told(fitting, counts.page)
    return Found(
        asked=asked,
        total=counts.total,
        is_more=counts.is_more,
        keys=page.keys,
        rows=(),
        after=page.after,
        options=_options(asked, counts, known, places),
        way=known.way_to(branch) if branch else [],
        relaxed=[] if counts.total else _relaxed(parts, on),
        widened=wider,
        places=places,
    )


_KEPT: Kept[Found] = Kept(age=AGE, most=500)


def newest(on: date, size: int) -> list[OfferRow]:
    """Return the offers that came last."""
    return rows_of(shown(on).order_by("-listed_at", "-offer").values_list("pk", flat=True)[:size], on)


def _narrowed(rows: QuerySet[ShelfRow], parts: Iterable[Q]) -> QuerySet[ShelfRow]:
    for part in parts:
        rows = rows.filter(part)
    return rows


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
        .values_list("part", flat=True)[: ENOUGH + 1]
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
