"""A month's settlement: what became payable, what arrived, what is left, by the day on which money came in."""

from datetime import date
from decimal import Decimal

import pytest

from nongcai.domain.payments import queries
from nongcai.domain.payments.models import Due
from nongcai.domain.payments.queries import Month
from nongcai.domain.payments.rules import code_of
from tests.money import AT, load, open_account, owe, row

pytestmark = pytest.mark.django_db
FEBRUARY, MARCH, APRIL = date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)


@pytest.fixture
def account(market):
    return open_account(market)


def begun(due, day):
    """The goods came on that day."""
    Due.objects.filter(pk=due.pk).update(starts_on=day)
    return due


def lines(market, month):
    found = queries.lines_of_month(market.actor("supplier"), month)
    return [(one.number, one.before, one.arrived, one.left) for one in found]


def sums(market, month):
    return queries.month_of(market.actor("supplier"), month)


@pytest.fixture
def paid(market, account):
    """Owed since February, half of it paid in March."""
    due = owe(market, "1200.00")
    load(market, row("500.00", code_of(due.pk)))
    return begun(due, date(2024, 2, 20))


def test_an_order_stands_in_each_month_until_it_is_paid(market, paid):
    number = paid.number

    assert lines(market, date(2024, 1, 1)) == []
    assert lines(market, FEBRUARY) == [(number, 0, 0, Decimal("1200.00"))]
    assert lines(market, MARCH) == [(number, 0, Decimal("500.00"), Decimal("700.00"))]
    assert lines(market, APRIL) == [(number, Decimal("500.00"), 0, Decimal("700.00"))]


def test_the_sums_are_those_of_the_lines(market, paid):
    begun(owe(market, "30.00"), date(2024, 3, 31))

    assert sums(market, FEBRUARY) == Month(1, Decimal("1200.00"), Decimal(0), Decimal("1200.00"))
    assert sums(market, MARCH) == Month(2, Decimal("30.00"), Decimal("500.00"), Decimal("730.00"))
    assert sums(market, APRIL) == Month(2, Decimal(0), Decimal(0), Decimal("730.00"))


def test_what_was_paid_before_the_goods_came_stands_in_the_month_of_the_money(market, account):
    due = owe(market, "80.00")
    load(market, row("80.00", code_of(due.pk)))
    begun(due, date(2024, 4, 2))

    assert lines(market, MARCH) == [(due.number, 0, Decimal("80.00"), 0)]
    assert sums(market, MARCH).left == 0
    assert lines(market, APRIL) == []


def test_a_month_begins_at_midnight_in_china(market, paid):
    begun(paid, date(2024, 3, 1))

    assert lines(market, FEBRUARY) == []


def test_what_was_cancelled_is_not_settled(market, paid):
    Due.objects.filter(pk=paid.pk).update(cancelled_at=AT)

    assert lines(market, MARCH) == []


def test_shows_nobody_what_others_owe(market, paid):
    buyers = queries.lines_of_month(market.actor("quality"), MARCH)

    assert list(buyers) == []


def test_counts_months_backwards():
    assert queries.months_back(AT, 4) == [MARCH, FEBRUARY, date(2024, 1, 1), date(2023, 12, 1)]
