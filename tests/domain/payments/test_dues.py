from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nongcai.domain.orders.models import Order
from nongcai.domain.payments import queries, rules, services
from nongcai.domain.payments.errors import ExtensionError
from nongcai.domain.payments.models import Due
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services as programme_services
from nongcai.domain.programmes.errors import PaidByRuleError
from nongcai.domain.programmes.models import PaymentRule
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.cast import hire
from tests.domain.programmes.writing import bureau_of, payment
from tests.money import AT, SIGNED, load, open_account, owe, reckoned, row

pytestmark = pytest.mark.django_db
SHIPPED = datetime(2024, 3, 1, 2, 0, tzinfo=UTC)


def change(owed, **told):
    Order.objects.filter(pk=owed.pk).update(steps=99, **told)
    return reckoned(owed.pk)


def put_in_force(**changes):
    actor, told = bureau_of("410100"), payment(first_year=2024, **changes)
    rule = programme_services.write_payment_rule(actor=actor, told=told, at=AT)
    return programme_services.publish_payment_rule(actor=actor, rule_id=rule.pk, at=AT)


class TestRule:
    def test_that_comes_after_the_contract_moves_nothing_of_it(self, market):
        before = owe(market)
        put_in_force(goods_first_days=15, inspection_days=5)

        after = owe(market, signed_at=AT)
        before = change(before, shipped_at=SHIPPED)

        assert (before.days, before.starts_on, after.days) == (30, date(2024, 3, 8), 15)
        region, signed = "410100", (SIGNED, AT)
        assert [queries.terms_for(region, one).goods_first_days for one in signed] == [30, 15]

    def test_holds_to_the_end_of_the_year_for_what_was_signed_by_it(self, market):
        rule = put_in_force(goods_first_days=15)
        told = {"actor": bureau_of("410100"), "rule_id": rule.pk, "at": AT + timedelta(days=366)}

        with pytest.raises(PaidByRuleError, match="不能早于2025年度"):
            programme_services.end_payment_rule(**told, last_year=2024)
        programme_services.end_payment_rule(**told, last_year=2025)

        assert queries.terms_for("410100", AT + timedelta(days=366)).goods_first_days == 15


class TestReckoning:
    def test_begins_with_delivery_where_goods_come_first(self, market):
        due = owe(market)
        assert (due.due_on, due.days, due.code) == (None, 30, rules.code_of(due.pk))

        due = change(due, shipped_at=SHIPPED, goods_accepted_at=SHIPPED + timedelta(days=3))

        # 3 April is a workday; 4 April would be 清明.
        assert (due.starts_on, due.due_on) == (date(2024, 3, 4), date(2024, 4, 3))

    def test_does_not_wait_for_an_acceptance_that_is_put_off(self, market):
        due = change(owe(market), shipped_at=SHIPPED)

        assert due.starts_on == date(2024, 3, 8)
        # The thirtieth day is a Sunday that is worked.
        assert due.due_on == date(2024, 4, 7)

    def test_begins_with_the_contract_where_money_comes_first(self, market):
        due = owe(market, payment_mode="pay_first")

        assert (due.starts_on, due.due_on) == (date(2024, 2, 1), date(2024, 3, 4))

    def test_goes_by_the_contract_where_it_says_so(self, market):
        due = change(owe(market, term_days=45), shipped_at=SHIPPED, goods_accepted_at=SHIPPED)

        assert (due.days, due.starts_on, due.due_on) == (45, date(2024, 3, 1), date(2024, 4, 15))

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.integers(1, 60), st.integers(1, 60), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
    def test_is_never_later_than_rule_and_law_let_a_contract_say(self, market, agreed, longest, shipped_on):
        PaymentRule.objects.update(longest_days=longest)
        moment = datetime.combine(shipped_on, SHIPPED.time(), UTC)
        order = Order(
            region_code="410100", payment_mode="goods_first", term_days=agreed, signed_at=SIGNED, shipped_at=moment,
            goods_accepted_at=moment, due=Decimal(1), state="shipped",
        )  # fmt: skip
        due = Due(mode="goods_first", paid=Decimal(0))

        queries.Reckoner().follow(due, order, AT)

        assert due.days == min(agreed, longest, 60)
        # A last day off moves to the next workday.
        assert due.due_on == rules.due_day(shipped_on, due.days, programmes.days_off(shipped_on.year, 2025))

    def test_follows_weights_and_returns(self, market, account):
        due = owe(market)
        load(market, row("1000.00", due.code))

        due = change(due, due=Decimal("1000.00"))

        assert (due.amount, due.open, due.settled_at is not None) == (1000, 0, True)

    def test_ends_with_the_order(self, market, account):
        due = owe(market)
        Order.objects.filter(pk=due.pk).update(state="cancelled", steps=3)

        load(market, row(note=due.code))

        due.refresh_from_db()
        assert (due.cancelled_at, due.paid) == (AT, 0)

    def test_of_all_takes_up_what_has_changed_and_nothing_else(self, market):
        due, other = owe(market), owe(market)
        Order.objects.filter(pk=due.pk).update(steps=5, due=Decimal("7.00"))
        assert list(queries.orders_to_reckon()) == [due.pk]

        assert services.reckon_all(at=AT) == 1

        assert Due.objects.get(pk=due.pk).amount == 7
        assert Due.objects.get(pk=other.pk).amount == 1200
        assert services.reckon_all(at=AT) == 0


