"""An order counts once, to its unit, in the transaction of the step that fulfils the region's rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry, UnitStanding
from nongcai.domain.orders import queries, services
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.services import ToldAcceptance, clocking
from nongcai.domain.orders.states import OrderState, PaymentMode
from nongcai.domain.programmes import services as programmes
from nongcai.domain.programmes.models import CountingRule
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions.models import Transaction
from nongcai.interfaces.jobs.orders import count_fulfilled
from tests.domain.programmes.writing import bureau_of, counting, rewritten
from tests.market import AT
from tests.orders import SCHOOL

HOUR = timedelta(hours=1)


def counted(trade):
    """Return what counts to the school; it is what its orders say."""
    assert transactions.uncounted() == []
    assert ledger.differences() == []
    row = UnitStanding.objects.filter(unit_id=trade.cast.units[SCHOOL].id, year=AT.year).first()
    return (row.canteen, row.orders) if row else (0, 0)


def needs(*facts):
    rewritten(CountingRule, needs=list(facts))


def missing(order):
    return queries.missing_step(order, queries.counting_of(order.region_code, AT))


class TestCounting:
    def test_happens_with_the_last_fact_that_the_rule_needs(self, trade):
        order = trade.invoiced(trade.accepted())
        assert counted(trade) == (0, 0)

        order = trade.paid(order)

        assert order.counted_at == AT
        assert counted(trade) == (250, 1)
        row = Transaction.objects.get(pk=order.number)
        assert (row.origin, row.state, row.net, row.product, row.origin_code) == (
            "platform",
            "completed",
            250,
            "卢氏黑木耳",
            "411224",
        )

    @pytest.mark.parametrize(
        ("facts", "act"),
        [
            (("goods",), lambda trade: trade.accepted()),
            (("paid",), lambda trade: trade.paid(trade.signed())),
            (("invoice",), lambda trade: trade.invoiced(trade.shipped())),
            (
                ("goods", "evaluated"),
                lambda trade: services.evaluate(
                    actor=trade.actor("buyer"),
                    order_id=trade.accepted().pk,
                    goods=5,
                    delivery=5,
                    service=5,
                    at=AT,
                ),
            ),
        ],
    )
    def test_follows_the_rule_of_the_region(self, trade, facts, act):
        needs(*facts)

        order = act(trade)

        assert order.counted_at == AT
        assert counted(trade) == (250, 1)

    def test_waits_for_an_evaluation_where_the_rule_wants_one(self, trade):
        needs("paid", "goods", "invoice", "evaluated")

        order = trade.completed()

        assert (order.counted_at, missing(order).action) == (None, "evaluate")
        assert counted(trade) == (0, 0)

    def test_is_taken_back_when_the_money_goes_back_and_done_again(self, trade):
        order = trade.completed()

        order = trade.paid(order, "-250")
        assert (order.counted_at, counted(trade)) == (None, (0, 0))

        order = trade.paid(order, "250")
        assert counted(trade) == (250, 1)
        assert Entry.objects.filter(source__startswith=f"order:{order.number}:").count() == 3

    def test_follows_what_is_accepted_later(self, trade):
        needs("paid")
        order = trade.paid(trade.signed())
        assert counted(trade) == (250, 1)

        trade.parcel(order, (1, 10))
        told = [ToldAcceptance(1, 8, 2, "damaged")]
        order = services.accept_goods(actor=trade.actor("buyer"), order_id=order.pk, told=told, at=AT)

        assert counted(trade) == (200, 1)
        assert list(Entry.objects.filter(source__contains=order.number).values_list("amount", flat=True)) == [
            Decimal(250),
            Decimal(-250),
            Decimal(200),
        ]

    def test_is_once_a_number_whoever_brings_it(self, trade):
        order = trade.invoiced(trade.accepted())
        Transaction.objects.create(
            order_no=order.number,
            buyer_kind="unit",
            amount=Decimal(7),
            state="placed",
            origin="export",
            as_of=AT,
        )

        trade.paid(order)

        assert Transaction.objects.get(pk=order.number).amount == 7
        assert counted(trade) == (0, 0)


def put_in_force(at, **changes):
    """Let the school's region have a rule of its own from a moment on."""
    region = Order.objects.values_list("region_code", flat=True).first()
    actor, told = bureau_of(region), counting(first_year=AT.year, year_by="completed", **changes)
    rule = programmes.write_counting_rule(actor=actor, told=told, at=at)
    programmes.publish_counting_rule(actor=actor, rule_id=rule.pk, at=at)


