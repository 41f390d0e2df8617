"""What a contract says of paying later, within the region's rule; and when nobody signs it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from nongcai.domain.orders import queries, services
from nongcai.domain.orders.errors import TermDaysError, TermForPayFirstError
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.states import PaymentMode
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.models import PaymentRule
from nongcai.domain.programmes.queries import PaymentBounds
from tests.domain.programmes.writing import unguarded
from tests.market import AT


def rule(region="410100", first_year=AT.year, **changes):
    told = dict.fromkeys(("pay_first_days", "extension_days", "inspection_days", "check_days", "refund_days"), 5)
    told |= {"goods_first_days": 20, "longest_days": 40, "document": "郑财购〔2024〕9号", "text": "自交付之日起20日内"}
    told |= {"published_at": AT}
    return PaymentRule.objects.create(region_id=region, first_year=first_year, **told | changes)


class TestTerm:
    @pytest.mark.parametrize("days", [None, 1, 45, 60])
    def test_is_what_was_agreed_within_the_law(self, trade, days):
        assert Order.objects.get(pk=trade.placed(term_days=days).pk).term_days == days

    @pytest.mark.parametrize(("days", "is_refused"), [(0, True), (40, False), (41, True)])
    def test_keeps_within_the_region_s_rule(self, trade, days, is_refused):
        rule()
        if not is_refused:
            assert trade.placed(term_days=days).term_days == days
            return

        with pytest.raises(TermDaysError) as refusal:
            trade.placed(term_days=days)

        assert str(refusal.value) == "约定付款期限应为1至40日（郑财购〔2024〕9号），请改短；留空的按地区规定。"
        assert not Order.objects.exists()

    def test_names_the_law_where_no_layer_says_more(self, trade):
        with pytest.raises(TermDaysError) as refusal:
            trade.placed(term_days=61)

        assert "1至60日（《保障中小企业款项支付条例》（国务院令第802号）" in str(refusal.value)

    def test_is_of_the_law_where_no_rule_was_loaded(self, trade):
        with unguarded():
            PaymentRule.objects.all().delete()

        with pytest.raises(TermDaysError) as refusal:
            trade.placed(term_days=61)

        assert "1至60日（《保障中小企业款项支付条例》）" in str(refusal.value)

    def test_is_for_what_is_paid_after_delivery(self, trade):
        with pytest.raises(TermForPayFirstError):
            trade.placed(term_days=20, payment_mode=PaymentMode.PAY_FIRST)

    @pytest.mark.parametrize("changes", [{"term_days": 61}, {"term_days": 0}, {"payment_mode": "pay_first"}])
    def test_is_kept_lawful_by_the_database(self, trade, changes):
        order = trade.placed(term_days=60)

        with pytest.raises(IntegrityError, match="a_term_of_paying_is_lawful"), transaction.atomic():
            Order.objects.filter(pk=order.pk).update(**changes)

    def test_takes_no_statement_more(self, trade, django_assert_num_queries):
        told, buyer = trade.told(term_days=45), trade.actor("buyer")

        with django_assert_num_queries(2 + 2):
            services.place(actor=buyer, told=told, at=AT)


class TestLapse:
    def test_is_the_rule_s(self, trade):
        rule(lapses_after_days=5)

        assert trade.placed().waits_until == AT + timedelta(days=5)

    def test_runs_anew_with_each_step_before_the_contract(self, trade):
        rule(lapses_after_days=5)
        order, later = trade.placed(), AT + timedelta(days=2)

        told = {"actor": trade.actor("supplier"), "order_id": order.pk, "freight": Decimal(9), "words": "偏远"}
        order = services.requote(**told, at=later)

        assert order.waits_until == later + timedelta(days=5)

    @pytest.mark.parametrize(("days", "state"), [(4, "placed"), (5, "cancelled")])
    def test_comes_with_the_last_day(self, trade, days, state):
        rule(lapses_after_days=5)
        order = trade.placed()

        services.run_clocks(at=AT + timedelta(days=days))

        order.refresh_from_db()
        assert order.state == state


class TestBounds:
    """The statement finds the rule that `payment_for` finds."""

    def test_are_those_of_the_nearest_layer_and_its_latest_rule(self, cast):
        rule("410000", AT.year - 1, longest_days=50)
        rule(first_year=AT.year - 1, longest_days=45)
        rule(longest_days=40)
        rule("410105", last_year=AT.year, longest_days=35)

        for region in ("410105", "410100", "410200", "420000"):
            for year in range(AT.year - 2, AT.year + 2):
                found, told = programmes.payment_bounds_in(region, year), programmes.payment_for(region, year)
                assert found == PaymentBounds(told.longest_days, told.lapses_after_days, told.document)

    def test_stand_beside_what_else_is_asked_of_an_order(self, trade):
        rule(longest_days=40, lapses_after_days=5)
        unit = trade.told().unit_id

        standing = queries.standing_of(trade.actor("buyer"), unit, "canteen", AT.date())

        assert standing.bounds == PaymentBounds(40, 5, "郑财购〔2024〕9号")
