from datetime import datetime
from decimal import Decimal

import pytest

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.transactions import queries
from nongcai.foundation.years import CHINA
from tests.cast import YEAR
from tests.domain.transactions.test_services import order, record


def private(unit, number, person, month=6):
    done = datetime(YEAR, month, 1, 0, 30, tzinfo=CHINA)
    return order(
        f"8320{number}", unit_id=unit.id, buyer_kind="individual", person_key=person, completed_at=done, ordered_at=None
    )


@pytest.fixture
def school(cast):
    return cast.units["4101000002"]


class TestFewestPersons:
    def test_is_that_of_the_month_in_which_fewest_bought(self, school):
        record(*(private(school, n, f"p{n}") for n in range(5)), private(school, 9, "p0", month=7))

        assert queries.fewest_persons(school.id, YEAR) == 1

    def test_counts_a_person_once_a_month(self, school):
        record(*(private(school, n, f"p{n % 3}") for n in range(6)))

        assert queries.fewest_persons(school.id, YEAR) == 3

    def test_is_none_where_nobody_bought(self, school):
        assert queries.fewest_persons(school.id, YEAR) is None

    def test_counts_a_refund_in_a_month_of_its_own(self, school):
        record(*(private(school, n, f"p{n}") for n in range(5)))
        later = datetime(YEAR, 9, 1, tzinfo=CHINA)
        refunded = private(school, 0, "p0") | {"state": "refunded", "refund": Decimal("300.00"), "as_of": later}

        record(refunded)

        assert queries.fewest_persons(school.id, YEAR) == 1

    def test_counts_who_was_refunded_in_full(self, school):
        record(private(school, 0, "p0"))
        later = datetime(YEAR, 9, 1, tzinfo=CHINA)

        record(private(school, 0, "p0") | {"state": "refunded", "refund": Decimal("300.00"), "as_of": later})

        assert queries.fewest_persons(school.id, YEAR) == 1


class TestPersonsUnder:
    def test_counts_a_person_once_whatever_the_unit(self, cast, school):
        other = cast.units["4101050001"]
        record(private(school, 1, "p1"), private(school, 2, "p2"), private(other, 3, "p1"))

        units = organisations.units_under(cast.city.path).values("organisation_id")

        assert queries.persons_under(units, YEAR) == 2
        assert queries.persons_under(units.filter(organisation_id=other.id), YEAR) == 1
