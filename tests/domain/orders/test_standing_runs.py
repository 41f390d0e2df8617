"""What standing orders order by themselves: what is due, once; what is refused, with a reason that somebody is told."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from nongcai.domain.catalogue import services as catalogue
from nongcai.domain.catalogue.models import Offer
from nongcai.domain.holds import queries as holds
from nongcai.domain.notifications.models import Message
from nongcai.domain.orders import queries, services
from nongcai.domain.orders.errors import PriceChangedError, StandingRunError, StandingStepError
from nongcai.domain.orders.models import CartLine, Order, StandingOrder, StandingRun
from nongcai.domain.orders.services import ToldLine, ToldStandingLine
from nongcai.domain.programmes.models import DayOff
from nongcai.interfaces.jobs import orders as jobs
from tests import goods
from tests.cast import hire, hire_buyer
from tests.market import AT
from tests.standing import MONDAY, WEDNESDAY, at, begun, days_off, placed

SATURDAY = at(3, 2)


def priced(trade, amount):
    catalogue.price_offer(
        actor=trade.actor("supplier"), offer_id=trade.offer.pk, price=Decimal(amount), tiers=[], at=AT
    )


def queued(moment):
    services.queue_standing(at=moment)
    jobs_ = ProcrastinateJob.objects.filter(task_name="orders.place_standing").order_by("pk")
    return [(job.args["day"], job.args["supplier_id"]) for job in jobs_]


def messages():
    return list(Message.objects.filter(text__startswith="周期订单").values_list("text", flat=True))


class TestWhatIsDue:
    def test_is_queued_a_supplier_and_a_delivery_each(self, trade):
        begun(trade)
        supplier = trade.offer.product.supplier_id

        assert queued(at(3, 1)) == []
        assert queued(SATURDAY) == [("2024-03-04", supplier)]

    def test_was_not_tried_before(self, trade):
        standing = begun(trade)
        placed(trade, standing, MONDAY, SATURDAY)

        assert queued(SATURDAY) == []
        assert queued(at(3, 4)) == [("2024-03-06", trade.offer.product.supplier_id)]

    def test_is_made_up_for_while_the_day_is_still_to_come(self, trade):
        standing = begun(trade)

        assert queued(at(3, 3)) == [("2024-03-04", trade.offer.product.supplier_id)]
        assert placed(trade, standing, MONDAY, at(3, 3)).order_id

    def test_leaves_out_pauses_breaks_and_days_off(self, trade):
        standing = begun(trade)
        assert queries.due_parts(date(2024, 3, 2)) != []

        services.add_break(actor=trade.actor("buyer"), standing_id=standing.pk, first_on=MONDAY, last_on=MONDAY, at=AT)
        assert queries.due_parts(date(2024, 3, 2)) == []
        assert len(queries.due_parts(date(2024, 3, 4))) == 1
        days_off((WEDNESDAY, "校庆"))
        assert queries.due_parts(date(2024, 3, 4)) == []
        StandingOrder.objects.update(rests_on_days_off=False)
        assert len(queries.due_parts(date(2024, 3, 4))) == 1
        services.pause_standing(actor=trade.actor("buyer"), standing_id=standing.pk, at=AT)
        assert queries.due_parts(date(2024, 3, 4)) == []

    def test_takes_plain_weekends_for_days_like_others(self, trade):
        begun(trade, ToldStandingLine(trade.offer.pk, 10, (6,)))
        assert DayOff.objects.get(day=date(2024, 3, 9)).name == "周末"

        assert [day for _key, day, _supplier in queries.due_parts(date(2024, 3, 7))] == [date(2024, 3, 9)]

    def test_is_found_in_as_many_statements_however_many_there_are(self, trade, django_assert_num_queries):
        begun(trade)
        with django_assert_num_queries(7):
            assert len(queries.due_parts(date(2024, 3, 2))) == 1
        for _ in range(4):
            begun(trade)

        with django_assert_num_queries(7):
            assert len(queries.due_parts(date(2024, 3, 2))) == 5


class TestPlacing:
    def test_orders_as_the_buyer_would_and_tells_the_supplier_when_it_is_to_come(self, trade):
        standing = begun(trade)

        run = placed(trade, standing, MONDAY, SATURDAY)

        order = Order.objects.get()
        assert run.order_id == order.pk
        assert (order.user_id, order.buyer_name, order.state, order.amount) == (
            trade.actor("buyer").user_id,
            "郑州市第一中学",
            "placed",
            250,
        )
        assert (order.standing_id, order.deliver_on, order.deliver_from, order.deliver_until) == (
            standing.pk,
            MONDAY,
            time(6),
            time(8),
        )
        assert queries.steps_of(order).get().words == "按周期订单自动下单"
        assert holds.resources([trade.offer.resource_id])[trade.offer.resource_id].held == 10

    def test_orders_once(self, trade):
        standing = begun(trade)
        placed(trade, standing, MONDAY, SATURDAY)

        assert placed(trade, standing, MONDAY, SATURDAY) is None
        assert placed(trade, standing, MONDAY, at(3, 3)) is None
        assert Order.objects.count() == 1
        assert placed(trade, standing, WEDNESDAY, at(3, 4)).order_id
        assert Order.objects.count() == 2

    def test_orders_nothing_before_its_time_or_that_is_not_on_the_list(self, trade):
        standing = begun(trade)

        for day, moment in ((MONDAY, at(3, 1)), (date(2024, 3, 5), at(3, 3)), (MONDAY, at(3, 12))):
            assert placed(trade, standing, day, moment) is None
        assert not StandingRun.objects.exists()
        assert placed(trade, standing, MONDAY, SATURDAY).order_id

    def test_waits_for_approval_where_the_body_wants_it(self, trade):
        hire(trade.cast, "order_approver")
        standing = begun(trade)

        placed(trade, standing, MONDAY, SATURDAY)

        assert Order.objects.get().state == "waiting"

    def test_leaves_the_cart_alone(self, trade):
        standing = begun(trade)
        services.put(actor=trade.actor("buyer"), quantities={trade.offer.pk: 5}, at=AT)

        placed(trade, standing, MONDAY, SATURDAY)
        assert CartLine.objects.count() == 1

        services.place(actor=trade.actor("buyer"), told=trade.told(ToldLine(trade.offer.pk, 1)), at=AT)
        assert CartLine.objects.count() == 0

    def test_orders_each_suppliers_goods_apart_and_one_that_fails_stops_no_other(self, trade):
        other, _actor = goods.second_supplier(trade.market)
        second = goods.offered(trade.market, goods.drafted(trade.market, name="香菇"))
        goods.pictured(trade.market, second.product)
        goods.passed(trade.market, goods.submitted(trade.market, second.product))
        standing = begun(trade, ToldStandingLine(trade.offer.pk, 10, (1,)), ToldStandingLine(second.pk, 3, (1,)))
        assert len(queries.due_parts(date(2024, 3, 2))) == 1
        # By then the second is sold by another.
        Offer.objects.get(pk=second.pk).product.__class__.objects.filter(pk=second.product_id).update(supplier=other)
        parts = queries.due_parts(date(2024, 3, 2))
        assert len(parts) == 2
        Offer.objects.filter(pk=second.pk).update(is_on=False)
        catalogue.put_up([second.product_id], at=AT)

        runs = [
            services.place_standing(standing_id=standing.pk, day=day, supplier_id=supplier, at=SATURDAY)
            for _key, day, supplier in parts
        ]

        assert {run.supplier_id: bool(run.order_id) for run in runs} == {
            trade.offer.product.supplier_id: True,
            other.pk: False,
        }
        [line] = queries.lines_of([Order.objects.get().pk])
        assert line.product_name == "卢氏黑木耳"


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "code", "said"),
        [
            ("price", "price_changed", "单价已由25.00元变为26.00元"),
            ("gone", "offer_gone", "已下架"),
            ("stock", "out_of_stock", "只剩5"),
            ("account", "standing_post_over", "下单账号已停用"),
            ("post", "standing_post_over", "下单账号已停用"),
            ("unit", "unit_not_bought_for", "不能为该预算单位采购"),
        ],
    )
    def test_are_kept_and_told_and_nothing_is_ordered(self, trade, change, code, said):
        standing = begun(trade)
        hire_buyer(trade.cast, "second")
        self.change(trade, standing, change)

        run = placed(trade, standing, MONDAY, SATURDAY)

        assert (run.order_id, run.code) == (None, code)
        assert said in run.reason
        assert not Order.objects.filter(standing_id=standing.pk).exists()
        assert holds.reconciliation() == []
        assert said in messages()[0]
        assert "2024-03-04送货的" in messages()[0]
        assert placed(trade, standing, MONDAY, SATURDAY) is None

    @staticmethod
    def change(trade, standing, what):
        user = standing.user
        if what == "price":
            priced(trade, "26.00")
        if what == "gone":
            catalogue.switch_offer(actor=trade.actor("supplier"), offer_id=trade.offer.pk, is_on=False, at=AT)
        if what == "stock":
            trade.placed(ToldLine(trade.offer.pk, 95))
        if what == "account":
            user.state, user.is_active = "closed", False
            user.save(update_fields=["state", "is_active"])
        if what == "post":
            StandingOrder.objects.update(post=trade.actor("second").membership_id)
        if what == "unit":
            StandingOrder.objects.update(unit=trade.cast.units["4101000003"].id)

    def test_do_not_come_of_lower_prices(self, trade):
        standing = begun(trade)
        priced(trade, "20.00")

        placed(trade, standing, MONDAY, SATURDAY)

        assert Order.objects.get().amount == 200

    def test_reach_colleagues_where_the_account_is_closed(self, trade):
        standing = begun(trade)
        hire_buyer(trade.cast, "second")
        self.change(trade, standing, "account")

        placed(trade, standing, MONDAY, SATURDAY)

        people = set(Message.objects.filter(text__startswith="周期订单").values_list("recipient_id", flat=True))
        assert people == {trade.actor("second").user_id}

    def test_are_told_of_what_nobody_ordered_in_time(self, trade):
        standing = begun(trade)

        run = placed(trade, standing, MONDAY, at(3, 4))

        assert (run.order_id, run.code) == (None, "standing_late")
        assert "未能在送货日前下单" in messages()[0]
        assert not Order.objects.exists()


class TestPlacingAgain:
    def refused(self, trade):
        standing = begun(trade)
        priced(trade, "26.00")
        placed(trade, standing, MONDAY, SATURDAY)
        return standing

    def again(self, trade, standing, moment=SATURDAY, day=MONDAY, by="buyer"):
        return services.place_again(
            actor=trade.actor(by),
            standing_id=standing.pk,
            day=day,
            supplier_id=trade.offer.product.supplier_id,
            at=moment,
        )

    def test_orders_once_the_price_was_agreed_to(self, trade):
        standing = self.refused(trade)
        with pytest.raises(PriceChangedError):
            self.again(trade, standing)
        services.agree_prices(
            actor=trade.actor("buyer"), standing_id=standing.pk, prices={trade.offer.pk: Decimal(26)}, at=SATURDAY
        )

        run = self.again(trade, standing)

        assert run.order_id == Order.objects.get().pk
        assert "单价已由" in run.reason
        assert queries.standing_steps_of(standing.pk)[0].action == "place_again"
        with pytest.raises(StandingRunError):
            self.again(trade, standing)
        assert Order.objects.count() == 1

    def test_is_for_what_was_tried_and_is_still_to_come(self, trade):
        standing = self.refused(trade)
        priced(trade, "25.00")

        for day, moment in ((MONDAY, at(3, 4)), (WEDNESDAY, SATURDAY)):
            with pytest.raises(StandingRunError):
                self.again(trade, standing, moment, day)
        services.pause_standing(actor=trade.actor("buyer"), standing_id=standing.pk, at=SATURDAY)
        with pytest.raises(StandingStepError):
            self.again(trade, standing)
        services.resume_standing(actor=trade.actor("buyer"), standing_id=standing.pk, at=SATURDAY)
        assert self.again(trade, standing).order_id


class TestTheEnd:
    def test_comes_by_itself_after_the_last_day_and_is_told(self, trade):
        standing = begun(trade, ends_on=MONDAY)
        placed(trade, standing, MONDAY, SATURDAY)
        services.queue_standing(at=at(3, 4))
        assert StandingOrder.objects.get().state == "running"

        services.queue_standing(at=at(3, 5))

        assert StandingOrder.objects.get().state == "ended"
        assert "到截止日期" in messages()[0]
        assert queries.standing_steps_of(standing.pk)[0].by_label == "系统命令"
        services.queue_standing(at=at(3, 6))
        assert len(messages()) == 1

    def test_waits_until_was_told_what_nobody_ordered(self, trade):
        standing = begun(trade, ends_on=MONDAY)

        assert len(queued(at(3, 6))) == 1
        assert placed(trade, standing, MONDAY, at(3, 6)).code == "standing_late"
        services.queue_standing(at=at(3, 6))

        assert StandingOrder.objects.get().state == "ended"


class TestTheJobs:
    def test_do_what_is_due_by_the_clock(self, trade):
        standing = begun(trade)
        StandingOrder.objects.update(ends_on=date(2024, 3, 1))

        jobs.queue_standing(0)

        assert StandingOrder.objects.get().state == "ended"
        jobs.place_standing(standing_id=standing.pk, day="2024-03-04", supplier_id=trade.offer.product.supplier_id)
        assert not StandingRun.objects.exists()


def test_shows_the_next_four_deliveries_with_what_came_of_them(trade):
    standing = begun(trade)
    placed(trade, standing, MONDAY, SATURDAY)
    days_off((date(2024, 3, 8), "妇女节"))

    found = queries.show_standing(standing, date(2024, 3, 3))

    assert [(one.day.day, one.places_on.day) for one in found.deliveries] == [(4, 4), (6, 4), (11, 9), (13, 11)]
    assert [bool(one.parts[0].order) for one in found.deliveries] == [True, False, False, False]
    assert [one.is_to_be_placed for one in found.deliveries] == [False, True, True, True]
    assert found.unknown_years == ()
    assert queries.show_standing(standing, date(2024, 3, 3) + timedelta(days=1)).deliveries[0].day.day == 6
