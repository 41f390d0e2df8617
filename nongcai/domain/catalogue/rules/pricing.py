"""Net content, prices that can be compared, tiers, and carriage. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from nongcai.domain.catalogue.errors import FreightRowsError, PriceError, TiersError
from nongcai.foundation.money import rounded

# Content in a unit of the label, as so much of what prices are compared by.
UNITS: dict[str, tuple[str, Decimal]] = {
    "g": ("mass", Decimal("0.001")),
    "kg": ("mass", Decimal(1)),
    "ml": ("volume", Decimal("0.001")),
    "l": ("volume", Decimal(1)),
    "piece": ("count", Decimal(1)),
}
COUNT = "count"
# What a column keeps.
_NET, _UNIT_PRICE = Decimal("0.001"), Decimal("0.0001")
_LARGEST_NET = Decimal(10**9)
_LARGEST_PRICE = Decimal(10**10)
_CENTS = -2
# All other provinces.
OTHERS = ""


@dataclass(frozen=True)
class Tier:
    """From how many sale units on a price holds."""

    from_quantity: int
    price: Decimal


@dataclass(frozen=True)
class Fee:
    """What carriage to a province costs, by kilogram; or that there is none."""

    province: str
    delivers: bool = True
    first_kilograms: Decimal = Decimal(1)
    first_fee: Decimal = Decimal(0)
    next_fee: Decimal = Decimal(0)
    free_from: Decimal | None = None


@dataclass(frozen=True)
class Delivered:
    """What a quantity costs at a place: goods, carriage, and both by kilogram, litre or piece."""

    goods: Decimal
    freight: Decimal
    unit_price: Decimal

    @property
    def total(self) -> Decimal:
        """Goods and carriage."""
        return self.goods + self.freight


def measured_by(unit: str) -> str:
    """Return by what the price of goods in a unit of the label is compared: mass, volume or count."""
    return UNITS[unit][0]


def net_of(quantity: Decimal, unit: str, pieces: int) -> Decimal | None:
    """Return what so many pieces hold, in kilograms, litres or pieces; None when that is too little or much to keep."""
    net = (quantity * UNITS[unit][1] * pieces).quantize(_NET, ROUND_HALF_UP)
    return net if 0 < net < _LARGEST_NET else None


def unit_price(price: Decimal, net: Decimal) -> Decimal:
    """Return the price of a kilogram, litre or piece."""
    return (price / net).quantize(_UNIT_PRICE, ROUND_HALF_UP)


def require_price(price: Decimal) -> None:
    """Want a price that can be paid.

    :raises PriceError: when it is not above zero, has more than two decimals, or is absurd.
    """
    exponent = price.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < _CENTS or not 0 < price < _LARGEST_PRICE:
        raise PriceError(fields={"price": [PriceError.message]})


def require_tiers(price: Decimal, tiers: Sequence[Tier]) -> None:
    """Want more to cost less: from two units on, each tier from more units and at a lower price than the one before.

    :raises TiersError: when it does not.
    :raises PriceError: when one of the prices cannot be paid.
    """
    from_quantity, before = 1, price
    for tier in tiers:
        require_price(tier.price)
        if tier.from_quantity <= from_quantity or tier.price >= before:
            raise TiersError(fields={"tiers": [TiersError.message]})
        from_quantity, before = tier.from_quantity, tier.price


def price_at(price: Decimal, tiers: Iterable[Tier], quantity: int) -> Decimal:
    """Return what a sale unit costs when so many are bought."""
    reached = [tier for tier in tiers if tier.from_quantity <= quantity]
    return max(reached, key=lambda tier: tier.from_quantity).price if reached else price


def carried(gross: Decimal | None, net: Decimal, measured: str) -> Decimal:
    """Return how heavy a sale unit is for its carriage, in kilograms.

    Without a gross weight it is what is in it, a litre as a kilogram; what is counted then weighs nothing.
    """
    if gross is not None:
        return gross
    return Decimal(0) if measured == COUNT else net


def freight_to(fees: Iterable[Fee], province: str, *, kilograms: Decimal, goods: Decimal) -> Decimal | None:
    """Return what carriage to a province (two digits of its code) costs; None when it is not delivered there.

    The row of the province comes before that of all others. From the first kilograms on, each begun one counts.
    """
    by_province = {fee.province: fee for fee in fees}
    fee = by_province.get(province, by_province.get(OTHERS))
    if fee is None or not fee.delivers:
        return None
    if fee.free_from is not None and goods >= fee.free_from:
        return Decimal("0.00")
    more = max(Decimal(0), kilograms - fee.first_kilograms).to_integral_value(ROUND_CEILING)
    return rounded(fee.first_fee + more * fee.next_fee)


def delivered(
    *,
    price: Decimal,
    tiers: Iterable[Tier],
    net: Decimal,
    weight: Decimal,
    fees: Iterable[Fee] | None,
    province: str,
    quantity: int,
) -> Delivered | None:
    """Return what so many sale units cost delivered to a province; None when they are not delivered there.

    `weight` is of one unit, as `carried` says. Without a plan of fees carriage is free, to everywhere.
    """
    goods = price_at(price, tiers, quantity) * quantity
    freight: Decimal | None = Decimal("0.00")
    if fees is not None:
        freight = freight_to(fees, province, kilograms=weight * quantity, goods=goods)
    if freight is None:
        return None
    return Delivered(goods, freight, unit_price(goods + freight, net * quantity))


def withheld_from(fees: Iterable[Fee], provinces: Iterable[str]) -> list[str]:
    """Return those of the provinces to which nothing is delivered."""
    rows = list(fees)
    nothing = Decimal(0)
    return [one for one in provinces if freight_to(rows, one, kilograms=nothing, goods=nothing) is None]


def require_fees(fees: Sequence[Fee]) -> None:
    """Want one row a province, of which some are delivered to.

    :raises FreightRowsError: when a province stands twice, or nothing is delivered anywhere.
    """
    provinces = [fee.province for fee in fees]
    if len(set(provinces)) != len(provinces) or not any(fee.delivers for fee in fees):
        raise FreightRowsError(fields={"fees": [FreightRowsError.message]})
