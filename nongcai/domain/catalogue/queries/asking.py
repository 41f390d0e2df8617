"""What somebody looks for, and the condition that each part of it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.functions import Cast

from nongcai.domain.catalogue.queries.showing import claim_holds
from nongcai.domain.catalogue.queries.wording import OpenZone
from nongcai.domain.catalogue.rules import Query, Widening, bare_sound, searching
from nongcai.domain.catalogue.states import Measured, Sorting

NO_WORDS = Query()


@dataclass(frozen=True)
class Asked:
    """Filters of the hall; what is empty does not filter. Prices are yuan by what goods are `measured` in."""

    query: Query = NO_WORDS
    category: int | None = None
    province: str = ""
    # Four digits.
    prefecture: str = ""
    county: str = ""
    # The name of a list of counties.
    listed: str = ""
    supplier: int | None = None
    certificates: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    measured: str = ""
    # Two digits of the province to which it is to be delivered.
    to: str = ""
    in_stock: bool = False
    zone: int | None = None
    sort: str = Sorting.RELEVANCE
    after: str = ""

    @property
    def unit(self) -> str:
        """By what prices are compared: by weight, unless something else is asked for or no price is."""
        is_by_price = self.low is not None or self.high is not None or self.sort == Sorting.PRICE
        return self.measured or (Measured.MASS if is_by_price else "")

    @property
    def is_bare(self) -> bool:
        """Nothing is looked for but everything."""
        kept = {"sort", "after"}
        return all(getattr(self, one.name) == one.default for one in fields(self) if one.name not in kept)


class _Has(Func):
    """`tokens @@ tsquery`."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def conditions(
    asked: Asked,
    path: str,
    widened: Mapping[str, Widening],
    on: date,
    *,
    zone: OpenZone | None = None,
    listed: Collection[str] = (),
) -> dict[tuple[str, str], Q]:
    """Return the condition of each part of what is asked, by the name of the filter and its value.

    `listed` are the counties of the list that is asked for.
    """
    found = {("word", word): _word(word, widened.get(word, Widening())) for word in asked.query.wanted}
    found |= {("without", word): _without(word) for word in asked.query.unwanted}
    found |= {("certificate", one): claim_holds(one, on) for one in asked.certificates}
    found |= {("zone", str(zone.id)): _in_zone(zone, on)} if zone else {}
    single = {
        ("category", str(asked.category or "")): Q(category_path__startswith=path),
        ("province", asked.province): Q(province_code=asked.province),
        ("prefecture", asked.prefecture): Q(county_code__startswith=asked.prefecture),
        ("county", asked.county): Q(county_code=asked.county),
        ("listed", asked.listed): Q(county_code__in=sorted(listed)),
        ("supplier", str(asked.supplier or "")): Q(supplier_id=asked.supplier),
        ("measured", asked.unit): Q(measured=asked.unit),
        ("low", _told(asked.low)): Q(unit_price__gte=asked.low),
        ("high", _told(asked.high)): Q(unit_price__lte=asked.high),
        ("to", asked.to): ~Q(withheld__contains=[asked.to]),
        ("in_stock", "1" if asked.in_stock else ""): Q(in_stock=True),
    }
    return found | {key: condition for key, condition in single.items() if key[1]}


def _told(price: Decimal | None) -> str:
    return "" if price is None else str(price)


def _word(word: str, wider: Widening) -> Q:
    literals = (word, *wider.words)
    exact = [searching.tsquery(one) for one in literals if searching.is_exact(one)]
    sound = bare_sound(word)
    exact += [searching.sound_tsquery(sound)] if sound else []
    exact += [searching.county_tsquery(wider.counties)] if wider.counties else []
    longer = [one for one in literals if not searching.is_exact(one)]
    found = _has(*exact, *map(searching.tsquery, longer))
    if not longer:
        return found
    # The pairs of a longer word may stand apart in a name: it is looked at again.
    again = _has(*exact) if exact else Q()
    for one in longer:
        again |= Q(name__contains=one)
    return found & again


def _without(word: str) -> Q:
    return ~Q(name__contains=word)


def _in_zone(zone: OpenZone, on: date) -> Q:
    """Want goods that an open zone admitted and wants: by the shelf, and by a certificate that holds on the day."""
    found = _has(searching.zone_tsquery(zone.id))
    holds = Q()
    for one in zone.certificates:
        holds |= claim_holds(one, on)
    return found & holds


def _has(*any_of: str) -> Q:
    return Q(_Has(F("tokens"), Cast(Value(" | ".join(any_of)), SearchQueryField())))
