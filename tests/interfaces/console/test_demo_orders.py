"""The demo's three hundred orders."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from nongcai.domain.accounts.models import User
from nongcai.domain.orders.models import Acceptance, Evaluation, Order, Parcel, StandingOrder, StandingRun
from nongcai.domain.orders.states import OrderState
from nongcai.domain.payments import queries as payments
from nongcai.domain.payments.models import Due, OnlinePayment, PaymentClaim
from nongcai.domain.support.models import FaqArticle, Hotline, Incident, Question
from nongcai.interfaces.console.errors import ConsoleError
from nongcai.interfaces.console.management.commands import demo_help, demo_orders
from tests.cast import UNITS, put_on_stage
from tests.worlds import world


@world
def ordered():
    """Let the demo open its market and order, fifty times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo_orders, "HOW_MANY", 50)
        patch.setattr(demo_orders, "SCHOOL", UNITS[1].name)
        names = {demo_orders.SCHOOL: UNITS[1].name, demo_orders.OTHER: UNITS[4].name}
        people = [(user, names.get(unit, UNITS[1].name), role, label) for user, unit, role, label in demo_orders.PEOPLE]
        patch.setattr(demo_orders, "PEOPLE", people)
        patch.setattr("nongcai.interfaces.console.management.commands.demo_goods.HOW_MANY", 250)
        for name in ("demo_market", "demo_goods"):
            call_command(name)
        put_on_stage(filings=False)
        call_command("demo_orders")


@pytest.mark.usefixtures("ordered")
class TestDemoOrders:
    def test_stand_in_every_state_and_are_of_the_last_months(self):
        states = set(Order.objects.values_list("state", flat=True))
        days = Order.objects.dates("placed_at", "day")

        assert states == set(OrderState.values)
        assert Order.objects.filter(standing_id=None, payer_kind__in=("canteen", "contractor")).count() == 50
        assert (days.last() - days.first()).days > 60
        assert Parcel.objects.exists()
        assert Acceptance.objects.filter(refused__gt=0).exists()
        assert Evaluation.objects.exists()
        assert Order.objects.filter(paid_at=None, invoice_accepted_at__isnull=False).exists()

    def test_are_due_by_what_was_agreed_too(self):
        agreed = Order.objects.filter(term_days=45, paid=0)
        dues = Due.objects.filter(pk__in=agreed, days=45)
        today = timezone.localdate()

        assert dues.count() == agreed.count() > 0
        assert dues.filter(due_on__lt=today).exists()
        assert dues.filter(due_on__gt=today).exists()
        assert Order.objects.filter(state="accepted", term_days=None, paid=0).exists()

    def test_are_ordered_week_by_week_too(self):
        states = dict(StandingOrder.objects.values_list("state", "name"))
        runs = StandingRun.objects.all()

        assert set(states) == {"running", "paused"}
        assert runs.filter(order_id__isnull=False).count() > 5
        assert set(runs.filter(order_id=None).values_list("code", flat=True)) <= {"price_changed", "out_of_stock"}
        assert Order.objects.filter(standing_id__isnull=False, counted_at__isnull=False).exists()

    def test_leave_money_to_people(self):
        assert set(OnlinePayment.objects.values_list("state", flat=True)) == {"paid", "closed", "given_back"}
        assert set(PaymentClaim.objects.values_list("state", flat=True)) == {"stated", "denied", "arrived"}
        assert payments.differences() == {}

    def test_let_each_post_sign_in_once(self):
        before = Order.objects.filter(standing_id=None).count()

        call_command("demo_orders")

        known = set(User.objects.filter(is_demo=True).values_list("username", flat=True))
        assert {"caigou", "shenpi", "yanshou", "kuaiji", "gongying"} <= known
        assert Order.objects.filter(standing_id=None).count() == before > 0

    def test_have_incidents_and_questions_in_each_state_once(self):
        for _ in range(2):
            call_command("demo_support")
            call_command("demo_help")

        assert set(Incident.objects.values_list("state", flat=True)) >= {"reported", "replied", "settled"}
        assert set(Question.objects.values_list("state", flat=True)) == {"asked", "answered", "closed"}
        assert FaqArticle.objects.count() == len(demo_help.ARTICLES)
        assert Hotline.objects.filter(region_id="410100").count() == 1


@pytest.mark.parametrize("command", ["demo_orders", "demo_support", "demo_help"])
def test_are_for_the_demo_alone(db, settings, command):
    settings.DEMO = False

    with pytest.raises(ConsoleError):
        call_command(command)
