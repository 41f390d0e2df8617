"""A buyer orders: what is refused stands beside what is accepted, from the same set-up."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from nongcai.domain.catalogue import services as catalogue
from nongcai.domain.catalogue.rules.pricing import Fee, Tier
from nongcai.domain.holds import queries as holds
from nongcai.domain.notifications.models import Message
from nongcai.domain.orders import queries, rules, services
from nongcai.domain.orders.errors import (
    EmptyOrderError,
    NotDeliveredError,
    OfferGoneError,
    OrderKeyError,
    OrderKeyTakenError,
    OrderQuantityError,
    OutOfStockError,
    PriceChangedError,
    SeveralSuppliersError,
    UnitNotBoughtForError,
)
from nongcai.domain.orders.models import Order, OrderLine
from nongcai.domain.orders.services import ToldLine
from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.roles import BuyerKind
from nongcai.domain.organisations.services import ToldBuyer
from nongcai.foundation.errors import InvalidError, NotAllowedError
from tests import goods
from tests.cast import AT as HIRED
from tests.cast import hire
from tests.market import AT


def stock(trade):
    assert holds.reconciliation() == []
    found = holds.resources([trade.offer.resource_id])[trade.offer.resource_id]
    return found.held, found.committed, found.available


class TestPlace:
    def test_holds_the_stock_and_waits_for_the_supplier(self, trade):
        order = trade.placed()

        assert (order.state, order.holder) == ("placed", "seller")
        assert (order.goods_amount, order.freight, order.amount, order.due) == (250, 0, 250, 250)
        assert (order.unit_name, order.supplier_name) == ("郑州市第一中学", trade.market.supplier.name)
        assert stock(trade) == (10, 0, 90)
        [line] = queries.lines_of([order.pk])
        assert (line.product_name, line.price, line.quantity, line.amount) == ("卢氏黑木耳", 25, 10, 250)
        assert [(one.seq, one.action, one.by_office) for one in queries.steps_of(order)] == [
            (1, "place", "郑州市第一中学")
        ]

    def test_has_a_number_that_is_a_fact_of_its_key(self, trade):
        order = trade.placed()

        assert order.number == rules.number_of(order.pk)
        assert order.number.startswith("NC")
        assert len(order.number) == 20

    @pytest.mark.parametrize("by", ["unit", "acceptor", "order_approver", "supplier", "city_finance"])
    def test_is_for_those_who_buy(self, trade, by):
        if by not in trade.cast.users and by != "supplier":
            hire(trade.cast, by)

        with pytest.raises(NotAllowedError):
            trade.placed(by=by)

        assert not Order.objects.exists()

    def test_takes_the_price_of_the_tier(self, trade):
        catalogue.price_offer(
            actor=trade.actor("supplier"),
            offer_id=trade.offer.pk,
            price=Decimal(25),
            tiers=[Tier(10, Decimal("20.50"))],
            at=AT,
        )

        assert trade.placed().amount == 205
        assert trade.placed(ToldLine(trade.offer.pk, 9)).amount == 225

    def test_refuses_another_price_than_the_buyer_saw(self, trade):
        with pytest.raises(PriceChangedError) as refusal:
            trade.placed(ToldLine(trade.offer.pk, 10, Decimal(24)))

        assert "由24元变为25" in str(refusal.value)
        assert trade.placed(ToldLine(trade.offer.pk, 10, Decimal(25))).amount == 250

    @pytest.mark.parametrize("quantity", [0, -1, 100_000])
    def test_wants_a_quantity(self, trade, quantity):
        with pytest.raises(OrderQuantityError):
            trade.placed(ToldLine(trade.offer.pk, quantity))

    def test_wants_the_minimum(self, trade):
        told = goods.told_offer(minimum=10)
        catalogue.change_offer(actor=trade.actor("supplier"), offer_id=trade.offer.pk, told=told, at=AT)

        with pytest.raises(OrderQuantityError):
            trade.placed(ToldLine(trade.offer.pk, 9))
        assert trade.placed().state == "placed"

    def test_takes_all_that_is_there_and_no_more(self, trade):
        with pytest.raises(OutOfStockError) as refusal:
            trade.placed(ToldLine(trade.offer.pk, 101))

        assert str(refusal.value) == "“卢氏黑木耳”只剩100，不够订购的101，请减少数量后再试。"
        trade.placed(ToldLine(trade.offer.pk, 100))
        assert stock(trade) == (100, 0, 0)

    def test_refuses_an_offer_twice_and_nothing(self, trade):
        for lines in ([ToldLine(trade.offer.pk, 60), ToldLine(trade.offer.pk, 60)], []):
            told = trade.told()
            with pytest.raises(EmptyOrderError):
                services.place(
                    actor=trade.actor("buyer"), told=type(told)(**told.__dict__ | {"lines": tuple(lines)}), at=AT
                )

        assert stock(trade) == (0, 0, 100)

    def test_refuses_what_was_taken_off_the_shelf(self, trade):
        catalogue.switch_offer(actor=trade.actor("supplier"), offer_id=trade.offer.pk, is_on=False, at=AT)

        with pytest.raises(OfferGoneError) as refusal:
            trade.placed()

        assert "卢氏黑木耳" in str(refusal.value)

    def test_is_of_one_supplier(self, trade):
        other, _actor = goods.second_supplier(trade.market)
        second = goods.offered(trade.market, goods.drafted(trade.market, name="香菇"))
        goods.pictured(trade.market, second.product)
        goods.passed(trade.market, goods.submitted(trade.market, second.product))
        lines = ToldLine(trade.offer.pk, 1), ToldLine(second.pk, 1)
        assert trade.placed(*lines).amount == 50

        second.shelf.supplier = other
        second.shelf.save(update_fields=["supplier"])

        with pytest.raises((SeveralSuppliersError, OfferGoneError)):
            trade.placed(*lines)

    def test_reckons_carriage_once_for_what_travels_together(self, trade):
        supplier = trade.actor("supplier")
        fees = [Fee("41", first_fee=Decimal(8), next_fee=Decimal(2)), Fee("", delivers=False)]
        plan = catalogue.add_plan(actor=supplier, name="快递", fees=fees)
        told = goods.told_offer(freight_id=plan.pk)
        catalogue.change_offer(actor=supplier, offer_id=trade.offer.pk, told=told, at=AT)

        # Ten bags of 250 g: the first kilogram, and two begun ones.
        assert trade.placed().freight == 12
        with pytest.raises(NotDeliveredError):
            trade.placed(province="11")

    def test_counts_to_a_unit_for_which_the_account_buys(self, trade):
        police = trade.cast.units["4101000003"].id
        with pytest.raises(UnitNotBoughtForError):
            trade.placed(unit_id=police)

        school = trade.cast.units["4101000002"].id
        told = ToldBuyer("gonghui", "工会采购岗", school, BuyerKind.UNION, name="第一中学工会")
        post = organisations.open_buyer(actor=trade.actor("unit"), told=told, at=HIRED, until=AT)
        also = ToldBuyer("gonghui", "工会采购岗", police, BuyerKind.UNION, name="第一中学工会")
        organisations.let_buy(actor=trade.actor("city_finance"), user=post.membership.user, told=also, at=HIRED)

        trade.cast.users["gonghui"] = post.membership.user
        assert [trade.placed(by="gonghui", unit_id=one).unit_id for one in (school, police)] == [school, police]


class TestKey:
    def place(self, trade, key, by="buyer", at=AT):
        return services.place(actor=trade.actor(by), told=trade.told(), at=at, key=key)

    def key(self, at=AT):
        return UUID(int=int(at.timestamp() * 1000) << 80 | 7 << 76 | 2 << 62 | 832)

    def test_sent_three_times_is_one_order(self, trade):
        key = self.key()

        assert {self.place(trade, key).pk for _ in range(3)} == {key}

        assert stock(trade) == (10, 0, 90)
        assert OrderLine.objects.count() == 1

    def test_of_somebody_else_is_refused(self, trade):
        key = self.key()
        self.place(trade, key)
        told = ToldBuyer("second", "食堂采购二岗", trade.cast.units["4101000002"].id, BuyerKind.CANTEEN)
        post = organisations.open_buyer(actor=trade.actor("unit"), told=told, at=HIRED, until=AT)
        trade.cast.users["second"] = post.membership.user

        with pytest.raises(OrderKeyTakenError):
            self.place(trade, key, by="second")

    @pytest.mark.parametrize("days", [-3, 1])
    def test_of_another_time_is_refused(self, trade, days):
        with pytest.raises(OrderKeyError):
            self.place(trade, self.key(AT + timedelta(days=days)))

    def test_of_another_kind_is_refused(self, trade):
        with pytest.raises(OrderKeyError):
            self.place(trade, uuid4())


class TestRows:
    def test_written_in_one_statement_are_those_that_were_meant(self, trade):
        order = trade.placed(note="“早上”送到")
        meant = {field.attname: getattr(order, field.attname) for field in Order._meta.concrete_fields}

        found = Order.objects.get(pk=order.pk)

        assert {name: getattr(found, name) for name in meant} == meant
        line, step = queries.lines_of([order.pk]).get(), queries.steps_of(order).get()
        assert (line.resource_id, line.payable, line.sent, line.weight) == (trade.offer.resource_id, 250, 0, None)
        assert (step.user_id, step.by_label, step.amount, step.at) == (order.user_id, "第一中学食堂采购岗", 250, AT)

    def test_want_fields_that_make_sense(self, trade):
        with pytest.raises(InvalidError) as refusal:
            trade.placed(receiver="", purpose="gift")

        assert set(refusal.value.fields) == {"receiver", "purpose"}

    def test_take_few_statements(self, trade, django_assert_num_queries):
        told = trade.told()
        buyer = trade.actor("buyer")
        # What stands with the goods, and all that is written; the transaction is a savepoint here.
        with django_assert_num_queries(2 + 2):
            services.place(actor=buyer, told=told, at=AT)

    def test_are_all_undone_with_the_refusal(self, trade):
        with pytest.raises(OutOfStockError):
            trade.placed(ToldLine(trade.offer.pk, 101))

        assert not Order.objects.exists()
        assert not OrderLine.objects.exists()
        assert not Message.objects.filter(text__contains="有新订单").exists()
        assert stock(trade) == (0, 0, 100)

    def test_tell_all_who_work_for_the_supplier_at_once(self, trade):
        jobs = ProcrastinateJob.objects.count()
        order = trade.placed()

        told = Message.objects.filter(path=f"/orders/{order.pk}/")
        assert [(one.recipient, one.text) for one in told] == [
            (trade.market.users["supplier"], f"订单{order.number}：有新订单，请签约。")
        ]
        # Nothing is left to a worker.
        assert [one.delivered_at for one in told] == [AT]
        assert ProcrastinateJob.objects.count() == jobs


class TestLine:
    @pytest.mark.parametrize("name", ["sent", "accepted", "refused", "returned", "quantity"])
    def test_never_counts_below_zero(self, trade, name):
        trade.placed()
        lines = OrderLine.objects.all()

        with pytest.raises(IntegrityError, match="a_line_costs_and_no_more_comes"), transaction.atomic():
            lines.update(**{name: -1})

    def test_takes_what_came_and_went_back(self, trade):
        trade.placed()

        assert OrderLine.objects.update(sent=10, accepted=8, refused=2, returned=3) == 1
