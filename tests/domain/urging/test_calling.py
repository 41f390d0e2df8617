"""A call is written down after a reminder, by whom, and stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.organisations import queries as known
from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.services import ToldLiaison
from nongcai.domain.urging import queries, services
from nongcai.domain.urging.errors import (
    CallPersonError,
    CallTimeError,
    DialledError,
    NoNumberError,
    NotBelowError,
    NotRemindedError,
    PastBureauError,
    ReminderWaitsError,
)
from nongcai.domain.urging.models import Contact
from nongcai.domain.urging.services import ToldCall
from nongcai.domain.urging.states import LADDER_MACHINE, Answer, Rung
from nongcai.foundation.errors import NotAllowedError
from tests.domain.shares.season import PRIMARY, SCHOOL, YEAR, open_season
from tests.domain.urging.test_reminding import DUE, at
from tests.worlds import world

CALLED = at(3, 13, 10)
CALL = ToldCall("总务处王老师", CALLED, "食堂数据正在核对。", date(YEAR, 3, 15))


@world
def reminded(cast):
    season = open_season(cast, files_due=DUE)
    ids = [season.unit(SCHOOL), cast.district.id]
    services.remind(actor=season.actor("city_finance"), year=YEAR, ids=ids, at=at(3, 12), with_sms=False)
    services.deliver(at=at(3, 12))
    return season


def call(season, unit_id, *, by="city_finance", told=CALL, moment=CALLED):
    return services.log_call(actor=season.actor(by), unit_id=unit_id, year=YEAR, told=told, at=moment)


class TestLogCall:
    def test_is_kept_with_who_whom_and_what_was_promised(self, reminded):
        one = call(reminded, reminded.unit(SCHOOL))

        (first, *_rest) = queries.contacts_of(reminded.actor("auditor"), reminded.unit(SCHOOL), YEAR)
        assert first == one
        assert (one.person, one.promised_on) == ("总务处王老师", date(YEAR, 3, 15))
        assert one.by_label == "市财政局采购处拟稿岗"
        for change in (lambda: Contact.objects.filter(pk=one.pk).update(text="x"), one.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_comes_after_a_reminder_that_went_out(self, cast):
        season = open_season(cast, files_due=DUE)
        with pytest.raises(NotRemindedError, match="请先发送提醒"):
            call(season, season.unit(SCHOOL))

    def test_waits_for_a_reminder_that_waits(self, cast):
        season = open_season(cast, files_due=DUE)
        actor, unit = season.actor("city_finance"), season.unit(SCHOOL)
        services.remind(actor=actor, year=YEAR, ids=[unit], at=at(3, 12, 7), with_sms=False)

        with pytest.raises(ReminderWaitsError, match="将于2024-03-12 08:00发出"):
            call(season, unit, moment=CALLED)

    def test_says_which_number_was_called(self, reminded):
        with pytest.raises(DialledError):
            call(reminded, reminded.unit(SCHOOL), told=replace(CALL, number="other"))
        one = call(reminded, reminded.unit(SCHOOL), told=replace(CALL, number="other", dialled="0371-65801234"))

        assert one.number == "0371-****1234"

    def test_never_goes_past_a_bureau_but_to_it(self, reminded):
        with pytest.raises(PastBureauError, match="不得越级提醒"):
            call(reminded, reminded.unit(PRIMARY))
        assert call(reminded, reminded.cast.district.id).pk
        for other in (reminded.cast.city.id, reminded.unit(SCHOOL)):
            with pytest.raises(NotBelowError):
                call(reminded, other, by="district_finance")

    def test_refuses_others_and_days_that_make_no_sense(self, reminded):
        with pytest.raises(NotAllowedError):
            call(reminded, reminded.unit(SCHOOL), by="auditor")
        for told in (ToldCall("某", at(3, 14), "好"), ToldCall("某", CALLED, "好", date(YEAR, 3, 12))):
            with pytest.raises(CallTimeError):
                call(reminded, reminded.unit(SCHOOL), told=told)


class TestLadder:
    @pytest.mark.parametrize(
        ("rung", "actions"),
        [(Rung.NONE, ["remind"]), (Rung.REMINDED, ["remind", "call"]), (Rung.CALLED, ["call", "remind", "write"])],
    )
    def test_is_climbed_rung_by_rung(self, rung, actions):
        assert LADDER_MACHINE.actions(rung, "finance") == actions


class TestNumbers:
    def entered(self, season, phone="13800000001", **changes):
        told = ToldLiaison("食堂管理岗", phone, date(YEAR, 1, 1), **changes)
        unit = season.unit(SCHOOL)
        return organisations.enter_liaison(actor=season.actor("unit"), organisation_id=unit, told=told, at=CALLED)

    def dead(self, season):
        return call(season, season.unit(SCHOOL), told=replace(CALL, person="", promised_on=None, answer=Answer.DEAD))

    def test_are_the_principals_then_the_deputys(self, reminded):
        self.entered(reminded, "13900000002", is_deputy=True)
        self.entered(reminded)

        found = queries.numbers_of(reminded.unit(SCHOOL), YEAR, CALLED.date())

        assert [(one.number, one.duty) for one in found] == [("13800000001", "A岗"), ("13900000002", "B岗")]

    def test_that_are_dead_are_marked_and_the_next_is_called(self, reminded):
        entry = self.entered(reminded)
        self.entered(reminded, "13900000002", is_deputy=True)

        kept = self.dead(reminded)

        entry.refresh_from_db()
        assert (kept.answer, kept.number, entry.dead_at) == (Answer.DEAD, "138****0001", CALLED)
        assert [one.number for one in queries.numbers_of(reminded.unit(SCHOOL), YEAR, CALLED.date())] == ["13900000002"]

    def test_that_were_called_are_kept_masked_where_it_is_said_which(self, reminded):
        self.entered(reminded)
        deputy = self.entered(reminded, "0371-65801234", is_deputy=True)

        kept = [call(reminded, reminded.unit(SCHOOL), told=replace(CALL, number=key)) for key in ("", str(deputy.pk))]

        assert [one.number for one in kept] == ["", "0371-****1234"]

    def test_that_are_dead_may_be_the_deputys(self, reminded):
        self.entered(reminded)
        deputy = self.entered(reminded, "13900000002", is_deputy=True)
        told = replace(CALL, person="", answer=Answer.DEAD, number=str(deputy.pk))

        call(reminded, reminded.unit(SCHOOL), told=told)

        deputy.refresh_from_db()
        assert deputy.dead_at == CALLED

    def test_that_were_filed_and_are_dead_go_on_the_list(self, reminded, monkeypatch):
        filed = [queries.Known("0371-6000000")]
        monkeypatch.setattr(queries, "numbers_of", lambda *_args: filed)

        self.dead(reminded)

        unit = reminded.unit(SCHOOL)
        reach = known.reach_of([unit], CALLED.date())[unit]
        assert (reach.number("0371-6000000"), known.waiting_for_numbers(unit, CALLED.date())) == ("", 1)

    def test_must_be_known_to_be_dead(self, reminded):
        with pytest.raises(NoNumberError):
            self.dead(reminded)

    def test_take_the_short_messages(self, reminded):
        self.entered(reminded)
        season, unit = reminded, reminded.unit(SCHOOL)
        services.remind(actor=season.actor("city_finance"), year=YEAR, ids=[unit], at=at(3, 14), with_sms=True)
        sms = Contact.objects.filter(unit_id=unit, channel="sms")
        assert [one.number for one in sms] == ["13800000001"]

        self.dead(reminded)
        services.remind(actor=season.actor("city_finance"), year=YEAR, ids=[unit], at=at(3, 17), with_sms=True)

        assert sms.count() == 1

    def test_that_died_since_strike_what_waits(self, reminded):
        self.entered(reminded)
        unit, gateway = reminded.unit(SCHOOL), Mock()
        services.remind(actor=reminded.actor("city_finance"), year=YEAR, ids=[unit], at=at(3, 14), with_sms=True)

        self.dead(reminded)

        assert services.send(gateway=gateway, at=at(3, 14)) == 0
        gateway.send.assert_not_called()
        waited = Contact.objects.get(unit_id=unit, channel="sms")
        assert (waited.state, waited.number) == ("struck", "138****0001")

    def test_that_nobody_answered_need_no_person_others_do(self, reminded):
        unit = reminded.unit(SCHOOL)

        kept = call(reminded, unit, told=replace(CALL, person="", answer=Answer.UNANSWERED))

        assert kept.answer == Answer.UNANSWERED
        with pytest.raises(CallPersonError):
            call(reminded, unit, told=replace(CALL, person=""))
