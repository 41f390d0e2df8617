"""An order is never accepted by itself while one of its incidents is open; its clock goes on with what was left."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from nongcai.domain.orders import services as orders
from nongcai.domain.orders.models import Order
from nongcai.domain.support import permissions, services
from nongcai.domain.support.models import Incident
from nongcai.domain.support.services import ToldStep
from nongcai.domain.support.states import OPEN_INCIDENTS, IncidentAction
from nongcai.foundation.errors import DomainError
from tests.incidents import REVIEWER, SHORT, UNPAID
from tests.market import AT

pytestmark = pytest.mark.django_db

# The programme's days of the stage, after the last parcel.
LONG = timedelta(days=15)
NAMES = ("buyer", "supplier", "platform")


def order_of(incident):
    return Order.objects.get(pk=incident.order_id)


class TestClock:
    def test_stands_still_while_one_is_open_and_goes_on_when_it_ends(self, dispute):
        incident = dispute.raised()
        assert order_of(incident).stopped_at == AT + timedelta(days=1)
        orders.run_clocks(at=AT + timedelta(days=60))
        assert order_of(incident).state == "shipped"

        dispute.step(incident, IncidentAction.DECIDE, "platform", "reject", days=31)

        order = order_of(incident)
        assert (order.stopped_at, order.waits_until) == (None, AT + LONG + timedelta(days=30))
        orders.run_clocks(at=order.waits_until)
        assert order_of(incident).state == "accepted"

    def test_begins_when_it_goes_on_where_the_goods_were_sent_meanwhile(self, dispute):
        incident = dispute.reported(dispute.trade.signed())
        dispute.trade.parcel(order_of(incident), (1, 10), at=AT + timedelta(days=9))

        dispute.step(incident, IncidentAction.WITHDRAW, "buyer", days=10)

        assert order_of(incident).waits_until == AT + timedelta(days=10) + LONG

    def test_waits_for_the_last_of_two(self, dispute):
        first = dispute.reported()
        second = dispute.reported(order_of(first), by="supplier", told=UNPAID)

        dispute.step(first, IncidentAction.WITHDRAW, "buyer")
        assert order_of(first).stopped_at is not None

        dispute.step(second, IncidentAction.WITHDRAW, "supplier")
        assert order_of(first).stopped_at is None

    def test_stands_again_during_an_appeal(self, dispute):
        incident = dispute.decided("reject")
        assert order_of(incident).stopped_at is None

        dispute.step(incident, IncidentAction.APPEAL, "buyer", days=3)
        assert order_of(incident).stopped_at is not None

        dispute.step(incident, IncidentAction.REVIEW, REVIEWER, "reject", days=4)
        assert order_of(incident).stopped_at is None

    def test_is_none_of_an_order_that_was_accepted(self, dispute):
        incident = dispute.reported(dispute.trade.accepted())

        dispute.step(incident, IncidentAction.WITHDRAW, "buyer")

        assert order_of(incident).state == "accepted"


class Histories(RuleBasedStateMachine):
    """Both sides, the platform and the clock do what they like with one order."""

    dispute: Any
    done: Counter[str]

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = AT

    @initialize()
    def begin(self):
        self.order_id = self.dispute.trade.shipped().pk

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def try_(self, name, act, **told):
        try:
            with transaction.atomic():
                act(at=self.now, **told)
        except DomainError:
            return
        self.done[name] += 1

    @rule(by=st.sampled_from(["buyer", "supplier"]))
    def report(self, by):
        told = SHORT if by == "buyer" else UNPAID
        actor = self.dispute.trade.actor(by)
        self.try_("report", services.report, actor=actor, order_id=self.order_id, told=told)

    @rule(place=st.integers(0, 30), outcome=st.sampled_from(["resend", "reject"]))
    def step(self, place, outcome):
        rare = {"add", "withdraw"} if place % 4 else set()
        found = [(by, one, act) for one in self.all() for by in NAMES for act in self.acts(by, one) if act not in rare]
        if not found:
            return
        by, one, action = found[place % len(found)]
        told = {"order_id": self.order_id, "seq": one.seq, "told": ToldStep("已核实。", outcome)}
        actor = self.dispute.trade.actor(by)
        self.try_(action, services.take_step, actor=actor, action=IncidentAction(action), **told)

    def acts(self, by, incident):
        return permissions.acts_on(self.dispute.trade.actor(by), incident, self.now)

    def all(self):
        return list(Incident.objects.filter(order_id=self.order_id).order_by("seq"))

    @rule(days=st.sampled_from([1, 1, 1, 2, 20]))
    def wait(self, days):
        is_kept = self.open_ones().exists() and self.state() == "shipped"
        self.now += timedelta(days=days)
        orders.run_clocks(at=self.now)
        if is_kept:
            self.done["kept"] += 1
            assert self.state() == "shipped"
        services.escalate_late(at=self.now)

    def state(self):
        return Order.objects.get(pk=self.order_id).state

    def open_ones(self):
        return Incident.objects.filter(order_id=self.order_id, state__in=OPEN_INCIDENTS)

    @invariant()
    def the_clock_stands_where_something_is_open(self):
        if not hasattr(self, "order_id"):
            return
        order = Order.objects.get(pk=self.order_id)
        if order.state == "shipped":
            assert (order.stopped_at is not None) is self.open_ones().exists()
        else:
            self.done["accepted by itself"] += 1


def test_never_accepts_by_itself_while_something_is_open(dispute):
    done: Counter[str] = Counter()
    machine = type("Told", (Histories,), {"dispute": dispute, "done": done})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )

    # The histories were worth looking at.
    assert all(
        done[name] for name in ("report", "reply", "settle", "decide", "appeal", "kept", "accepted by itself")
    ), done
