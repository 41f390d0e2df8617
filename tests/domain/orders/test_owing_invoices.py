"""Whom an order waits for between the goods and the invoice, and since when."""

from __future__ import annotations

from datetime import timedelta

from nongcai.domain.orders import permissions, queries, services
from nongcai.domain.orders.services import ToldAcceptance, ToldReturn
from tests.market import AT

LATER = AT + timedelta(days=2)
STILL_LATER = AT + timedelta(days=3)


def strike(trade, order, *, is_another_there=False, at=STILL_LATER):
    actor = trade.actor("supplier")
    return services.note_invoice_struck(actor=actor, order_id=order.pk, is_another_there=is_another_there, at=at)


def gone_back(trade, order, quantity):
    told = {"told": [ToldReturn(1, quantity)], "reason": "quality", "words": "受潮"}
    row = services.ask_return(actor=trade.actor("buyer"), order_id=order.pk, at=AT, **told)
    known = {"actor": trade.actor("supplier"), "order_id": order.pk, "seq": row.seq, "at": LATER}
    services.answer_return(agrees=True, **known)
    return services.take_return(**known)


def held(order):
    return (order.holder, order.since)


class TestHolder:
    def test_is_the_supplier_until_the_invoice_is_shown(self, trade):
        order = trade.accepted()
        assert (*held(order), order.owes_invoice) == ("seller", AT, True)

        order = trade.billed(order, LATER)

        assert (*held(order), order.owes_invoice) == ("buyer", LATER, False)
        assert order.invoice_shown_at == LATER

    def test_is_the_supplier_again_when_the_last_was_struck(self, trade):
        order = trade.billed(trade.accepted(), LATER)

        order = strike(trade, order, is_another_there=True)
        assert (*held(order), order.invoice_shown_at) == ("buyer", LATER, LATER)

        order = strike(trade, order)
        assert (*held(order), order.invoice_shown_at) == ("seller", STILL_LATER, None)

    def test_keeps_the_moment_of_the_first_that_stands(self, trade):
        order = trade.billed(trade.accepted(), LATER)

        order = trade.billed(order, STILL_LATER)

        assert (*held(order), order.invoice_shown_at) == ("buyer", LATER, LATER)

    def test_is_the_buyer_where_the_invoice_came_with_the_goods(self, trade):
        order = trade.billed(trade.shipped())
        assert order.holder == "buyer"

        order = services.accept_goods(actor=trade.actor("buyer"), order_id=order.pk, at=LATER)

        assert held(order) == ("buyer", LATER)

    def test_is_the_buyer_where_the_invoice_was_accepted_before_or_without_one(self, trade):
        order = trade.invoiced(trade.shipped())
        early = services.accept_goods(actor=trade.actor("buyer"), order_id=order.pk, at=LATER)

        assert (early.holder, trade.invoiced(trade.accepted()).holder) == ("buyer", "buyer")

    def test_is_the_supplier_of_the_rest_whatever_is_shown(self, trade):
        order = trade.parcel(trade.signed(), (1, 6))
        told = [ToldAcceptance(1, 6)]
        order = services.accept_goods(actor=trade.actor("buyer"), order_id=order.pk, told=told, at=AT)
        assert held(order) == ("seller", AT)

        assert held(trade.billed(order, LATER)) == ("seller", AT)

    def test_is_not_moved_by_a_clock_that_stops_or_by_money(self, trade):
        order = trade.accepted()
        services.stop_clock(actor=trade.operator, order_id=order.pk, words="查看", at=LATER)
        order = services.resume_clock(actor=trade.operator, order_id=order.pk, at=STILL_LATER)
        assert held(order) == ("seller", AT)

        assert held(trade.paid(order)) == ("seller", AT)

    def test_stays_where_a_part_went_back_and_is_nobody_when_all_did(self, trade):
        order = gone_back(trade, trade.accepted(), 4)
        assert (order.state, *held(order)) == ("accepted", "seller", AT)

        order = gone_back(trade, order, 6)
        assert (order.state, order.holder, order.owes_invoice) == ("returned", "nobody", False)


class TestNoting:
    def test_is_a_step_of_the_supplier(self, trade):
        order = trade.billed(trade.accepted(), LATER)
        strike(trade, order)

        found = list(queries.steps_of(order).values_list("action", "at"))[-2:]
        assert found == [("show_invoice", LATER), ("strike_invoice", STILL_LATER)]
        assert queries.steps_of(order).last().by_office == order.supplier_name

    def test_gives_the_buyer_something_to_accept(self, trade):
        order, buyer = trade.accepted(), trade.actor("buyer")
        before = permissions.possible_actions(buyer, order)

        assert "accept_invoice" not in before
        assert "accept_invoice" in permissions.possible_actions(buyer, trade.billed(order))