class TestNewRule:
    """A rule is put in force while orders are on their way."""

    def test_that_needs_more_leaves_alone_what_has_counted(self, trade):
        order = trade.completed()
        put_in_force(AT + HOUR, needs=["paid", "goods", "invoice", "evaluated"])

        order = services.evaluate(
            actor=trade.actor("buyer"), order_id=order.pk, goods=5, delivery=5, service=5, at=AT + 2 * HOUR
        )

        assert (order.counted_at, missing(order)) == (AT, None)
        assert counted(trade) == (250, 1)

    def test_that_needs_more_leaves_alone_what_is_changed_later(self, trade):
        needs("paid")
        order = trade.paid(trade.signed())
        put_in_force(AT + HOUR, needs=["paid", "evaluated"])

        trade.parcel(order, (1, 10))
        told = [ToldAcceptance(1, 8, 2, "damaged")]
        services.accept_goods(actor=trade.actor("buyer"), order_id=order.pk, told=told, at=AT + 2 * HOUR)

        assert counted(trade) == (200, 1)

    def test_that_needs_less_counts_what_lacks_nothing_by_it(self, trade):
        order = trade.accepted()
        put_in_force(AT + HOUR, needs=["goods"])
        assert (counted(trade), queries.fulfilled_uncounted(AT + HOUR)) == ((0, 0), [order.pk])

        found = [services.count_fulfilled(at=AT + hours * HOUR) for hours in (2, 3)]

        assert (found, counted(trade)) == ([1, 0], (250, 1))
        order.refresh_from_db()
        assert order.counted_at == AT + 2 * HOUR

    def test_counts_all_that_it_lets_count_at_once(self, trade, monkeypatch):
        monkeypatch.setattr(clocking, "_MOST", 1)
        for _ in range(3):
            trade.accepted()
        put_in_force(AT + HOUR, needs=["goods"])

        assert services.count_fulfilled(at=AT + 2 * HOUR) == 3
        assert counted(trade) == (750, 3)

    def test_is_followed_by_the_clock(self, trade):
        order = trade.accepted()
        assert queries.fulfilled_uncounted(AT) == []
        needs("goods")

        count_fulfilled(0)

        order.refresh_from_db()
        assert order.counted_at is not None

    def test_leaves_alone_what_went_back(self, trade):
        order = trade.accepted()
        Order.objects.filter(pk=order.pk).update(state=OrderState.RETURNED)
        put_in_force(AT + HOUR, needs=["goods"])

        assert queries.fulfilled_uncounted(AT + HOUR) == []


