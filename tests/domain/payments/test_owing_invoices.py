"""An order waits for its supplier's invoice, then for the buyer: as invoices are shown and struck, also at once."""

import importlib
import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.models import Order
from nongcai.domain.payments import queries, services
from tests.cast import hire
from tests.domain.payments.test_invoices import HALF, NUMBER, XML, told
from tests.market import on_stage
from tests.money import AT, owe
from tests.threads import wait_for_waiting

LATER = AT + timedelta(days=2)
STILL_LATER = AT + timedelta(days=3)
MIGRATION = "nongcai.domain.payments.migrations.0004_orders_wait_for_their_invoices"
THREADS = 6


def accepted(market, **changes):
    facts = {"state": "accepted", "shipped_at": AT, "goods_accepted_at": AT, "holder": "seller", "since": AT}
    return owe(market, **facts | changes)


def show(market, due, number=NUMBER, at=AT, **changes):
    one = told(market, number=number, **changes)
    return services.show_invoice(actor=market.actor("supplier"), order_id=due.pk, told=one, file=XML, at=at)


def strike(market, due, seq, at=AT):
    actor = market.actor("supplier")
    return services.strike_invoice(actor=actor, order_id=due.pk, seq=seq, words="税率有误", at=at)


def held(due):
    order = Order.objects.get(pk=due.pk)
    return (order.holder, order.since, order.invoice_shown_at)


@pytest.mark.django_db
class TestInvoices:
    def test_move_the_order_to_the_buyer_and_back(self, market):
        due = accepted(market)
        found = []

        show(market, due, at=LATER, **HALF)
        found.append(held(due))
        show(market, due, NUMBER[::-1], at=STILL_LATER, **HALF)
        strike(market, due, 1, at=STILL_LATER)
        found.append(held(due))
        strike(market, due, 2, at=STILL_LATER)
        found.append(held(due))

        assert found == [("buyer", LATER, LATER), ("buyer", LATER, LATER), ("seller", STILL_LATER, None)]

    def test_are_steps_of_the_order_by_their_numbers(self, market):
        due = accepted(market)
        show(market, due)
        strike(market, due, 1)

        found = orders.steps_of(Order.objects.get(pk=due.pk)).values_list("action", "words")
        assert list(found) == [
            ("show_invoice", f"发票号码{NUMBER}"),
            ("strike_invoice", f"发票号码{NUMBER}：税率有误"),
        ]

    def test_leave_with_the_buyer_what_it_agreed_to(self, market, cast):
        acceptor = cast.actor(hire(cast, "acceptor"))
        due = accepted(market, buyer_id=acceptor.organisation_id)
        show(market, due)
        services.accept_invoices(actor=acceptor, order_id=due.pk, at=LATER)
        show(market, due, NUMBER[::-1], at=LATER, **HALF)

        strike(market, due, 2, at=STILL_LATER)

        assert held(due) == ("buyer", AT, AT)


@pytest.mark.django_db
class TestMigration:
    """Of orders that were there before."""

    def test_fills_in_since_when_an_invoice_stands_and_who_has_the_order(self, market):
        facts = {
            "owed": {},
            "shown": {},
            "struck": {},
            "shown_again": {},
            "agreed": {"invoice_accepted_at": AT},
            "on_its_way": {"state": "shipped"},
            "nothing": {"due": Decimal(0)},
            "complete": {"state": "completed", "invoice_accepted_at": AT},
        }
        dues = {name: accepted(market, **one) for name, one in facts.items()}
        for place, name in enumerate(("shown", "struck", "shown_again", "complete")):
            show(market, dues[name], f"{place}" * 20, at=LATER)
        strike(market, dues["struck"], 1, at=STILL_LATER)
        strike(market, dues["shown_again"], 1, at=LATER)
        show(market, dues["shown_again"], "8" * 20, at=STILL_LATER)
        Order.objects.update(since=AT, invoice_shown_at=None)
        Order.objects.exclude(state="completed").update(holder="buyer")

        self.run("SHOWN", "LOOKED_AT", "OWED")

        assert {name: held(due) for name, due in dues.items()} == {
            "owed": ("seller", AT, None),
            "shown": ("buyer", LATER, LATER),
            "struck": ("seller", STILL_LATER, None),
            "shown_again": ("buyer", STILL_LATER, STILL_LATER),
            "agreed": ("buyer", AT, None),
            "on_its_way": ("buyer", AT, None),
            "nothing": ("buyer", AT, None),
            "complete": ("nobody", AT, LATER),
        }
        self.run("AS_BEFORE")
        assert not Order.objects.filter(holder="seller").exists()

    @staticmethod
    def run(*names):
        migration = importlib.import_module(MIGRATION)
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(getattr(migration, name))


class TestAtOnce:
    @pytest.fixture
    def market(self, stage):
        return on_stage(stage)

    @staticmethod
    def alone(act):
        outcome = []

        def run():
            try:
                act()
                outcome.append("done")
            finally:
                connection.close()

        return threading.Thread(target=run), outcome

    def test_several_shown_get_a_number_and_a_step_each(self, market):
        due, barrier = accepted(market), threading.Barrier(THREADS)
        part = {"net": Decimal(100), "tax": Decimal(0), "total": Decimal(100), "lines": ()}

        def one(number):
            barrier.wait()
            show(market, due, f"{number}" * 20, **part)

        running = [self.alone(lambda number=number: one(number)) for number in range(THREADS)]
        for thread, _outcome in running:
            thread.start()
        for thread, _outcome in running:
            thread.join()

        assert [outcome for _thread, outcome in running] == [["done"]] * THREADS
        assert [one.seq for one in queries.invoices_of(due.pk)] == list(range(1, THREADS + 1))
        assert Order.objects.get(pk=due.pk).steps == THREADS

    def test_one_struck_while_another_is_shown_leaves_the_order_with_the_buyer(self, market):
        due = accepted(market)
        show(market, due, **HALF)
        thread, outcome = self.alone(lambda: strike(market, due, 1, at=STILL_LATER))

        with transaction.atomic():
            show(market, due, NUMBER[::-1], at=LATER, **HALF)
            thread.start()
            wait_for_waiting(1)
        thread.join()

        assert (outcome, held(due)) == (["done"], ("buyer", AT, AT))
