"""A small city: a finance bureau, three districts with a unit each, two departments, one of them with a school."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from nongcai.domain.ledger import services as ledger
from nongcai.domain.ledger.services import NewEntry
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as listing
from nongcai.domain.organisations.actors import Actor
from nongcai.domain.organisations.queries import Node
from nongcai.domain.organisations.services import ListedUnit
from nongcai.domain.shares import services as shares
from nongcai.domain.shares.services import ToldFiling
from nongcai.foundation.years import CHINA

YEAR = 2023
CITY, WEST, SOUTH, EAST = "410100", "410102", "410103", "410105"
EDUCATION, POLICE, SCHOOL = "101", "102", "101001"
FOUNDED = datetime(2023, 1, 5, tzinfo=CHINA)
FILED = datetime(2023, 3, 10, tzinfo=CHINA)
BOUGHT = datetime(2023, 6, 10, tzinfo=CHINA)
NOW = datetime(2024, 2, 1, 9, tzinfo=CHINA)


@dataclass(frozen=True)
class City:
    node: Node
    actor: Actor

    def unit(self, code: str) -> int:
        return organisations.units_with_codes([code], self.node.path).get().pk

    def place(self, code: str) -> Node:
        return organisations.node(self.unit(code))


def found_city() -> City:
    ids = listing.found_finance_nodes(region_codes=[CITY], at=FOUNDED)
    actor = organisations.operator_of(organisations.node(ids[CITY]))
    rows = [
        _unit(EDUCATION, "市教育局", CITY, ""),
        _unit(POLICE, "市公安局", CITY, ""),
        _unit(SCHOOL, "市第一中学", CITY, EDUCATION),
        _unit("201", "中原区一小", WEST, ""),
        _unit("301", "二七区一小", SOUTH, ""),
        _unit("501", "金水区一小", EAST, ""),
    ]
    listing.list_units(actor=actor, year=YEAR, rows=rows, at=FOUNDED)
    return City(organisations.finance_node(CITY), actor)


def reserve(city: City, code: str, *, base: str, reserved: str, at: datetime = FILED) -> None:
    _file(city, [(code, base, reserved)], at)


def buy(
    city: City,
    code: str,
    amount: str,
    *,
    channel: str = "canteen",
    at: datetime = BOUGHT,
    known: datetime | None = None,
) -> None:
    _count(city, [(code, amount, channel)], at, known or at)


def lived_in_city() -> City:
    """Found a city that reserved 100 000 yuan and bought 150 000: 60 000 of it in districts, 90 000 by departments."""
    city = found_city()
    filings = [
        ("201", "100000", "20000"),
        ("301", "200000", "20000"),
        ("501", "100000", "10000"),
        (SCHOOL, "250000", "40000"),
        (POLICE, "100000", "10000"),
    ]
    purchases = [
        ("201", "30000", "canteen"),
        ("301", "20000", "union"),
        ("501", "10000", "contractor"),
        (SCHOOL, "45000", "canteen"),
        (EDUCATION, "5000", "individual"),
        (POLICE, "40000", "enterprise"),
    ]
    _file(city, filings, FILED)
    _count(city, purchases, BOUGHT, BOUGHT)
    return city


def _file(city: City, filings: list[tuple[str, str, str]], at: datetime) -> None:
    rows = [
        ToldFiling(city.unit(code), "own", Decimal(base), Decimal(reserved), FILED, FILED, at, "")
        for code, base, reserved in filings
    ]
    shares.record_filings(actor=city.actor, year=YEAR, rows=rows, at=at)


def _count(city: City, purchases: list[tuple[str, str, str]], at: datetime, known: datetime) -> None:
    entries = [
        NewEntry(
            unit_id=city.unit(code),
            year=YEAR,
            kind="purchased",
            channel=channel,
            origin="export",
            amount=Decimal(amount),
            sign=1,
            source=f"test:{code}:{channel}:{at.isoformat()}:{known.isoformat()}:{amount}"[:80],
            rule="unit_code",
            counted_at=at,
        )
        for code, amount, channel in purchases
    ]
    ledger.count(entries=entries, at=known)


def _unit(code: str, name: str, region: str, supervisor: str) -> ListedUnit:
    return ListedUnit(code, name, "", region, 2, supervisor, "own", "", 10)
