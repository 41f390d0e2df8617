"""Whom to call at a unit: entered, ended, dead; who sees whole numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from nongcai.domain.notifications.models import Message
from nongcai.domain.organisations import queries, services
from nongcai.domain.organisations.errors import DeadAlreadyError, LiaisonDaysError, LiaisonOverError
from nongcai.domain.organisations.models import Liaison, NumberLook
from nongcai.domain.organisations.rules import masked_number
from nongcai.domain.organisations.services import ToldLiaison
from nongcai.foundation.errors import InvalidError, NotAllowedError
from tests.cast import AT

TODAY = AT.date()
TOLD = ToldLiaison("食堂管理岗", "13800000001", TODAY)
DEPUTY = ToldLiaison("总务岗", "13900000002", TODAY, is_deputy=True)
LANDLINE = ToldLiaison("办公室", "0371-65801234", TODAY)


def school(cast):
    return cast.units["4101000002"].id


def entered(cast, told=TOLD, *, by="unit", unit=None, at=AT):
    return services.enter_liaison(actor=cast.actor(by), organisation_id=unit or school(cast), told=told, at=at)


def reach(cast, on=TODAY):
    return queries.reach_of([school(cast)], on)[school(cast)]


class TestEntering:
    @pytest.mark.parametrize("by", ["unit", "supervisor", "city_finance"])
    def test_is_for_the_unit_and_whoever_is_above(self, cast, by):
        entry = entered(cast, by=by)

        assert (entry.duty, entry.masked_phone, entry.last_day) == ("A岗", "138****0001", None)
        assert cast.actor(by).organisation_name in entry.entered_by

    @pytest.mark.parametrize("by", ["stranger", "auditor", "district_finance"])
    def test_is_refused_to_others(self, cast, by):
        with pytest.raises(NotAllowedError):
            entered(cast, by=by)

    def test_of_ones_own_finance_department(self, cast):
        assert entered(cast, by="city_finance", unit=cast.city.id).organisation_id == cast.city.id

    def test_lets_the_principal_of_before_stand_until_the_day_before(self, cast):
        first = entered(cast)
        later = TODAY + timedelta(days=30)

        entered(cast, replace(TOLD, phone="13700000003", since=later))

        first.refresh_from_db()
        assert first.last_day == later - timedelta(days=1)
        assert reach(cast).number() == "13800000001"
        assert reach(cast, later).number() == "13700000003"

    def test_refuses_two_principals_at_a_time_but_not_two_deputies(self, cast):
        entered(cast)
        entered(cast, DEPUTY)
        entered(cast, replace(DEPUTY, post="后勤岗"))

        with pytest.raises(InvalidError) as refused:
            entered(cast)

        assert "已有A岗联络员" in str(refused.value.fields)

    @pytest.mark.parametrize("phone", ["123", "1380000000a", "+8613800000001", "1380000", "65801234-1"])
    def test_refuses_what_is_no_number(self, cast, phone):
        with pytest.raises(InvalidError) as refused:
            entered(cast, replace(TOLD, phone=phone))

        assert list(refused.value.fields) == ["phone"]

    def test_refuses_an_end_before_the_beginning(self, cast):
        with pytest.raises(LiaisonDaysError):
            entered(cast, replace(TOLD, until=TODAY - timedelta(days=1)))


class TestEnding:
    def test_is_dated_and_keeps_the_entry(self, cast):
        entry = entered(cast)

        services.end_liaison(actor=cast.actor("unit"), liaison_id=entry.pk, until=TODAY, at=AT)

        assert reach(cast).number() == "13800000001"
        assert queries.reach_of([school(cast)], TODAY + timedelta(days=1)) == {}
        with pytest.raises(LiaisonOverError):
            services.mark_dead(actor=cast.actor("unit"), liaison_id=entry.pk, at=AT + timedelta(days=1))
        with pytest.raises(ProgrammingError), transaction.atomic():
            Liaison.objects.all().delete()

    def test_is_not_before_the_beginning(self, cast):
        entry, before = entered(cast), TODAY - timedelta(days=1)

        with pytest.raises(LiaisonDaysError):
            services.end_liaison(actor=cast.actor("unit"), liaison_id=entry.pk, until=before, at=AT)


class TestDeadNumbers:
    def test_are_put_on_record_and_the_unit_is_asked_for_another(self, cast):
        entry = entered(cast)

        services.mark_dead(actor=cast.actor("city_finance"), liaison_id=entry.pk, at=AT)

        entry.refresh_from_db()
        assert (entry.dead_at, "财政" in entry.dead_by) == (AT, True)
        assert "请登记新的号码" in Message.objects.get(recipient=cast.users["unit"]).text
        assert queries.waiting_for_numbers(school(cast), TODAY) == 1
        with pytest.raises(DeadAlreadyError):
            services.mark_dead(actor=cast.actor("city_finance"), liaison_id=entry.pk, at=AT)

    def test_make_room_for_a_new_number_the_same_day(self, cast):
        entry = entered(cast)
        services.mark_dead(actor=cast.actor("unit"), liaison_id=entry.pk, at=AT)

        entered(cast, replace(TOLD, phone="13700000003"))

        assert queries.waiting_for_numbers(school(cast), TODAY) == 0
        assert [one.phone for one in queries.liaisons_listed(cast.actor("unit"), on=TODAY)] == ["13700000003"]
        assert not queries.liaisons_listed(cast.actor("unit"), on=TODAY, dead=True).exists()

    def test_are_struck_also_where_they_stand_elsewhere(self, cast):
        entry = entered(cast)
        services.mark_dead(actor=cast.actor("unit"), liaison_id=entry.pk, at=AT)

        assert [reach(cast).mobile(other) for other in ("13800000001", "13600000009")] == ["", "13600000009"]


class TestMasking:
    @pytest.mark.parametrize(
        ("phone", "shown"),
        [
            ("13800000001", "138****0001"),
            ("0371-65801234", "0371-****1234"),
            ("65801234", "****1234"),
            ("", ""),
            ("037165801234", "0371-****1234"),
            ("01065801234", "010-****1234"),
            ("02165801234", "021-****1234"),
        ],
    )
    def test_hides_the_middle_and_keeps_the_area(self, phone, shown):
        assert masked_number(phone) == shown


class TestReach:
    def test_is_the_principal_then_the_deputy_then_what_else_is_known(self, cast, django_assert_num_queries):
        principal = entered(cast, LANDLINE)
        entered(cast, DEPUTY)

        with django_assert_num_queries(1):
            found = reach(cast)

        assert (found.number("1"), found.mobile("1")) == ("0371-65801234", "13900000002")
        services.mark_dead(actor=cast.actor("unit"), liaison_id=principal.pk, at=AT)
        assert reach(cast).number() == "13900000002"


class TestWholeNumbers:
    @pytest.mark.parametrize("by", ["supervisor", "city_finance"])
    def test_are_for_offices_above_and_kept_on_record(self, cast, by):
        entry = entered(cast)

        shown = services.look_at_number(actor=cast.actor(by), liaison_id=entry.pk, purpose="核实", at=AT)

        assert shown.phone == "13800000001"
        look = queries.looks_visible_to(cast.actor("auditor")).get()
        assert (look.user, look.purpose, look.at) == (cast.users[by], "核实", AT)
        assert not queries.looks_visible_to(cast.actor("district_finance")).exists()
        assert not queries.looks_visible_to(cast.actor("unit")).exists()
        with pytest.raises(ProgrammingError), transaction.atomic():
            NumberLook.objects.update(purpose="")

    @pytest.mark.parametrize("by", ["unit", "stranger", "auditor", "district_finance"])
    def test_are_refused_to_others(self, cast, by):
        entry = entered(cast)

        with pytest.raises(NotAllowedError):
            services.look_at_number(actor=cast.actor(by), liaison_id=entry.pk, purpose="核实", at=AT)

        assert not NumberLook.objects.exists()