class TestPaying:
    def test_is_told_to_the_order_in_the_same_breath(self, market, account):
        due = owe(market)

        load(market, row(note=due.code))
        order = Order.objects.get(pk=due.pk)
        assert (order.paid, order.paid_at) == (1200, AT)
        services.take_back(actor=market.actor("supplier"), order_id=due.pk, seq=1, words="记错订单", at=AT)

        order.refresh_from_db()
        assert (order.paid, order.paid_at) == (0, None)


class TestPuttingOff:
    @pytest.fixture
    def accountant(self, cast):
        return cast.actor(hire(cast, "accountant"))

    def test_gives_fifteen_days_once(self, market, accountant):
        due = owe(market, payment_mode="pay_first", buyer_id=accountant.organisation_id)
        at = SIGNED + timedelta(days=20)

        later = services.put_off(actor=accountant, order_id=due.pk, at=at)

        assert (later.days, later.due_on) == (45, date(2024, 3, 18))
        with pytest.raises(ExtensionError):
            services.put_off(actor=accountant, order_id=due.pk, at=at)

    @pytest.mark.parametrize(("mode", "days"), [("goods_first", 20), ("pay_first", 60)])
    def test_is_for_what_is_paid_first_and_not_yet_late(self, market, accountant, mode, days):
        due = owe(market, payment_mode=mode, buyer_id=accountant.organisation_id)

        with pytest.raises(ExtensionError):
            services.put_off(actor=accountant, order_id=due.pk, at=SIGNED + timedelta(days=days))

    def test_is_the_buyers_own(self, market, accountant, cast):
        due = owe(market, payment_mode="pay_first", buyer_id=cast.city.id)

        with pytest.raises(NotFoundError):
            services.put_off(actor=accountant, order_id=due.pk, at=SIGNED)
        with pytest.raises(NotAllowedError):
            services.put_off(actor=market.actor("supplier"), order_id=due.pk, at=SIGNED)


class TestSeeing:
    def test_is_each_ones_own(self, market, cast):
        accountant = cast.actor(hire(cast, "accountant"))
        own = owe(market, buyer_id=accountant.organisation_id)
        other = owe(market, buyer_id=cast.city.id)
        open_account(market)

        assert set(queries.dues_visible_to(accountant)) == {own}
        assert set(queries.dues_visible_to(market.actor("supplier"))) == {own, other}
        assert set(queries.dues_visible_to(market.actor("platform"))) == {own, other}
        assert not queries.dues_visible_to(market.actor("quality")).exists()
        assert not queries.dues_visible_to(cast.actor("unit")).exists()
