"""A page of more than is counted may be minutes old in its order and counts, never in what it shows and says."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.models import Product
from nongcai.domain.catalogue.queries import Asked, finding
from nongcai.domain.catalogue.states import ProductState
from nongcai.domain.suppliers.models import SellingSpan
from tests.market import TODAY
from tests.shelf import goods
from tests.worlds import world

NOW = timezone.make_aware(datetime.combine(TODAY, time(9)))
NEWEST = Asked(sort="newest")


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    """Four are more than is counted."""
    monkeypatch.setattr(finding, "MOST", 3)
    finding._KEPT.clear()
    yield
    finding._KEPT.clear()


@world
def shelf(supplier):
    return [goods(supplier, f"木耳{number}号") for number in range(6)]


def page(at=NOW, asked=NEWEST, size=3):
    return queries.find(asked, TODAY, size=size, at=at)


def names(**facts):
    return [row.name for row in page(**facts).rows]


def test_is_read_again_by_one_statement(shelf):
    first = page()

    with CaptureQueriesContext(connection) as taken:
        again = page(at=NOW + finding.AGE - timedelta(seconds=1))

    assert len(taken) == 1
    assert (again.rows, again.after, again.options) == (first.rows, first.after, first.options)


def test_tells_new_prices_at_once(shelf):
    page()
    offer = shelf[-1].offer
    offer.price = Decimal("99.00")
    offer.save(update_fields=["price"])
    shelf[-1].put_up()

    assert page().rows[0].price == Decimal("99.00")


def test_never_shows_what_was_taken_down(shelf):
    assert "木耳5号" in names()
    Product.objects.filter(pk=shelf[-1].product.pk).update(state=ProductState.RETIRED)
    shelf[-1].put_up()

    assert names() == ["木耳4号", "木耳3号", "木耳2号"]


def test_never_shows_what_its_supplier_may_sell_no_more(shelf, supplier):
    assert names()
    SellingSpan.objects.filter(supplier=supplier).delete()

    assert (names(), page().total) == ([], 0)


def test_shows_what_is_new_after_a_while(shelf, supplier):
    page()
    goods(supplier, "木耳6号")

    assert "木耳6号" not in names(at=NOW + finding.AGE - timedelta(seconds=1))
    assert "木耳6号" in names(at=NOW + finding.AGE)


@pytest.mark.parametrize(("most", "at"), [(6, NOW), (3, None)])
def test_is_not_kept_where_all_is_counted_or_nobody_says_when(shelf, supplier, monkeypatch, most, at):
    monkeypatch.setattr(finding, "MOST", most)
    page(at=at)
    goods(supplier, "木耳6号")

    assert "木耳6号" in names(at=at)


def test_is_another_for_whoever_asks_for_something_else(shelf):
    first = page()

    assert page(asked=Asked(sort="newest", after=first.after)).rows != first.rows
    assert len(page(size=2).rows) == 2
    assert page(asked=Asked(sort="price")).rows != first.rows
