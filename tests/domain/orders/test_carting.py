"""The cart says plainly what changed since something was put there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nongcai.domain.catalogue import services as catalogue
from nongcai.domain.catalogue.rules.pricing import Fee
from nongcai.domain.orders import queries, services
from nongcai.domain.orders.errors import CartFullError, OfferGoneError, OrderQuantityError, UnknownCartLineError
from nongcai.domain.orders.services import carting
from nongcai.foundation.errors import NotAllowedError
from tests import goods
from tests.market import AT, TODAY
from tests.orders import PROVINCE


def put(trade, quantity=10, by="buyer", offer=None):
    return services.put(actor=trade.actor(by), quantities={(offer or trade.offer).pk: quantity}, at=AT)


def part(trade, **more):
    """Return the one supplier's part, and its one line."""
    [found] = queries.cart_of(trade.actor("buyer"), TODAY, **more)
    return found, found.lines[0]


class TestPut:
    def test_adds_to_what_is_there(self, trade):
        put(trade, 3)
        put(trade, 4)

        found, line = part(trade)

        assert (found.supplier_name, found.amount, line.line.quantity) == (trade.market.supplier.name, 175, 7)
        assert line.changes == ()

    @pytest.mark.parametrize("by", ["unit", "supplier", "city_finance"])
    def test_is_for_those_who_buy(self, trade, by):
        with pytest.raises(NotAllowedError):
            put(trade, by=by)

    def test_wants_a_quantity_and_something_that_shows(self, trade):
        with pytest.raises(OrderQuantityError):
            put(trade, 0)
        catalogue.switch_offer(actor=trade.actor("supplier"), offer_id=trade.offer.pk, is_on=False, at=AT)
        with pytest.raises(OfferGoneError):
            put(trade)

    def test_has_a_limit(self, trade, monkeypatch):
        monkeypatch.setattr(carting, "LINES", 0)

        with pytest.raises(CartFullError):
            put(trade)


class TestCart:
    def test_says_that_the_price_changed_and_may_still_be_ordered(self, trade):
        put(trade)
        catalogue.price_offer(
            actor=trade.actor("supplier"), offer_id=trade.offer.pk, price=Decimal(26), tiers=[], at=AT
        )

        found, line = part(trade)

        assert (line.changes, line.may_be_ordered, line.price, found.amount) == (("price",), True, 26, 260)

    def test_says_that_stock_is_short(self, trade):
        put(trade)
        trade.placed(*[type(trade.told().lines[0])(trade.offer.pk, 95)])
        put(trade)

        found, line = part(trade)

        assert (line.changes, line.left, line.may_be_ordered, found.amount) == (("stock",), 5, False, 0)

    def test_says_what_is_off_the_shelf(self, trade):
        put(trade)
        catalogue.switch_offer(actor=trade.actor("supplier"), offer_id=trade.offer.pk, is_on=False, at=AT)

        found, line = part(trade)

        assert (line.changes, line.price, found.amount) == (("gone",), None, 0)

    def test_says_what_is_not_delivered_and_less_than_the_minimum(self, trade):
        put(trade, 2)
        supplier = trade.actor("supplier")
        plan = catalogue.add_plan(actor=supplier, name="快递", fees=[Fee("11", first_fee=Decimal(8))])
        told = goods.told_offer(minimum=3, freight_id=plan.pk)
        catalogue.change_offer(actor=supplier, offer_id=trade.offer.pk, told=told, at=AT)

        _found, line = part(trade, province=PROVINCE)

        assert line.changes == ("minimum", "not_delivered")

    def test_takes_the_same_number_of_queries_for_any_number(self, trade, django_assert_max_num_queries):
        put(trade)
        second = goods.listed(trade.market, name="香菇").offers.get()
        put(trade, offer=second)

        with django_assert_max_num_queries(5):
            found = queries.cart_of(trade.actor("buyer"), TODAY, province=PROVINCE)

        assert [len(one.lines) for one in found] == [2]


class TestLine:
    def test_is_changed_and_removed_by_its_own(self, trade):
        put(trade)
        line = queries.cart_lines(trade.actor("buyer")).get()

        services.change(actor=trade.actor("buyer"), line_id=line.pk, quantity=2, at=AT)
        assert part(trade)[0].amount == 50

        assert services.remove(actor=trade.actor("buyer"), line_ids=[line.pk]) == 1
        with pytest.raises(UnknownCartLineError):
            services.change(actor=trade.actor("buyer"), line_id=line.pk, quantity=2, at=AT)

    def test_leaves_the_cart_when_it_is_ordered(self, trade):
        put(trade)

        trade.placed()

        assert queries.cart_of(trade.actor("buyer"), TODAY) == []
