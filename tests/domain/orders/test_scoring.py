from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.orders import rules, services
from nongcai.domain.orders.models import Order
from nongcai.domain.suppliers import queries as suppliers
from nongcai.interfaces.jobs.orders import score_suppliers
from tests.market import AT

MARKS = st.decimals(1, 5, places=2)


class TestRule:
    def test_weighs_goods_most(self):
        assert rules.score(Decimal(5), Decimal(1), Decimal(1)) == 3
        assert rules.score(Decimal(1), Decimal(5), Decimal(5)) == 3
        assert rules.score(Decimal(4), Decimal(5), Decimal(3)) == 4

    @given(MARKS, MARKS, MARKS)
    def test_lies_between_its_parts(self, goods, delivery, service):
        assert min(goods, delivery, service) <= rules.score(goods, delivery, service) <= max(goods, delivery, service)

    @pytest.mark.parametrize(("mean", "shown"), [("4.25", "4.3"), ("4.24", "4.2"), ("5", "5.0")])
    def test_is_written_with_one_decimal(self, mean, shown):
        assert str(rules.mark(Decimal(mean))) == shown


@pytest.mark.django_db
class TestScores:
    def evaluated(self, trade, goods, delivery, service, *, at=AT):
        order = trade.accepted()
        marks = {"goods": goods, "delivery": delivery, "service": service}
        return services.evaluate(actor=trade.actor("buyer"), order_id=order.pk, **marks, at=at)

    def score(self, trade, at=AT):
        services.score_suppliers(at=at)
        return suppliers.score_of(trade.market.supplier.pk)

    def test_are_none_where_nothing_was_evaluated(self, trade):
        trade.accepted()

        assert self.score(trade) is None

    def test_are_of_the_orders_that_were_evaluated(self, trade):
        self.evaluated(trade, 5, 4, 3)
        self.evaluated(trade, 4, 4, 4)

        found = self.score(trade)

        assert (found.value, found.goods, found.delivery, found.service) == tuple(
            map(Decimal, ("4.1", "4.5", "4.0", "3.5"))
        )
        assert (found.orders, found.buyers) == (2, 1)

    def test_let_each_buyer_weigh_the_same(self, trade):
        for _ in range(3):
            self.evaluated(trade, 5, 5, 5)
        other = self.evaluated(trade, 1, 1, 1)
        Order.objects.filter(pk=other.pk).update(buyer=trade.cast.units["4101000003"].id)

        found = self.score(trade)

        assert (found.value, found.orders, found.buyers) == (Decimal("3.0"), 4, 2)

    def test_forget_what_is_older_than_a_year(self, trade):
        self.evaluated(trade, 5, 5, 5)
        assert self.score(trade, AT + timedelta(days=365)).value == 5

        assert self.score(trade, AT + timedelta(days=366)) is None

    def test_are_reckoned_by_a_job(self, trade):
        self.evaluated(trade, 5, 5, 5)
        assert self.score(trade) is not None

        # Its clock is that of today.
        score_suppliers(0)

        assert suppliers.score_of(trade.market.supplier.pk) is None
