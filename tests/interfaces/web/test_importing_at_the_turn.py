"""Workbooks of orders that were placed in December and completed in January, by the rule of each region."""

import pytest

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import UnitStanding
from nongcai.domain.programmes import services as programmes
from nongcai.domain.transactions import queries as transactions
from tests.cast import CITY, YEAR
from tests.domain.programmes.writing import AT, bureau_of, counting
from tests.interfaces.web.uploads import SCHOOL, loaded, order, orders

pytestmark = pytest.mark.django_db

DISTRICT, DISTRICT_SCHOOL = "410105", "4101050001"
# The last minute of the old year, in China; and a day of either.
OVER_THE_TURN = ("2022-12-31 23:59:00", "2023-01-03 12:00:00")
IN_DECEMBER = ("2022-12-20 09:00:00", "2023-01-20 08:00:00")
IN_JANUARY = ("2023-01-01 00:00:00", "2023-01-05 12:00:00")
BOOK = [
    order(f"{number}-{unit}", bound=unit, moments=moments, amount=amount, refund=refund)
    for unit in (SCHOOL, DISTRICT_SCHOOL)
    for number, moments, amount, refund in (
        ("1", OVER_THE_TURN, 300.0, 0),
        ("2", IN_DECEMBER, 500.0, 100.0),
        ("3", IN_JANUARY, 20.0, 0),
    )
]
TURNED, WHOLE = {YEAR - 1: (700, 2), YEAR: (20, 1)}, {YEAR: (720, 3)}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


def ruled(region, **changes):
    """Let the finance department of a region put a rule in force."""
    actor = bureau_of(region)
    rule = programmes.write_counting_rule(actor=actor, told=counting(first_year=YEAR - 1, **changes), at=AT)
    programmes.publish_counting_rule(actor=actor, rule_id=rule.pk, at=AT)


def counted(cast, code):
    """Return by year what counts to a unit, and of how many orders."""
    rows = UnitStanding.objects.filter(unit_id=cast.units[code].id, orders__gt=0)
    return {year: (canteen, count) for year, canteen, count in rows.values_list("year", "canteen", "orders")}


@pytest.mark.parametrize(
    ("rules", "school", "district"),
    [
        ({}, WHOLE, WHOLE),
        ({CITY: "ordered"}, TURNED, TURNED),
        ({DISTRICT: "ordered"}, WHOLE, TURNED),
        ({CITY: "ordered", DISTRICT: "completed"}, TURNED, WHOLE),
    ],
)
def test_count_in_the_year_that_the_rule_of_the_region_says(cast, browser_of, rules, school, district):
    for region, year_by in rules.items():
        ruled(region, year_by=year_by)

    run = loaded(browser_of("city_finance"), orders(*BOOK))

    assert run.state == "loaded"
    assert (counted(cast, SCHOOL), counted(cast, DISTRICT_SCHOOL)) == (school, district)
    assert transactions.uncounted() == []
    assert ledger.differences() == []
