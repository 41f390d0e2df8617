from datetime import date, timedelta

import pytest

from nongcai.domain.suppliers import services
from nongcai.domain.suppliers.errors import (
    DayNotYetError,
    DayPastError,
    MeasureStandsError,
    ReplyTimeError,
    StepNotPermittedError,
    WordsMissingError,
)
from nongcai.domain.suppliers.services import Decision
from nongcai.domain.suppliers.states import MeasureKind, MeasureState
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.market import AT, TODAY, all_the_way, sells
from tests.worlds import world

DUE = TODAY + timedelta(days=7)


@world
def admitted(market):
    all_the_way(market)
    return market


def notify(market, kind=MeasureKind.SUSPEND_LISTING, by="platform", due=DUE, cause="抽检不合格"):
    return services.notify(
        actor=market.actor(by), supplier_id=market.supplier.pk, kind=kind, cause=cause, reply_due=due, at=AT
    )


def decide(market, measure, *, at=AT, until=None):
    decision = Decision(TODAY, until, TODAY + timedelta(days=15), "情况属实")
    return services.decide(actor=market.actor("platform"), measure_id=measure.pk, decision=decision, at=at)


def reply(market, measure, at=AT, words="已整改"):
    return services.reply(actor=market.actor("supplier"), measure_id=measure.pk, words=words, at=at)


class TestNotify:
    def test_hides_nothing_and_tells_supplier_and_county(self, admitted):
        notify(admitted)

        assert sells(admitted)
        for name in ("supplier", "quality", "linkage"):
            assert admitted.users[name].messages.filter(text__contains="暂停上架").exists()

    def test_gives_time_to_reply(self, admitted):
        with pytest.raises(ReplyTimeError):
            notify(admitted, due=TODAY)

    def test_has_a_cause(self, admitted):
        with pytest.raises(WordsMissingError):
            notify(admitted, cause=" ")

    def test_is_refused_while_one_of_the_kind_stands(self, admitted):
        notify(admitted)

        with pytest.raises(MeasureStandsError):
            notify(admitted)

    def test_is_the_platforms(self, admitted):
        with pytest.raises(NotAllowedError):
            notify(admitted, by="quality")


class TestDecide:
    def test_waits_for_the_reply_or_its_last_day(self, admitted):
        measure = notify(admitted)
        with pytest.raises(DayNotYetError):
            decide(admitted, measure, at=AT + timedelta(days=7))

        decide(admitted, measure, at=AT + timedelta(days=8))

        assert not sells(admitted)

    def test_may_follow_the_reply_at_once(self, admitted):
        measure = notify(admitted)
        reply(admitted, measure)

        assert decide(admitted, measure).state == MeasureState.IN_FORCE

    def test_ends_by_itself_after_its_last_day(self, admitted):
        measure = notify(admitted)
        reply(admitted, measure)
        decide(admitted, measure, until=date(2024, 3, 31))

        assert not sells(admitted, date(2024, 3, 31))
        assert sells(admitted, date(2024, 4, 1))

    def test_of_a_rectification_hides_nothing(self, admitted):
        measure = notify(admitted, MeasureKind.RECTIFY)
        reply(admitted, measure)
        decide(admitted, measure)

        assert sells(admitted)


class TestReply:
    def test_is_over_after_its_last_day(self, admitted):
        measure = notify(admitted)

        with pytest.raises(DayPastError):
            reply(admitted, measure, at=AT + timedelta(days=8))

    def test_is_the_suppliers(self, admitted):
        measure = notify(admitted)

        with pytest.raises(NotAllowedError):
            services.reply(actor=admitted.actor("quality"), measure_id=measure.pk, words="…", at=AT)

    def test_is_not_another_countys(self, admitted):
        measure = notify(admitted)

        with pytest.raises(NotFoundError):
            services.reply(actor=admitted.actor("other_county"), measure_id=measure.pk, words="…", at=AT)


class TestAppeal:
    def test_leaves_the_measure_in_force_until_it_is_lifted(self, admitted):
        measure = notify(admitted)
        reply(admitted, measure)
        decide(admitted, measure)

        services.appeal(actor=admitted.actor("supplier"), measure_id=measure.pk, words="复检合格", at=AT)
        assert not sells(admitted)
        services.lift(actor=admitted.actor("platform"), measure_id=measure.pk, words="复检合格", at=AT)

        assert sells(admitted)

    def test_comes_once(self, admitted):
        measure = notify(admitted)
        reply(admitted, measure)
        decide(admitted, measure)
        services.appeal(actor=admitted.actor("supplier"), measure_id=measure.pk, words="复检合格", at=AT)
        services.uphold(actor=admitted.actor("platform"), measure_id=measure.pk, words="维持", at=AT)

        with pytest.raises(StepNotPermittedError):
            services.appeal(actor=admitted.actor("supplier"), measure_id=measure.pk, words="再次", at=AT)

        assert not sells(admitted)

    def test_is_over_after_its_last_day(self, admitted):
        measure = notify(admitted)
        reply(admitted, measure)
        decide(admitted, measure)

        with pytest.raises(DayPastError):
            services.appeal(
                actor=admitted.actor("supplier"), measure_id=measure.pk, words="复检合格", at=AT + timedelta(days=16)
            )


class TestDrop:
    def test_ends_it_and_lets_another_come(self, admitted):
        measure = notify(admitted)

        services.drop(actor=admitted.actor("platform"), measure_id=measure.pk, words="情况不实", at=AT)

        assert notify(admitted).pk != measure.pk
        assert sells(admitted)
