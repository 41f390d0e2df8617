"""A great list is drawn once while it says the same, and anew as soon as it says anything else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from nongcai.domain.catalogue.queries import finding
from nongcai.interfaces.web.hall import drawing
from tests.market import all_the_way, on_stage
from tests.shelf import goods, sell_for_good

LIST = "/hall/offers/?sort=newest"
DRAWN = "此页是先前画好的"


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    """Two are more than is counted."""
    monkeypatch.setattr(finding, "MOST", 1)
    finding._KEPT.clear()
    drawing._KEPT.clear()
    yield
    finding._KEPT.clear()
    drawing._KEPT.clear()


@pytest.fixture
def shelf(cast):
    market = on_stage(cast)
    all_the_way(market)
    sell_for_good(market.supplier)
    return [goods(market.supplier, f"木耳{number}号") for number in range(3)]


def text(client, address=LIST):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def drawn_before(client, address=LIST):
    """Whether the page is what was kept: which is marked here, so that it can be told from the same drawn again."""
    text(client, address)
    for key, (since, kept) in drawing._KEPT._values.items():
        drawing._KEPT._values[key] = (since, replace(kept, drawn=f"{kept.drawn}{DRAWN}"))
    return lambda other=client, to=address: DRAWN in text(other, to)


def test_is_not_drawn_twice(shelf, browser_of):
    clerk = browser_of("unit")

    assert drawn_before(clerk)()


def test_is_drawn_anew_when_a_price_changes(shelf, browser_of):
    again = drawn_before(browser_of("unit"))
    offer = shelf[-1].offer
    offer.price = Decimal("99.00")
    offer.save(update_fields=["price"])
    shelf[-1].put_up()

    assert not again()


def test_is_drawn_anew_when_it_is_counted_anew(shelf, browser_of):
    again = drawn_before(browser_of("unit"))
    finding._KEPT.clear()

    assert not again()


def test_is_drawn_for_each_address(shelf, browser_of):
    clerk = browser_of("unit")
    again = drawn_before(clerk)

    assert again()
    assert not again(to=f"{LIST}&to=41")


def test_offers_the_buttons_of_its_reader(shelf, browser_of):
    again = drawn_before(browser_of("unit"))
    platform = browser_of("platform")

    assert not again(platform)
    assert "加入常购清单" in text(browser_of("unit"))
    assert "加入常购清单" not in text(platform)


def test_is_not_kept_where_all_is_counted(shelf, browser_of, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 1000)

    assert not drawn_before(browser_of("unit"))()
