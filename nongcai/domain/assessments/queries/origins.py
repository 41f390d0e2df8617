"""Where what was bought comes from: by county of origin for the 农业农村局; no units, no individuals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Power
from nongcai.domain.regions import queries as regions
from nongcai.domain.transactions import queries as transactions
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node
    from nongcai.domain.regions.models import County


@dataclass(frozen=True)
class OriginSum:
    """How many orders came from somewhere, and their net amount in yuan; beside a county stand the places above it."""

    orders: int
    amount: Decimal
    code: str = ""
    name: str = ""
    prefecture: str = ""
    province: str = ""

    def __add__(self, other: OriginSum) -> OriginSum:
        """Take both together, under the names of the first."""
        orders, amount = self.orders + other.orders, self.amount + other.amount
        return OriginSum(orders, amount, self.code, self.name, self.prefecture, self.province)


@dataclass(frozen=True)
class OriginBoard:
    """A year's purchases of a region by county of origin: the 832 counties by province, the largest first.

    `elsewhere` is known and none of them, `unknown` was not told or is no division's code (产地不明).
    """

    node: Node
    year: int
    whole: OriginSum
    provinces: list[OriginSum]
    counties: list[OriginSum]
    elsewhere: OriginSum
    unknown: OriginSum


def origin_board(actor: Actor, year: int) -> OriginBoard:
    """Sum what units, unions, firms and contractors bought in the actor's region by its origin, order by order.

    :raises NotAllowedError: when the actor does not read origins.
    """
    if not permissions.may(actor, Power.READ_ORIGINS):
        raise NotAllowedError
    own = organisations.node(actor.organisation_id)
    units = organisations.units_under(own.path).values("organisation_id")
    told: dict[str, OriginSum] = defaultdict(_nothing)
    for code, orders, amount in transactions.sums_by_origin(units, year):
        told[code[:6]] += OriginSum(orders, amount)
    listed, known = regions.counties(told), regions.known(told)
    by_county: dict[str, OriginSum] = {}
    elsewhere, unknown = _nothing(), _nothing()
    for code, one in told.items():
        county = listed.get(code)
        if county is not None:
            by_county[county.code] = by_county.get(county.code, _of_county(county)) + one
        elif code in known:
            elsewhere += one
        else:
            unknown += one
    counties = _largest_first(by_county)
    by_province: dict[str, OriginSum] = {}
    for one in counties:
        of_province = OriginSum(0, Decimal(0), one.code[:2], one.province, "", one.province)
        by_province[one.province] = by_province.get(one.province, of_province) + one
    whole = sum(counties, elsewhere + unknown)
    return OriginBoard(own, year, whole, _largest_first(by_province), counties, elsewhere, unknown)


def _nothing() -> OriginSum:
    return OriginSum(0, Decimal(0))


def _of_county(county: County) -> OriginSum:
    return OriginSum(0, Decimal(0), county.code, county.name, county.prefecture, county.province)


def _largest_first(found: dict[str, OriginSum]) -> list[OriginSum]:
    return sorted(found.values(), key=lambda one: (-one.amount, one.code))
