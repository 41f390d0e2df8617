"""A canteen orders week by week: what is refused stands beside what is accepted, from the same set-up."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.catalogue import services as catalogue
from nongcai.domain.catalogue.rules.pricing import Fee
from nongcai.domain.orders import permissions, queries, services
from nongcai.domain.orders.errors import (
    BreakError,
    NotDeliveredError,
    OfferGoneError,
    OrderQuantityError,
    PriceChangedError,
    StandingDatesError,
    StandingLinesError,
    StandingStepError,
    StandingWindowError,
    UnitNotBoughtForError,
    UnknownBreakError,
    UnknownStandingError,
)
from nongcai.domain.orders.models import StandingLine, StandingOrder
from nongcai.domain.orders.services import ToldStandingLine
from nongcai.domain.orders.states import STANDING_MACHINE, StandingAction, StandingState
from nongcai.foundation.errors import NotAllowedError
from tests import goods
from tests.cast import hire, hire_buyer
from tests.market import AT
from tests.standing import BEGUN, at, begun, told_standing


def act(trade, name, standing, by="buyer", **told):
    return getattr(services, name)(actor=trade.actor(by), standing_id=standing.pk, at=at(3, 5), **told)


def price(trade, amount):
    catalogue.price_offer(
        actor=trade.actor("supplier"), offer_id=trade.offer.pk, price=Decimal(amount), tiers=[], at=AT
    )


class TestBegin:
    def test_runs_from_the_next_day_on_in_the_buyers_name(self, trade):
        standing = begun(trade)

        assert (standing.state, standing.unit_name, standing.places_from) == (
            "running",
            "郑州市第一中学",
            date(2024, 3, 2),
        )
        [line] = queries.standing_lines_of(standing.pk)
        assert (line.quantity, line.weekdays, line.price) == (10, [1, 3, 5], 25)
        assert (standing.user_id, standing.post_id) == (
            trade.actor("buyer").user_id,
            trade.actor("buyer").membership_id,
        )
        assert [(one.seq, one.action) for one in queries.standing_steps_of(standing.pk)] == [(1, "begin")]

    @pytest.mark.parametrize("by", ["unit", "acceptor", "order_approver", "supplier", "city_finance"])
    def test_is_for_those_who_buy(self, trade, by):
        if by not in trade.cast.users and by != "supplier":
            hire(trade.cast, by)

        with pytest.raises(NotAllowedError):
            services.begin_standing(actor=trade.actor(by), told=told_standing(trade), at=AT)

        assert not StandingOrder.objects.exists()

    def test_wants_lines_each_of_another_offer_for_days_of_the_week(self, trade):
        one = trade.offer.pk
        twice = (ToldStandingLine(one, 10, (1,)), ToldStandingLine(one, 10, (2,)))
        for lines in ((), twice, (ToldStandingLine(one, 10, ()),), (ToldStandingLine(one, 10, (8,)),)):
            with pytest.raises(StandingLinesError):
                services.begin_standing(
                    actor=trade.actor("buyer"), told=replace(told_standing(trade), lines=lines), at=AT
                )

        assert begun(trade, ToldStandingLine(one, 10, (7, 1, 1))).lines.get().weekdays == [1, 7]

    def test_asks_of_lines_what_an_order_asks(self, trade):
        one = trade.offer.pk
        for line, refusal in (
            (ToldStandingLine(one, 0, (1,)), OrderQuantityError),
            (ToldStandingLine(one, 10, (1,), Decimal(24)), PriceChangedError),
            (ToldStandingLine(10**9, 10, (1,)), OfferGoneError),
        ):
            with pytest.raises(refusal):
                begun(trade, line)

        assert begun(trade, ToldStandingLine(one, 10, (1,), Decimal(25))).pk

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"starts_on": date(2024, 2, 29)}, StandingDatesError),
            ({"ends_on": date(2025, 3, 3)}, StandingDatesError),
            ({"earliest": time(8), "latest": time(8)}, StandingWindowError),
            ({"unit_id": 0}, UnitNotBoughtForError),
        ],
    )
    def test_wants_days_hours_and_a_unit(self, trade, changes, refusal):
        with pytest.raises(refusal):
            begun(trade, **changes)

        assert begun(trade).starts_on == BEGUN

    def test_wants_goods_that_are_delivered_there(self, trade):
        fees = [Fee("41", first_fee=Decimal(8), next_fee=Decimal(2)), Fee("", delivers=False)]
        plan = catalogue.add_plan(actor=trade.actor("supplier"), name="快递", fees=fees)
        told = goods.told_offer(freight_id=plan.pk)
        catalogue.change_offer(actor=trade.actor("supplier"), offer_id=trade.offer.pk, told=told, at=AT)

        with pytest.raises(NotDeliveredError):
            begun(trade, province="11")
        assert begun(trade).province == "41"


class TestChange:
    def test_says_it_all_anew_in_the_name_of_whoever_did(self, trade):
        standing = begun(trade)
        hire_buyer(trade.cast, "second")
        told = told_standing(trade, ToldStandingLine(trade.offer.pk, 20, (2,)), name="新菜单", lead_days=3)

        changed = services.change_standing(actor=trade.actor("second"), standing_id=standing.pk, told=told, at=at(3, 5))
        assert changed.user_id == trade.actor("second").user_id != trade.actor("buyer").user_id

        assert (changed.name, changed.lead_days, changed.places_from) == ("新菜单", 3, date(2024, 3, 5))
        [line] = StandingLine.objects.filter(standing=standing)
        assert (line.quantity, line.weekdays) == (20, [2])

    def test_is_refused_once_it_has_ended(self, trade):
        standing = begun(trade)
        told = told_standing(trade, name="改")
        assert act(trade, "change_standing", standing, told=told).name == "改"

        act(trade, "end_standing", standing)

        with pytest.raises(StandingStepError) as refusal:
            act(trade, "change_standing", standing, told=told)
        assert "已结束" in str(refusal.value)

    def test_is_not_there_for_others(self, trade):
        standing = begun(trade)

        with pytest.raises(UnknownStandingError):
            act(trade, "pause_standing", standing, by="supplier")

        hire(trade.cast, "acceptor")
        with pytest.raises(NotAllowedError):
            act(trade, "pause_standing", standing, by="acceptor")
        assert act(trade, "pause_standing", standing).state == "paused"


class TestRest:
    def test_goes_on_from_the_day_on_which_it_is_resumed(self, trade):
        standing = begun(trade)
        act(trade, "pause_standing", standing, words="放寒假")

        resumed = services.resume_standing(actor=trade.actor("buyer"), standing_id=standing.pk, at=at(3, 20))

        assert (resumed.state, resumed.places_from) == ("running", date(2024, 3, 20))
        assert [one.action for one in queries.standing_steps_of(standing.pk)] == ["resume", "pause", "begin"]
        with pytest.raises(StandingStepError):
            act(trade, "resume_standing", standing)

    def test_has_breaks_that_are_not_over(self, trade):
        standing = begun(trade)
        row = act(trade, "add_break", standing, first_on=date(2024, 3, 5), last_on=date(2024, 3, 5), words="春游")

        for first, last in ((date(2024, 3, 1), date(2024, 3, 4)), (date(2024, 3, 9), date(2024, 3, 8))):
            with pytest.raises(BreakError):
                act(trade, "add_break", standing, first_on=first, last_on=last)

        act(trade, "remove_break", standing, break_id=row.pk)
        with pytest.raises(UnknownBreakError):
            act(trade, "remove_break", standing, break_id=row.pk)

    def test_has_so_many_breaks_and_no_more(self, trade):
        standing, told = begun(trade), {"first_on": date(2024, 3, 5), "last_on": date(2024, 3, 5)}
        for _ in range(20):
            act(trade, "add_break", standing, **told)

        with pytest.raises(BreakError):
            act(trade, "add_break", standing, **told)


class TestPrices:
    def test_are_agreed_to_as_they_were_seen(self, trade):
        standing = begun(trade)
        price(trade, "28.00")

        with pytest.raises(PriceChangedError):
            act(trade, "agree_prices", standing, prices={trade.offer.pk: Decimal(27)})
        act(trade, "agree_prices", standing, prices={trade.offer.pk: Decimal(28)})

        assert standing.lines.get().price == 28
        assert "25.00→28.00元" in queries.standing_steps_of(standing.pk)[0].words
        with pytest.raises(StandingLinesError):
            act(trade, "agree_prices", standing, prices={10**9: Decimal(28)})


class TestSteps:
    @pytest.mark.parametrize("source", StandingState)
    @pytest.mark.parametrize("target", StandingState)
    def test_are_those_of_the_table(self, trade, source, target):
        standing = begun(trade)
        for state in _way(source):
            StandingOrder.objects.filter(pk=standing.pk).update(state=state)
        is_permitted = source == target or (source, target) in STANDING_MACHINE.pairs

        try:
            with transaction.atomic():
                StandingOrder.objects.filter(pk=standing.pk).update(state=target)
        except DatabaseError:
            assert not is_permitted
        else:
            assert is_permitted

    def test_are_offered_to_those_who_buy(self, trade):
        standing = begun(trade)
        hire(trade.cast, "acceptor")

        assert permissions.possible_standing_actions(trade.actor("acceptor"), standing) == []
        assert StandingAction.PAUSE in permissions.possible_standing_actions(trade.actor("buyer"), standing)


def _way(state):
    return {"running": [], "paused": ["paused"], "ended": ["ended"]}[state]
