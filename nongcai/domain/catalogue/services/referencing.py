"""The platform enters what markets publish, one by one or as a list, and what their names mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import DayAheadError, ReferenceStruckError
from nongcai.domain.catalogue.models import MarketName, ReferencePrice
from nongcai.domain.catalogue.rules import comparing, describing, squeezed
from nongcai.domain.catalogue.states import Measured, PriceRowOutcome
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from typing import Any

    from nongcai.domain.catalogue.queries import JudgedPrice, SaidPrice
    from nongcai.domain.organisations.actors import Actor

_NAMES = "catalogue:market-names"


@dataclass(frozen=True)
class ToldReference:
    """What something cost at a place on a day: so much for a quantity of a unit."""

    category_id: int
    name: str
    place: str
    day: date
    price: Decimal
    unit: str
    source: str
    quantity: Decimal
    words: Sequence[str] = ()


@dataclass(frozen=True)
class Meaning:
    """As which category, with which words, a name of a market is read; without a category it is left out."""

    category_id: int | None
    words: Sequence[str] = ()


@transaction.atomic
def enter_reference(*, actor: Actor, told: ToldReference, at: datetime) -> ReferencePrice:
    """Enter a reference price.

    :raises NotAllowedError: when the actor is not the platform's.
    :raises DayAheadError: of a day that has not come.
    :raises InvalidError: when there is one of this name, place and day.
    """
    permissions.require_keeper(actor)
    describing.require_plain({"name": told.name, "place": told.place, "source": told.source})
    if told.day > day_of(at):
        raise DayAheadError(fields={"day": [DayAheadError.message]})
    category = queries.category_of(told.category_id)
    describing.require_net(told.quantity, told.unit)
    price, measured = comparing.by_measure(told.price, told.quantity, told.unit)
    row = ReferencePrice(
        category=category,
        words=plain_words(told.words),
        name=told.name.strip(),
        place=told.place.strip(),
        day=told.day,
        measured=Measured(measured),
        price=price,
        source=told.source.strip(),
        user_id=actor.user_id,
        by_label=actor.label,
        at=at,
    )
    records.save(row)
    return row


@transaction.atomic
def strike_reference(*, actor: Actor, reference_id: int) -> ReferencePrice:
    """Strike out a reference price that was wrong; what was opened by it goes on.

    :raises ReferenceStruckError: when it was struck out before.
    """
    permissions.require_keeper(actor)
    row = ReferencePrice.objects.select_for_update(of=("self",), no_key=True).filter(pk=reference_id).first()
    if row is None:
        raise NotFoundError(what=reference_id)
    if not row.is_on:
        raise ReferenceStruckError
    row.is_on = False
    records.save(row, "is_on")
    return row


@transaction.atomic
def name_markets(*, actor: Actor, meanings: Mapping[str, Meaning]) -> int:
    """Remember as what names of markets are read, for this list and those to come; return how many are new."""
    permissions.require_keeper(actor)
    records.lock_keys([_NAMES])
    known = set(map(squeezed, MarketName.objects.values_list("name", flat=True)))
    fresh = {name: meaning for name, meaning in meanings.items() if squeezed(name) not in known}
    for name, meaning in fresh.items():
        category = queries.category_of(meaning.category_id) if meaning.category_id is not None else None
        records.save(MarketName(name=name, category=category, words=plain_words(meaning.words)))
    return len(fresh)


@transaction.atomic
def forget_market_name(*, actor: Actor, market_name_id: int) -> str:
    """Forget as what a name of a market is read: the next list asks again. What was entered by it stays."""
    permissions.require_keeper(actor)
    row = MarketName.objects.filter(pk=market_name_id).first()
    if row is None:
        raise NotFoundError(what=market_name_id)
    records.remove(MarketName.objects.filter(pk=market_name_id))
    return row.name


@transaction.atomic
def load_references(*, actor: Actor, rows: Sequence[SaidPrice], source: str, at: datetime) -> int:
    """Enter the rows of a list that can be entered; return how many. The same list again enters nothing."""
    permissions.require_keeper(actor)
    describing.require_plain({"source": source})
    records.lock_keys([_NAMES])
    judged = queries.judge_prices(rows, on=day_of(at))
    same = {"source": source.strip(), "user_id": actor.user_id, "by_label": actor.label, "at": at}
    made = [_reference(one, same) for one in judged if one.outcome == PriceRowOutcome.NEW]
    return len(records.insert_many(made))


def _reference(one: JudgedPrice, same: dict[str, Any]) -> ReferencePrice:
    told: dict[str, Any] = {name: getattr(one.said, name) for name in ("name", "place", "day")}
    told |= {name: getattr(one, name) for name in ("category_id", "measured", "price")}
    return ReferencePrice(words=list(one.words), **told, **same)


def plain_words(words: Sequence[str]) -> list[str]:
    """Return words as they are compared, each once."""
    describing.require_plain({"words": " ".join(words)})
    return sorted({squeezed(word) for word in words if word.strip()})
