"""What goes back, is weighed, or comes to nothing by itself."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from nongcai.domain.catalogue import services as catalogue
from nongcai.domain.orders import queries, services
from nongcai.domain.orders.errors import (
    ClockError,
    OrderStepError,
    ReturnError,
    UnknownReturnError,
    WeightBandError,
    WordsMissingError,
)
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.services import ToldAcceptance, ToldReturn
from nongcai.domain.programmes.models import CountingRule
from nongcai.interfaces.jobs.orders import run_clocks
from tests import goods
from tests.domain.orders.test_counting import counted
from tests.domain.orders.test_placing import stock
from tests.domain.programmes.writing import rewritten
from tests.market import AT


def ask(trade, order, quantity=4, words="受潮", **changes):
    told = {"told": [ToldReturn(1, quantity)], "reason": "quality", "words": words} | changes
    return services.ask_return(actor=trade.actor("buyer"), order_id=order.pk, at=AT, **told)


def answer(trade, row, **told):
    return services.answer_return(
        actor=trade.actor("supplier"), order_id=row.order_id, seq=row.seq, at=AT, **({"agrees": True} | told)
    )


def take(trade, row, seq=None):
    return services.take_return(actor=trade.actor("supplier"), order_id=row.order_id, seq=seq or row.seq, at=AT)


class TestReturn:
    def test_gives_back_stock_and_counts_less(self, trade):
        order = trade.completed()
        assert counted(trade) == (250, 1)

        row = answer(trade, ask(trade, order))
        order = take(trade, row)

        assert (order.state, order.due, order.paid) == ("completed", 150, 250)
        assert stock(trade) == (0, 6, 94)
        assert counted(trade) == (150, 1)

    def test_of_all_ends_the_order_and_counts_nothing(self, trade):
        order = take(trade, answer(trade, ask(trade, trade.completed(), 10)))

        assert (order.state, order.due, order.counted_at) == ("returned", 0, None)
        assert stock(trade) == (0, 0, 100)
        assert counted(trade) == (0, 0)

    @pytest.mark.parametrize(
        "changes", [{"told": []}, {"told": [ToldReturn(1, 11)]}, {"told": [ToldReturn(1, 0)]}, {"reason": "because"}]
    )
    def test_is_of_what_was_accepted(self, trade, changes):
        with pytest.raises(ReturnError):
            ask(trade, trade.accepted(), **changes)

    def test_is_not_asked_for_twice(self, trade):
        order = trade.accepted()
        ask(trade, order, 8)

        with pytest.raises(ReturnError):
            ask(trade, order, 3)
        assert ask(trade, order, 2).seq == 2

    def test_is_taken_once_and_only_when_agreed_to(self, trade):
        row = ask(trade, trade.accepted())
        with pytest.raises(OrderStepError):
            take(trade, row)
        with pytest.raises(UnknownReturnError):
            take(trade, row, seq=2)

        take(trade, answer(trade, row))

        with pytest.raises(OrderStepError):
            take(trade, row)

    def test_is_refused_with_a_reason_and_may_be_asked_for_again(self, trade):
        order = trade.accepted()
        row = ask(trade, order, 10)
        with pytest.raises(WordsMissingError):
            answer(trade, row, agrees=False)

        answer(trade, row, agrees=False, words="已拆封")

        assert queries.returns_of(order).get().state == "refused"
        assert ask(trade, order, 10).seq == 2


class TestCatchWeight:
    @pytest.fixture
    def weighed(self, trade):
        # A bag of about 250 g: 25 yuan, five percent more or less.
        told = goods.told_offer(is_catch_weight=True, band_percent=Decimal(5))
        catalogue.change_offer(actor=trade.actor("supplier"), offer_id=trade.offer.pk, told=told, at=AT)
        return trade.signed()

    def accept(self, trade, order, *told):
        return services.accept_goods(actor=trade.actor("buyer"), order_id=order.pk, told=told or None, at=AT)

    def test_is_paid_and_counted_by(self, trade, weighed):
        order = trade.parcel(weighed, (1, 10, Decimal("2.6")))

        order = trade.paid(trade.invoiced(self.accept(trade, order)))

        # 2.6 kg of 2.5.
        assert (order.due, counted(trade)) == (260, (260, 1))

    @pytest.mark.parametrize("weight", ["2.374", "2.626", None])
    def test_outside_of_the_band_is_not_sent(self, trade, weighed, weight):
        with pytest.raises(WeightBandError) as refusal:
            trade.parcel(weighed, (1, 10, weight and Decimal(weight)))

        assert "2.375至2.625千克之间（允差±5.0%）" in str(refusal.value)

    def test_outside_of_the_band_is_not_accepted(self, trade, weighed):
        order = trade.parcel(weighed, (1, 10, Decimal("2.5")))

        with pytest.raises(WeightBandError):
            self.accept(trade, order, ToldAcceptance(1, 10, weight=Decimal("2.3")))
        assert self.accept(trade, order, ToldAcceptance(1, 10, weight=Decimal("2.4"))).due == 240

    def test_of_a_part_is_told_by_who_accepts_it(self, trade, weighed):
        order = trade.parcel(weighed, (1, 10, Decimal("2.5")))
        with pytest.raises(WeightBandError):
            self.accept(trade, order, ToldAcceptance(1, 4))

        order = self.accept(trade, order, ToldAcceptance(1, 4, weight=Decimal("1.02")))
        order = self.accept(trade, order)

        assert order.due == 250
        order = take(trade, answer(trade, ask(trade, order, 5)))
        assert order.due == 125


class TestClock:
    def until(self, order):
        return Order.objects.get(pk=order.pk).waits_until

    def run(self, at):
        services.run_clocks(at=at)

    @pytest.mark.parametrize(("seconds", "state"), [(-1, "placed"), (0, "cancelled")])
    def test_lets_an_order_lapse_that_nobody_signs(self, trade, seconds, state):
        order = trade.placed()

        self.run(AT + timedelta(days=15, seconds=seconds))

        order.refresh_from_db()
        assert order.state == state
        assert stock(trade) == ((10, 0, 90) if state == "placed" else (0, 0, 100))

    def test_does_not_run_once_it_is_signed(self, trade):
        assert self.until(trade.signed()) is None

    @pytest.mark.parametrize(("days", "state"), [(9, "shipped"), (10, "accepted")])
    def test_accepts_goods_after_the_days_of_the_programme(self, trade, days, state):
        rewritten(CountingRule, accepts_after_days=10)
        order = trade.shipped()

        self.run(AT + timedelta(days=days))

        order.refresh_from_db()
        assert order.state == state

    def test_begins_when_all_is_on_its_way(self, trade):
        order = trade.parcel(trade.signed(), (1, 4))
        assert self.until(order) is None

        trade.parcel(order, (1, 6))

        assert self.until(order) == AT + timedelta(days=15)

    def test_does_not_run_where_the_programme_says_nothing(self, trade):
        rewritten(CountingRule, accepts_after_days=None)

        assert self.until(trade.shipped()) is None

    def test_stands_still_and_goes_on_with_what_was_left(self, trade):
        order = trade.shipped()
        stop = {"actor": trade.operator, "order_id": order.pk, "words": "少货，正在核实"}
        services.stop_clock(**stop, at=AT + timedelta(days=14))
        with pytest.raises(ClockError):
            services.stop_clock(**stop, at=AT)
        self.run(AT + timedelta(days=30))
        assert Order.objects.get(pk=order.pk).state == "shipped"

        services.resume_clock(actor=trade.operator, order_id=order.pk, at=AT + timedelta(days=30))

        assert self.until(order) == AT + timedelta(days=31)
        with pytest.raises(ClockError):
            services.resume_clock(actor=trade.operator, order_id=order.pk, at=AT)

    def test_is_looked_at_by_a_job(self, trade):
        order = trade.placed()

        # Its clock is that of today.
        run_clocks(0)

        order.refresh_from_db()
        assert order.state == "cancelled"
