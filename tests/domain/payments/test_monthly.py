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


def month(orders, *yuan):
    return Month(orders, *map(Decimal, yuan))


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

    assert sums(market, FEBRUARY) == month(1, 0, 1200, 0, 0, 1200)
    assert sums(market, MARCH) == month(2, 1200, 30, 500, 0, 730)
    assert sums(market, APRIL) == month(2, 730, 0, 0, 0, 730)


def test_what_was_paid_before_the_goods_came_stands_in_the_month_of_the_money(market, account):
    due = owe(market, "80.00")
    load(market, row("80.00", code_of(due.pk)))
    begun(due, date(2024, 4, 2))

    assert lines(market, MARCH) == [(due.number, 0, Decimal("80.00"), 0)]
    assert sums(market, MARCH) == month(1, 0, 0, 80, 80, 0)
    assert lines(market, APRIL) == [(due.number, Decimal("80.00"), 0, 0)]
    assert sums(market, APRIL).fresh == Decimal("80.00")


def test_rows_and_sum_say_the_same_of_what_is_left(market, account):
    """A part was paid ahead: nothing is left until the goods came."""
    due = owe(market, "100.00")
    load(market, row("50.00", code_of(due.pk)))
    begun(due, date(2024, 4, 2))

    assert lines(market, MARCH) == [(due.number, 0, Decimal("50.00"), 0)]
    assert sums(market, MARCH).left == 0
    assert lines(market, APRIL) == [(due.number, Decimal("50.00"), 0, Decimal("50.00"))]
    assert sums(market, APRIL).left == Decimal("50.00")


def test_what_one_is_to_get_back_pays_nothing_else(market, paid):
    """Of an order that was paid goods went back; another is open."""
    begun(owe(market, "30.00"), date(2024, 3, 31))
    Due.objects.filter(pk=paid.pk).update(amount=Decimal("400.00"))

    [first, _second] = queries.lines_of_month(market.actor("supplier"), MARCH)
    assert (first.left, first.beyond) == (0, Decimal("100.00"))
    assert sums(market, MARCH).left == Decimal("30.00")


def test_the_end_follows_from_the_start(market, paid):
    """Beside the order that is half paid: a new one, one paid, one of which goods went back, one paid too much."""
    begun(owe(market, "30.00"), date(2024, 3, 31))
    whole, lowered, ahead = (owe(market, amount) for amount in ("80.00", "400.00", "60.00"))
    load(market, row("80.00", code_of(whole.pk)), row("400.00", code_of(lowered.pk)), row("60.00", code_of(ahead.pk)))
    begun(paid, date(2024, 2, 20))
    begun(whole, date(2024, 3, 2))
    begun(lowered, date(2024, 2, 25))
    begun(ahead, date(2024, 4, 3))
    Due.objects.filter(pk=lowered.pk).update(amount=Decimal("250.00"))

    february, march, april = (sums(market, one) for one in (FEBRUARY, MARCH, APRIL))

    for one in (february, march, april):
        assert one.opening + one.fresh - one.arrived + one.beyond == one.left
    assert (march.opening, april.opening) == (february.left, march.left)
    # What was paid ahead and what goes back is told: 60 and 150; the money ahead is used up in April.
    assert march == month(5, 1450, 110, 1040, 210, 730)
    assert april == month(3, 730, 60, 0, -60, 730)


def test_a_month_begins_at_midnight_in_china(market, paid):
    begun(paid, date(2024, 3, 1))

    assert lines(market, FEBRUARY) == []


def test_of_what_was_called_off_the_money_stays(market, paid):
    Due.objects.filter(pk=paid.pk).update(cancelled_at=AT)

    assert lines(market, FEBRUARY) == []
    [only] = queries.lines_of_month(market.actor("supplier"), MARCH)
    assert (only.payable, only.arrived, only.left, only.beyond) == (0, Decimal("500.00"), 0, Decimal("500.00"))
    assert sums(market, MARCH) == month(1, 0, 0, 500, 500, 0)


def test_shows_nobody_what_others_owe(market, paid):
    buyers = queries.lines_of_month(market.actor("quality"), MARCH)

    assert list(buyers) == []


def test_counts_months_backwards():
    assert queries.months_back(AT, 4) == [MARCH, FEBRUARY, date(2024, 1, 1), date(2023, 12, 1)]