class TestYear:
    """An order that was placed on the last evening of a year and is done with in the next."""

    @pytest.fixture
    def year(self):
        """Return the last year of the old rule; the order is of it."""
        return AT.year - 1

    @pytest.fixture
    def order(self, trade, year):
        needs("paid")
        order = trade.signed()
        Order.objects.filter(pk=order.pk).update(placed_at=datetime(year, 12, 31, 15, 59, tzinfo=UTC))
        order.refresh_from_db()
        return order

    def years(self, order):
        """Return what stands in each year; it is what the orders say."""
        assert (transactions.uncounted(), ledger.differences()) == ([], [])
        found = {}
        for year, amount in Entry.objects.filter(unit_id=order.unit_id, kind="purchased").values_list("year", "amount"):
            found[year] = found.get(year, 0) + amount
        return {year: amount for year, amount in found.items() if amount}

    @pytest.mark.parametrize(("year_by", "later"), [("completed", 1), ("ordered", 0)])
    def test_is_what_the_rule_says(self, trade, order, year, year_by, later):
        rewritten(CountingRule, year_by=year_by)

        trade.paid(order)

        assert self.years(order) == {year + later: 250}
        assert Transaction.objects.get(pk=order.number).counts_in == year + later

    @pytest.mark.parametrize(("year_by", "later"), [("completed", 1), ("ordered", 0)])
    def test_is_that_of_the_opposite_as_well(self, trade, order, year, year_by, later):
        rewritten(CountingRule, year_by=year_by)
        trade.paid(order)
        trade.parcel(order, (1, 10))

        told = [ToldAcceptance(1, 8, 2, "damaged")]
        late = AT + timedelta(days=400)
        order = services.accept_goods(actor=trade.actor("buyer"), order_id=order.pk, told=told, at=late)

        rows = Entry.objects.filter(source__contains=order.number).values_list("year", "amount")
        assert sorted(rows) == [(year + later, amount) for amount in (-250, 200, 250)]
        assert self.years(order) == {year + later: 200}

    def test_is_said_by_the_rule_of_the_year_of_ordering(self, trade, order, year):
        rule = CountingRule.objects.get()
        CountingRule.objects.update(last_year=year)
        rule.pk, rule.first_year, rule.last_year, rule.year_by = None, year + 1, None, "ordered"
        rule.save()

        trade.paid(order)

        assert self.years(order) == {year + 1: 250}


class TestMissingStep:
    def test_is_the_payment_where_that_comes_before_the_goods(self, trade):
        order = trade.signed(payment_mode=PaymentMode.PAY_FIRST)

        assert (missing(order).action, missing(order).label) == ("pay", "付清货款")
        assert missing(trade.paid(order)).action == "ship"

    def test_is_the_next_until_it_counts(self, trade):
        order = trade.placed()
        found = [missing(order)]
        order = services.sign(actor=trade.actor("supplier"), order_id=order.pk, at=AT)
        found.append(missing(order))
        order = trade.parcel(order, (1, 10))
        found.append(missing(order))
        order = services.accept_goods(actor=trade.actor("buyer"), order_id=order.pk, at=AT)
        found.append(missing(order))
        order = trade.billed(order)
        found.append(missing(order))
        order = trade.invoiced(order)
        found.append(missing(order))

        assert [one.action for one in found] == ["sign", "ship", "accept", "show_invoice", "accept_invoice", "pay"]
        assert missing(trade.paid(order)) is None

    def test_is_the_suppliers_where_no_invoice_was_shown(self, trade):
        found = missing(trade.accepted())

        assert (found.label, found.also) == ("供应商开具发票", ("验票", "付清货款"))

    def test_is_no_invoice_before_the_goods_unless_the_rule_wants_only_that(self, trade):
        order = trade.shipped()
        assert missing(order).action == "accept"

        needs("invoice")

        assert missing(order).action == "show_invoice"
        assert missing(trade.billed(order)).action == "accept_invoice"

    def test_is_the_payment_where_the_rule_wants_no_invoice(self, trade):
        needs("goods", "paid")

        assert missing(trade.accepted()).action == "pay"

    def test_is_none_for_what_never_counts(self, trade):
        order = services.cancel(actor=trade.actor("buyer"), order_id=trade.placed().pk, words="不再需要", at=AT)

        assert missing(order) is None
        assert not queries.uncounted_orders(trade.actor("unit")).exists()

    def test_stands_in_the_list_of_the_unit(self, trade):
        order = trade.accepted()

        assert list(queries.uncounted_orders(trade.actor("unit"))) == [order]
        trade.paid(trade.invoiced(order))
        assert not queries.uncounted_orders(trade.actor("unit")).exists()
