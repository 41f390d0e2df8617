"""Finding reference prices, and what becomes of the rows of a market's list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from nongcai.domain.catalogue.models import Category, MarketName, ReferencePrice
from nongcai.domain.catalogue.rules import comparing, fold, squeezed
from nongcai.domain.catalogue.states import Measured, PriceRowOutcome
from nongcai.foundation.errors import InvalidError
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

_AHEAD = N_("日期：不能晚于今天，请核对。")
_OTHER = N_("该市场当日已有这一品名的参考价{price}元，与本行不同；要更正的，请先作废原参考价。")
_TWICE = N_("与第{row}行是同一市场同一天的同一品名，请只保留一行。")
_PRICE = N_("价格：应大于零，折算后不超过一千万元，请核对。")
_LARGEST = 10**7
_LEFT_OUT = N_("该品名已设为不采用。")


@dataclass(frozen=True)
class SaidPrice:
    """A row of a market's list as it was read; `faults` say what could not be."""

    row_no: int
    name: str
    place: str
    unit: str
    day: date | None
    price: Decimal | None
    faults: tuple[str, ...] = ()


class _Same(NamedTuple):
    category_id: int
    words: tuple[str, ...]
    name: str
    place: str
    day: date
    measured: str


@dataclass
class JudgedPrice:
    """What becomes of a row, as which category it is read, and what the price is by measure."""

    said: SaidPrice
    outcome: PriceRowOutcome
    message: str = ""
    category_id: int | None = None
    category: str = ""
    words: tuple[str, ...] = ()
    price: Decimal | None = None
    measured: str = ""

    @property
    def measured_label(self) -> str:
        """By what its price is compared, in Chinese."""
        return str(Measured(self.measured).label) if self.measured else ""

    @property
    def shown(self) -> str:
        """What becomes of it, in words."""
        return str(self.outcome.label)


@dataclass
class _Known:
    """What was looked up once for all rows."""

    names: dict[str, MarketName]
    entered: dict[_Same, Decimal]
    on: date
    seen: dict[_Same, int] = field(default_factory=dict)


def references(*, text: str = "", category: Category | None = None) -> QuerySet[ReferencePrice]:
    """Select the reference prices, the latest first; by a word, by a category with those below it."""
    rows = ReferencePrice.objects.select_related("category").order_by("-day", "-pk")
    if text:
        rows = rows.filter(name__icontains=text) | rows.filter(place__icontains=text)
    if category is not None:
        rows = rows.filter(category__path__startswith=category.path)
    return rows


def market_names() -> QuerySet[MarketName]:
    """Select the names of markets that were told what they mean."""
    return MarketName.objects.select_related("category").order_by("name")


def unknown_names(judged: Sequence[JudgedPrice]) -> list[str]:
    """Return the names that nobody has told yet what they mean."""
    names = [one.said.name for one in judged if one.outcome == PriceRowOutcome.UNKNOWN]
    return list({squeezed(name): name for name in reversed(names)}.values())[::-1]


def judge_prices(rows: Sequence[SaidPrice], *, on: date) -> list[JudgedPrice]:
    """Say what becomes of each row of a market's list, in two statements; names are compared folded."""
    known = MarketName.objects.select_related("category")
    days = {row.day for row in rows if row.day}
    entered = ReferencePrice.objects.filter(is_on=True, day__in=days)
    found = _Known(
        {squeezed(row.name): row for row in known},
        {
            _Same(
                row.category_id, tuple(row.words), squeezed(row.name), squeezed(row.place), row.day, row.measured
            ): row.price
            for row in entered
        },
        on,
    )
    return [_judged(row, found) for row in rows]


def _judged(said: SaidPrice, known: _Known) -> JudgedPrice:
    wrong, price, measured = _read(said, known.on)
    if wrong or price is None:
        return JudgedPrice(said, PriceRowOutcome.WRONG, wrong)
    name = known.names.get(squeezed(said.name))
    if name is None:
        return JudgedPrice(said, PriceRowOutcome.UNKNOWN, price=price, measured=measured)
    if name.category is None:
        return JudgedPrice(said, PriceRowOutcome.LEFT_OUT, _LEFT_OUT, price=price, measured=measured)
    return _placed(said, known, name, (price, measured))


def _read(said: SaidPrice, on: date) -> tuple[str, Decimal | None, str]:
    """Return all that is wrong with a row, or what the price is by which measure."""
    wrong, read = list(said.faults), None
    if said.day is not None and said.day > on:
        wrong.append(_AHEAD)
    if said.price is not None and not 0 < said.price < _LARGEST:
        wrong.append(_PRICE)
    try:
        read = comparing.read_unit(fold(said.unit)) if said.unit else None
    except InvalidError as refusal:
        wrong.append(str(refusal))
    if wrong or said.price is None or read is None:
        return "；".join(text.rstrip("。") for text in wrong) + "。", None, ""
    price, measured = comparing.by_measure(said.price, *read)
    return "" if 0 < price < _LARGEST else _PRICE, price, measured


def _placed(said: SaidPrice, known: _Known, name: MarketName, read: tuple[Decimal, str]) -> JudgedPrice:
    if name.category is None or said.day is None:
        raise TypeError(said)
    price, measured = read
    judged = JudgedPrice(
        said, PriceRowOutcome.NEW, "", name.category.pk, name.category.name, tuple(name.words), price, measured
    )
    same = _Same(name.category.pk, judged.words, squeezed(said.name), squeezed(said.place), said.day, measured)
    entered, before = known.entered.get(same), known.seen.setdefault(same, said.row_no)
    if entered is not None:
        is_same = entered == price
        judged.outcome = PriceRowOutcome.EXISTS if is_same else PriceRowOutcome.WRONG
        judged.message = "" if is_same else _OTHER.format(price=f"{entered.normalize():f}")
    elif before != said.row_no:
        judged.outcome, judged.message = PriceRowOutcome.WRONG, _TWICE.format(row=before)
    return judged
